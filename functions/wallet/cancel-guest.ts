import { cancelGuest } from '../../shared/domain/guest.ts';
import { guestIdFrom } from '../../shared/domain/guest-id.ts';
import { problem } from '../../shared/lambda/problem.ts';
import { findGuest } from '../../shared/store/guest.ts';
import { cancelGuestKey, guestTriesMax, putCancelledGuest } from '../../shared/store/guest-writes.ts';
import { type CancelStatus, claimedMeanwhile } from './cancel-each.ts';
import type { Keyed } from './cancel-on-wallet.ts';

const standing = claimedMeanwhile(
  'A wallet has claimed the basket that was recorded under this key, so that it stands: return the purchase, or cancel the claim by its own key first.',
);

/** Makes sure that the guest basket of a key never was; refused once a wallet has claimed it. */
export async function cancelGuestBasket(keyed: Keyed): Promise<CancelStatus> {
  const { platform, clock, caller, idempotencyKey } = keyed;
  const { table, keys } = platform;
  const guestId = guestIdFrom(keys, caller.id, idempotencyKey);
  for (let tries = 0; tries < guestTriesMax; tries += 1) {
    const found = await findGuest(table, guestId, clock.machine());
    if (found?.kind !== 'basket') {
      if (await cancelGuestKey(table, guestId, clock.recording())) return 'prevented';
      continue;
    }
    if (found.basket.isCancelled) return 'reversed';
    const decision = cancelGuest(found.basket);
    if (decision.kind === 'refused') throw problem(decision.refusal.code, standing);
    if (decision.kind === 'accepted' && (await putCancelledGuest(table, decision.basket))) {
      return 'reversed';
    }
  }
  throw problem('conflict-retry');
}
