import type { Entry } from '../../shared/domain/entry.ts';
import type { Purchased } from '../../shared/domain/event.ts';
import { openGuestId } from '../../shared/domain/guest-id.ts';
import { type Caller, owns, seesHistory } from '../../shared/domain/key.ts';
import { findNamedEntry, ledgerOf, loadEntry } from '../../shared/lambda/ledger.ts';
import type { Platform } from '../../shared/lambda/platform.ts';
import { problem } from '../../shared/lambda/problem.ts';

type Asking = { readonly platform: Platform; readonly caller: Caller; readonly params: { readonly id: string } };

export type PurchaseEntry = Entry & { readonly event: Purchased };

type WhenFree = 'not-found' | 'conflict-retry';

/**
 * The entry of a purchase that the caller's merchants made; 404 for anything else.
 * @param whenFree what to say of a guest basket that nobody has claimed: a moment ago somebody may have had it
 */
export const loadOwnPurchase = (asking: Asking, whenFree?: WhenFree): Promise<PurchaseEntry> =>
  loadPurchase(asking, ({ event }) => owns(asking.caller, event.merchantId), whenFree);

/** As loadOwnPurchase, also for those who see where else a member shops. */
export const loadSeenPurchase = (asking: Asking): Promise<PurchaseEntry> =>
  loadPurchase(asking, ({ event }) => seesHistory(asking.caller) || owns(asking.caller, event.merchantId));

async function loadPurchase(
  { platform, params }: Asking,
  isSeen: (entry: PurchaseEntry) => boolean,
  whenFree: WhenFree = 'not-found',
): Promise<PurchaseEntry> {
  const claimed = await findClaimed(platform, params.id);
  if (claimed === null) throw problem(whenFree);
  const entry = claimed ? await loadPurchaseEntry(platform, claimed) : await findNamedEntry(platform, 'pur', params.id);
  if (!entry || !isPurchase(entry) || !isSeen(entry)) throw problem('not-found');
  return entry;
}

type Named = { readonly walletId: string; readonly sequence: number };

/** The wallet's purchase that a guest basket became. */
async function findClaimed(platform: Platform, id: string): Promise<Named | null | undefined> {
  const guestId = openGuestId(platform.keys, id);
  return guestId === undefined ? undefined : (await ledgerOf(platform).findBasket(guestId))?.claimedBy;
}

/** The entry of a purchase, whoever asks; 404 when it is that of something else. */
export async function loadPurchaseEntry(platform: Platform, { walletId, sequence }: Named): Promise<PurchaseEntry> {
  const entry = await loadEntry(platform, walletId, sequence);
  if (!isPurchase(entry)) throw problem('not-found');
  return entry;
}

const isPurchase = (entry: Entry): entry is PurchaseEntry => entry.event.kind === 'purchased';
