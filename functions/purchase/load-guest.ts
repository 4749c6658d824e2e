import type { GuestBasket } from '../../shared/domain/guest.ts';
import { openGuestId } from '../../shared/domain/guest-id.ts';
import { type Caller, owns, seesHistory } from '../../shared/domain/key.ts';
import { ledgerOf } from '../../shared/lambda/ledger.ts';
import type { Platform } from '../../shared/lambda/platform.ts';
import { problem } from '../../shared/lambda/problem.ts';

type Asking = { readonly platform: Platform; readonly caller: Caller; readonly params: { readonly id: string } };

/**
 * The guest basket that a purchase's id names, when the caller's merchants made it: 404 otherwise. Undefined when the
 * id is that of a wallet's purchase, or of nothing.
 */
export const findOwnGuest = (asking: Asking): Promise<GuestBasket | undefined> =>
  findGuest(asking, ({ event }) => owns(asking.caller, event.merchantId));

/** As findOwnGuest, also for those who see where else a member shops. */
export const findSeenGuest = (asking: Asking): Promise<GuestBasket | undefined> =>
  findGuest(asking, ({ event }) => seesHistory(asking.caller) || owns(asking.caller, event.merchantId));

async function findGuest({ platform, params }: Asking, isSeen: (basket: GuestBasket) => boolean) {
  const guestId = openGuestId(platform.keys, params.id);
  if (guestId === undefined) return undefined;
  const basket = await ledgerOf(platform).findBasket(guestId);
  if (!basket || !isSeen(basket)) throw problem('not-found');
  return basket;
}
