import * as z from 'zod';
import { across, because, onceRead } from '../domain/field-code.ts';
import { linesMax } from './basket.ts';
import {
  AssetName,
  InstantText,
  isDistinct,
  opaqueId,
  PositiveMinor,
  Reference,
  SumMinor,
  Timestamp,
} from './field.ts';
import { operation } from './operation.ts';
import { Balances } from './wallet.ts';

const quantityMax = 1_000_000_000;

const ReturnedLine = z.strictObject({
  index: z
    .int()
    .min(0)
    .max(linesMax - 1)
    .describe('Place of the line in the purchase, from 0'),
  quantity: z.int().min(1).max(quantityMax).describe("In the line's unit"),
  amountMinor: PositiveMinor.optional().describe('Its share of what is left of the line, unless named'),
});

/** What both kinds of return say of themselves. */
const told = { occurredAt: InstantText.optional(), tillId: Reference.optional(), receiptNumber: Reference.optional() };

export const ReturnRequest = z
  .strictObject({
    lines: z.array(ReturnedLine).min(1).max(linesMax).optional(),
    amountMinor: PositiveMinor.optional(),
    all: z.literal(true).optional(),
    ...told,
    reason: z.enum(['customer', 'void']).default('customer'),
  })
  .superRefine(({ lines, amountMinor, all }, context) => {
    const named = Object.entries({ lines, amountMinor, all }).filter(([, value]) => value !== undefined);
    if (named.length !== 1) {
      context.addIssue({ code: 'custom', path: [named[0]?.[0] ?? 'lines'], ...because('exactly-one-of') });
    }
  }, onceRead())
  .refine(({ lines }) => !lines || isDistinct(lines.map(({ index }) => index)), {
    path: ['lines'],
    ...across('repeated', 'lines.*.index'),
  });

export const RedemptionReturnRequest = z.strictObject({ amountMinor: PositiveMinor });

export const ClawbackAnswer = z.object({
  asset: AssetName,
  amountMinor: SumMinor,
  fromWalletMinor: SumMinor,
  /** Owed by the member: later earnings pay it first. */
  receivableMinor: SumMinor,
  /** Borne by whoever gave it. */
  writtenOffMinor: SumMinor,
});

export const Refunded = z.object({ walletMinor: SumMinor, otherMinor: SumMinor });
export const Returnable = z.object({ amountMinor: SumMinor });

const outcome = {
  id: opaqueId('ret'),
  amountMinor: SumMinor,
  refunded: Refunded,
  recordedAt: Timestamp,
  returnable: Returnable,
  balances: Balances,
};
export const PurchaseReturn = z.object({
  ...outcome,
  balances: Balances.optional().describe('Of the wallet; absent for a guest basket'),
  purchaseId: opaqueId('pur'),
  clawback: z.array(ClawbackAnswer),
});
export const RedemptionReturn = z.object({ ...outcome, redemptionId: opaqueId('red') });

const returning = { scopes: ['return:write'], groups: ['operator'] } as const;

export const PostReturn = operation({
  operationId: 'returnPurchase',
  method: 'POST',
  path: '/v1/purchases/{id}/returns',
  area: 'purchase',
  summary: 'Take back lines, an amount or all of a purchase, at any age',
  allowed: returning,
  params: z.strictObject({ id: opaqueId('pur') }),
  body: ReturnRequest,
  success: { status: 201, body: PurchaseReturn },
  movesValue: true,
});

export const PostRedemptionReturn = operation({
  operationId: 'returnRedemption',
  method: 'POST',
  path: '/v1/redemptions/{id}/returns',
  area: 'redemption',
  summary: 'Give captured value back',
  allowed: returning,
  params: z.strictObject({ id: opaqueId('red') }),
  body: RedemptionReturnRequest,
  success: { status: 201, body: RedemptionReturn },
  movesValue: true,
});
