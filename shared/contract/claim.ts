import * as z from 'zod';
import { WalletId } from './field.ts';
import { operation } from './operation.ts';
import { ClaimCode, Purchase } from './purchase.ts';

export const ClaimRequest = z.strictObject({ claimCode: ClaimCode, walletId: WalletId });

/**
 * For `wallet:write`, not `purchase:write`: the code is the right to the basket, the scope the right to write on the
 * wallet. A member's app claims, and it must not be able to invent sales; a till that opens wallets has the scope.
 */
export const PostClaim = operation({
  operationId: 'claimBasket',
  method: 'POST',
  path: '/v1/claims',
  area: 'purchase',
  summary: 'Make a guest basket a purchase of a wallet, once, under the rules of its own time',
  allowed: { scopes: ['wallet:write'], groups: ['operator'] },
  body: ClaimRequest,
  success: { status: 201, body: Purchase },
  movesValue: true,
});
