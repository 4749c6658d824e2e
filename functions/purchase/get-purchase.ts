import { GetPurchase } from '../../shared/contract/purchase.ts';
import type { GuestBasket } from '../../shared/domain/guest.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { tellGuest } from './guest-answer.ts';
import { findSeenGuest } from './load-guest.ts';
import { loadPurchaseEntry, loadSeenPurchase } from './load-purchase.ts';
import { languageIn } from './purchase-sentences.ts';
import { tellPurchase } from './tell-purchase.ts';

/** A purchase as recorded; of a guest basket that was claimed, the purchase that it became. */
export const getPurchase = httpHandler(GetPurchase, async (request) => {
  const guest = await findSeenGuest(request);
  const told =
    guest && !guest.claimedBy
      ? tellGuest(request, guest)
      : await tellPurchase(request, await purchaseOf(request, guest));
  return ok(told, languageIn(request, told));
});

/** Not read again of whom a basket is: its claim may be cancelled meanwhile. */
const purchaseOf = (request: Parameters<typeof loadSeenPurchase>[0], guest: GuestBasket | undefined) =>
  guest?.claimedBy ? loadPurchaseEntry(request.platform, guest.claimedBy) : loadSeenPurchase(request);
