import { PostConfirm } from '../../shared/contract/confirmation.ts';
import { timestamp } from '../../shared/contract/field.ts';
import { balancesAt } from '../../shared/domain/balance.ts';
import type { Confirmed } from '../../shared/domain/event.ts';
import { confirmGuest } from '../../shared/domain/guest.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { drawnByAsset } from '../../shared/lambda/drawn.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { acceptedOf } from '../../shared/lambda/outcome.ts';
import { changeGuestBasket } from './change-guest.ts';
import { confirmWhereItWaits } from './confirm-where-it-waits.ts';
import { findOwnGuest } from './load-guest.ts';
import { loadOwnPurchase } from './load-purchase.ts';

/** Fires what is pending on an event: an order was picked up, a return window is over. */
export const postConfirm = httpHandler(PostConfirm, async (request) => {
  const guest = await findOwnGuest(request);
  // Nothing of a guest basket waits for anything, until a wallet claims it.
  if (guest) await changeGuestBasket(request, guest.id, { operation: 'confirm', decide: confirmGuest });
  const outcome = await confirmWhereItWaits(request, await loadOwnPurchase(request));
  const { entry, replayed } = acceptedOf(outcome);
  const confirmed = (entry.event as Confirmed).lotIds;
  const lotsNow = entry.state.lots.filter(({ id }) => confirmed.includes(id));
  return ok(
    {
      purchaseId: request.params.id,
      confirmed: drawnByAsset(lotsNow.map(({ asset, remainingMinor }) => ({ asset, amountMinor: remainingMinor }))),
      recordedAt: timestamp(entry.recordedAt),
      balances: balancesAt(entry.state, entry.recordedAt),
    },
    { replayed },
  );
});
