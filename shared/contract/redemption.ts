import * as z from 'zod';
import { across, because, onceRead } from '../domain/field-code.ts';
import { holdMaxSeconds } from '../domain/hold.ts';
import { RedeemAssets } from './basket.ts';
import {
  AmountMinor,
  ChannelName,
  Currency,
  InstantText,
  opaqueId,
  PositiveMinor,
  Reference,
  Slug,
  SumMinor,
  Timestamp,
  WalletId,
} from './field.ts';
import { operation } from './operation.ts';
import { Drawn } from './purchase.ts';
import { Balances } from './wallet.ts';

export const RedemptionRequest = z
  .strictObject({
    walletId: WalletId,
    merchantId: Slug.optional(),
    currency: Currency.optional(),
    amountMinor: PositiveMinor.optional(),
    max: z.literal(true).optional(),
    assets: RedeemAssets.optional(),
    receiptNumber: Reference.optional(),
    tillId: Reference.optional(),
    storeId: Reference.optional(),
    channel: ChannelName.default('store'),
    occurredAt: InstantText.optional(),
    basketMinor: AmountMinor.optional(),
    capture: z.boolean().default(true).describe('false holds the value'),
    holdSeconds: z.int().min(1).max(holdMaxSeconds).optional(),
  })
  .superRefine(({ amountMinor, max }, context) => {
    if ((amountMinor === undefined) === (max === undefined)) {
      const path = max === undefined ? ['amountMinor'] : ['max'];
      context.addIssue({ code: 'custom', path, ...because('exactly-one-of') });
    }
  }, onceRead())
  .refine(({ capture, holdSeconds }) => !capture || holdSeconds === undefined, {
    path: ['holdSeconds'],
    ...across('not-allowed', 'capture'),
  });

export const CaptureRequest = z.strictObject({ amountMinor: PositiveMinor.optional() });

export const Redemption = z.object({
  id: opaqueId('red'),
  walletId: WalletId,
  merchantId: z.string(),
  receiptNumber: z.string().optional(),
  status: z.enum(['captured', 'held', 'released', 'expired']),
  /** What was captured, or is held. */
  amountMinor: SumMinor,
  drawn: z.array(Drawn),
  /** By a capture or release: what went back to the wallet. */
  releasedMinor: SumMinor.optional(),
  holdExpiresAt: Timestamp.nullable(),
  occurredAt: Timestamp,
  recordedAt: Timestamp,
  balances: Balances,
  entry: z.object({ sequence: z.int(), hash: z.string() }).optional(),
});

const RedemptionParams = z.strictObject({ id: opaqueId('red') });
const writing = { scopes: ['redemption:write'], groups: ['operator'] } as const;

export const PostRedemption = operation({
  operationId: 'redeem',
  method: 'POST',
  path: '/v1/redemptions',
  area: 'redemption',
  summary: 'Spend from the wallet, at once or held for a till',
  allowed: writing,
  body: RedemptionRequest,
  success: { status: 201, body: Redemption },
  movesValue: true,
});

export const PostCapture = operation({
  operationId: 'captureRedemption',
  method: 'POST',
  path: '/v1/redemptions/{id}/capture',
  area: 'redemption',
  summary: 'Spend what is held, once; the rest is released',
  allowed: writing,
  params: RedemptionParams,
  body: CaptureRequest,
  success: { status: 200, body: Redemption },
  movesValue: true,
});

export const PostRelease = operation({
  operationId: 'releaseRedemption',
  method: 'POST',
  path: '/v1/redemptions/{id}/release',
  area: 'redemption',
  summary: 'Give back what is held',
  allowed: writing,
  params: RedemptionParams,
  success: { status: 200, body: Redemption },
  movesValue: true,
});

export const GetRedemption = operation({
  operationId: 'readRedemption',
  method: 'GET',
  path: '/v1/redemptions/{id}',
  area: 'redemption',
  summary: 'A redemption as it stands now',
  allowed: { scopes: ['redemption:write', 'purchase:read'], groups: ['operator', 'support'] },
  params: RedemptionParams,
  success: { status: 200, body: Redemption },
});
