import * as z from 'zod';
import { because } from '../domain/field-code.ts';
import { amountMaxMinor } from '../domain/money.ts';
import { AssetName, opaqueId, Reference, SumMinor, Timestamp, WalletId } from './field.ts';
import { operation } from './operation.ts';
import { Balances } from './wallet.ts';

export const AdjustmentRequest = z.strictObject({
  walletId: WalletId,
  asset: AssetName,
  amountMinor: z
    .int()
    .min(-amountMaxMinor)
    .max(amountMaxMinor)
    .refine((amountMinor) => amountMinor !== 0, because('not-allowed'))
    .describe('Minor units, signed: what the wallet gains or loses'),
  reason: Reference,
  ticket: Reference.optional(),
});

export const Adjustment = z.object({
  id: opaqueId('adj'),
  walletId: WalletId,
  asset: AssetName,
  amountMinor: SumMinor,
  reason: z.string(),
  ticket: z.string().optional(),
  recordedAt: Timestamp,
  balances: Balances,
  entry: z.object({ sequence: z.int(), hash: z.string() }),
});

export const PostAdjustment = operation({
  operationId: 'adjust',
  method: 'POST',
  path: '/v1/adjustments',
  area: 'wallet',
  summary: 'Correct a balance by hand, with a reason',
  allowed: { scopes: [], groups: ['operator', 'support'] },
  body: AdjustmentRequest,
  success: { status: 201, body: Adjustment },
  movesValue: true,
});
