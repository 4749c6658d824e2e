import type { Entry } from '../../shared/domain/entry.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import { type Caller, owns } from '../../shared/domain/key.ts';
import { findNamedEntry, ledgerOf } from '../../shared/lambda/ledger.ts';
import type { Platform } from '../../shared/lambda/platform.ts';
import { problem } from '../../shared/lambda/problem.ts';
import { isRedemption, type RedemptionEntry } from '../../shared/lambda/redemption.ts';
import { type Fate, findFate } from '../../shared/store/fate.ts';

type Asking = { readonly platform: Platform; readonly caller: Caller; readonly params: { readonly id: string } };

/** The entry of a redemption that the caller's merchants made; 404 for anything else, before anything else is said. */
export async function loadOwnRedemption({ platform, caller, params }: Asking): Promise<RedemptionEntry> {
  const placed = await findNamedEntry(platform, 'red', params.id);
  if (!placed || !isRedemption(placed) || !owns(caller, placed.event.merchantId)) throw problem('not-found');
  return placed;
}

/** What became of a redemption. */
export async function loadFate(platform: Platform, head: Entry, placed: RedemptionEntry, now: Instant): Promise<Fate> {
  const fate = await findFate(ledgerOf(platform), head, placed.sequence, now, placed);
  if (!fate) throw new Error(`entry ${placed.sequence} of ${placed.walletId} is no redemption`);
  return fate;
}
