import * as z from 'zod';
import { across } from '../domain/field-code.ts';
import { opaqueId, Reference, Timestamp, WalletId } from './field.ts';
import { operation } from './operation.ts';
import { Drawn } from './purchase.ts';
import { Balances } from './wallet.ts';

export const TransferRequest = z
  .strictObject({
    fromWalletId: WalletId,
    toWalletId: WalletId,
    all: z.literal(true).describe('A part of a wallet is not transferred'),
    reason: Reference,
  })
  .refine(({ fromWalletId, toWalletId }) => fromWalletId !== toWalletId, {
    path: ['toWalletId'],
    ...across('not-allowed', 'fromWalletId', 'toWalletId'),
  });

export const Transfer = z.object({
  id: opaqueId('tra'),
  fromWalletId: WalletId,
  toWalletId: WalletId,
  reason: z.string(),
  /** What came over, by asset. */
  moved: z.array(Drawn),
  recordedAt: Timestamp,
  /** Of the wallet that everything went to. */
  balances: Balances,
});

export const PostTransfer = operation({
  operationId: 'transferWallet',
  method: 'POST',
  path: '/v1/transfers',
  area: 'wallet',
  summary: 'Move everything to another wallet and close the old one',
  allowed: { scopes: ['transfer:write'], groups: ['operator'] },
  body: TransferRequest,
  success: { status: 201, body: Transfer },
  movesValue: true,
});
