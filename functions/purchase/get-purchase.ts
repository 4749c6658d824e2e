import { GetPurchase } from '../../shared/contract/purchase.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { tellGuest } from './guest-answer.ts';
import { findSeenGuest } from './load-guest.ts';
import { loadSeenPurchase } from './load-purchase.ts';
import { languageIn } from './purchase-sentences.ts';
import { tellPurchase } from './tell-purchase.ts';

/** A purchase as recorded; of a guest basket that was claimed, the purchase that it became. */
export const getPurchase = httpHandler(GetPurchase, async (request) => {
  const guest = await findSeenGuest(request);
  const told =
    guest && !guest.claimedBy
      ? tellGuest(request, guest)
      : await tellPurchase(request, await loadSeenPurchase(request));
  return ok(told, languageIn(request, told));
});
