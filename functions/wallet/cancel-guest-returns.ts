import { cancelGuestReturn, type GuestBasket } from '../../shared/domain/guest.ts';
import { guestIdFrom } from '../../shared/domain/guest-id.ts';
import { ledgerOf } from '../../shared/lambda/ledger.ts';
import { printsOf } from '../../shared/lambda/prints.ts';
import { problem } from '../../shared/lambda/problem.ts';
import { cancelReturnKey } from '../../shared/store/guest-return-key.ts';
import { guestTriesMax, putWithoutReturn } from '../../shared/store/guest-writes.ts';
import { type CancelStatus, cancelEach, claimedMeanwhile } from './cancel-each.ts';
import { cancelOnWallet, type Keyed } from './cancel-on-wallet.ts';

/**
 * Makes sure that nothing came back of guest baskets under a key, nor will: the key is closed first, then what it had
 * done is undone, where a basket has been claimed on the wallet that booked it.
 */
export async function cancelGuestReturns(keyed: Keyed): Promise<CancelStatus> {
  const { platform, caller, clock, idempotencyKey } = keyed;
  const keyId = guestIdFrom(platform.keys, caller.id, idempotencyKey);
  const basketIds = await cancelReturnKey(platform.table, keyId, clock.recording());
  return cancelEach(basketIds.map((basketId) => () => undo(keyed, basketId)));
}

const standing = claimedMeanwhile(
  'A wallet has claimed the basket since and was given what was left of it: what came back under this key stays back.',
);

async function undo(keyed: Keyed, basketId: string): Promise<CancelStatus> {
  const { platform } = keyed;
  const { print } = printsOf(keyed, basketId, 'return');
  for (let tries = 0; tries < guestTriesMax; tries += 1) {
    const basket = await ledgerOf(platform).findBasket(basketId);
    if (!basket) return 'prevented';
    const at = basket.returns.findIndex((back) => back.prints.print === print);
    if (at < 0) return onWallet(keyed, basket);
    if (basket.isCancelled || basket.returns[at]!.isCancelled) return 'reversed';
    const decision = cancelGuestReturn(basket, at);
    if (decision.kind === 'refused') throw problem(decision.refusal.code, standing);
    if (decision.kind === 'accepted' && (await putWithoutReturn(platform.table, decision.basket))) return 'reversed';
  }
  throw problem('conflict-retry');
}

/** The basket had been claimed: what came back under the key, or may still come, is of the wallet's purchase. */
async function onWallet(keyed: Keyed, { claimedBy }: GuestBasket) {
  if (!claimedBy) return 'prevented';
  return (await cancelOnWallet(keyed, claimedBy.walletId)).status;
}
