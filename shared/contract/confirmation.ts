import * as z from 'zod';
import { opaqueId, Timestamp } from './field.ts';
import { operation } from './operation.ts';
import { Drawn } from './purchase.ts';
import { Balances } from './wallet.ts';

export const Confirmation = z.object({
  purchaseId: opaqueId('pur'),
  /** What can be spent now. */
  confirmed: z.array(Drawn),
  recordedAt: Timestamp,
  balances: Balances,
});

export const PostConfirm = operation({
  operationId: 'confirmPurchase',
  method: 'POST',
  path: '/v1/purchases/{id}/confirm',
  area: 'purchase',
  summary: 'Fire what is pending on an event: picked up, return window over',
  allowed: { scopes: ['purchase:write'], groups: ['operator'] },
  params: z.strictObject({ id: opaqueId('pur') }),
  success: { status: 200, body: Confirmation },
  movesValue: true,
});
