import * as z from 'zod';
import { across, because, onceRead } from '../domain/field-code.ts';
import { Line, linesMax, PayRequest, TenderRequest, tendersMax } from './basket.ts';
import { Explanation } from './explanation.ts';
import {
  AmountMinor,
  AssetName,
  ChannelName,
  Currency,
  InstantText,
  opaqueId,
  Reference,
  Slug,
  SumMinor,
  Timestamp,
  WalletId,
} from './field.ts';
import { operation, purchaseBodyMaxBytes } from './operation.ts';
import { Balances } from './wallet.ts';

const basket = {
  walletId: WalletId.optional().describe('Absent: a guest basket, counted and earning nothing until it is claimed'),
  merchantId: Slug.optional(),
  currency: Currency.optional(),
  tillId: Reference.optional(),
  storeId: Reference.optional(),
  channel: ChannelName.default('store'),
  occurredAt: InstantText.optional(),
  reference: Reference.optional(),
  lines: z.array(Line).min(1).max(linesMax).optional(),
  amountMinor: AmountMinor.optional(),
  totalMinor: AmountMinor.optional(),
  tenders: z.array(TenderRequest).max(tendersMax).optional(),
  pay: PayRequest.optional(),
};

type Basket = {
  walletId?: string | undefined;
  pay?: unknown;
  lines?: readonly { amountMinor: number }[] | undefined;
  amountMinor?: number | undefined;
  totalMinor?: number | undefined;
};

/** Lines or a bare amount, and a stated total that is theirs; without a wallet nothing is paid with one. */
const consistent = <S extends z.ZodType<Basket>>(schema: S): S =>
  schema
    .refine(({ walletId, pay }) => walletId !== undefined || pay === undefined, {
      path: ['pay'],
      ...across('not-allowed'),
    })
    .superRefine(({ lines, amountMinor }, context) => {
      if (isOneOf(lines, amountMinor)) return;
      const path = lines === undefined ? ['lines'] : ['amountMinor'];
      context.addIssue({ code: 'custom', path, ...because('exactly-one-of') });
    }, onceRead())
    .refine(
      ({ lines, amountMinor, totalMinor }) =>
        totalMinor === undefined || !isOneOf(lines, amountMinor) || totalMinor === totalOf({ lines, amountMinor }),
      { path: ['totalMinor'], ...across('total-mismatch', 'lines.*.amountMinor', 'amountMinor', 'totalMinor') },
    );

const isOneOf = (one: unknown, other: unknown) => (one === undefined) !== (other === undefined);

/** The total of a basket in minor units; at most 200 × 10^9, far inside the integers. */
export const totalOf = ({ lines, amountMinor }: Pick<Basket, 'lines' | 'amountMinor'>): number =>
  lines?.reduce((sum, line) => sum + line.amountMinor, 0) ?? amountMinor ?? 0;

export const PurchaseRequest = consistent(z.strictObject({ ...basket, receiptNumber: Reference }));
export const QuoteRequest = consistent(
  z.strictObject({ ...basket, receiptNumber: Reference.optional(), rulesetId: opaqueId('rs').optional() }),
);

/** On a guest's receipt: whoever has it may claim the basket, once. */
export const ClaimCode = z.string().regex(/^[A-H][A-Z2-7]{25}$/);

export const Drawn = z.object({ asset: AssetName, amountMinor: SumMinor });
export const Paid = z.object({ walletMinor: SumMinor, otherMinor: SumMinor, drawn: z.array(Drawn) });
export const Earned = z.object({
  asset: AssetName,
  amountMinor: SumMinor,
  status: z.enum(['available', 'pending']),
  availableAt: Timestamp.nullable(),
  expiresAt: Timestamp.nullable(),
});

const outcome = {
  walletId: WalletId.optional().describe('Absent: a guest basket'),
  merchantId: z.string(),
  receiptNumber: z.string().optional(),
  tillId: z.string().optional(),
  storeId: z.string().optional(),
  channel: ChannelName,
  reference: z.string().optional(),
  occurredAt: Timestamp,
  totalMinor: SumMinor,
  paid: Paid,
  earned: z.array(Earned),
  balances: Balances.optional().describe('Of the wallet'),
  explanation: Explanation.optional().describe('Of what was earned; a guest basket earns nothing'),
  sentences: z
    .array(z.string())
    .optional()
    .describe(
      'The whole explanation in plain words, in the language of `Accept-Language`; by a `GET` or `explain=all`',
    ),
};

export const Purchase = z.object({
  id: opaqueId('pur'),
  ...outcome,
  recordedAt: Timestamp,
  /** Of a guest basket, for its receipt: told to who may record sales of the merchant. */
  claimCode: ClaimCode.optional(),
  claimExpiresAt: Timestamp.optional(),
  /** By a `GET`: what came back, and what still can. */
  returns: z.array(z.object({ id: opaqueId('ret'), amountMinor: SumMinor, recordedAt: Timestamp })).optional(),
  returnable: z
    .object({
      amountMinor: SumMinor,
      lines: z.array(z.object({ index: z.int(), quantity: z.int(), amountMinor: SumMinor })),
    })
    .optional(),
  /** Its key was cancelled: it has no effect any more. */
  cancelled: z.literal(true).optional(),
  entry: z.object({ sequence: z.int(), hash: z.string() }).optional(),
});
export const Usable = z.object({
  asset: AssetName,
  maxMinor: SumMinor,
  reasons: z.array(z.string()).describe('Why it is nothing: codes that a purchase would be refused with'),
});
export const Quote = z.object({
  ...outcome,
  explanation: Explanation.partial({ rulesetVersion: true })
    .optional()
    .describe('As of the purchase; under a ruleset as it is written there is no `rulesetVersion`'),
  usable: z.array(Usable),
});

const ExplainQuery = z.strictObject({ explain: z.enum(['matched', 'all']).optional() });

export const PostPurchase = operation({
  operationId: 'recordPurchase',
  method: 'POST',
  path: '/v1/purchases',
  area: 'purchase',
  summary: 'Record a purchase: pay with the wallet and earn, in one step',
  allowed: { scopes: ['purchase:write'], groups: ['operator'] },
  query: ExplainQuery,
  body: PurchaseRequest,
  bodyMaxBytes: purchaseBodyMaxBytes,
  success: { status: 201, body: Purchase },
  movesValue: true,
});

export const PostQuote = operation({
  operationId: 'quotePurchase',
  method: 'POST',
  path: '/v1/quotes',
  area: 'purchase',
  summary: 'What a purchase would pay and earn; nothing is written',
  allowed: { scopes: ['purchase:write', 'purchase:read'], groups: ['operator', 'support'] },
  query: ExplainQuery,
  body: QuoteRequest,
  bodyMaxBytes: purchaseBodyMaxBytes,
  success: { status: 200, body: Quote },
});

export const GetPurchase = operation({
  operationId: 'readPurchase',
  method: 'GET',
  path: '/v1/purchases/{id}',
  area: 'purchase',
  summary: 'A purchase as recorded, explained in full',
  allowed: { scopes: ['purchase:read', 'purchase:write'], groups: ['operator', 'support'] },
  params: z.strictObject({ id: opaqueId('pur') }),
  success: { status: 200, body: Purchase },
});
