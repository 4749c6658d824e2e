import { PostCancellation } from '../../shared/contract/cancellation.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { cancelEach } from './cancel-each.ts';
import { cancelGuestBasket } from './cancel-guest.ts';
import { cancelGuestReturns } from './cancel-guest-returns.ts';
import { cancelOnWallet } from './cancel-on-wallet.ts';

/** Makes sure that a till's operations under a key have no effect: on a wallet, or on guest baskets without one. */
export const postCancellation = httpHandler(PostCancellation, async (request) => {
  const { walletId, idempotencyKey } = request.body;
  const keyed = { ...request, idempotencyKey };
  if (walletId !== undefined) {
    const { status, replayed } = await cancelOnWallet(keyed, walletId);
    return ok({ status }, { replayed });
  }
  // Returns first: they may be of other baskets than the one that the key recorded.
  return ok({ status: await cancelEach([() => cancelGuestReturns(keyed), () => cancelGuestBasket(keyed)]) });
});
