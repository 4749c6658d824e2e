import type { Entry } from '../../shared/domain/entry.ts';
import { openId } from '../../shared/domain/identifier.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import { type Caller, owns } from '../../shared/domain/key.ts';
import { ledgerOf } from '../../shared/lambda/ledger.ts';
import type { Platform } from '../../shared/lambda/platform.ts';
import { problem } from '../../shared/lambda/problem.ts';
import { type Fate, findFate } from '../../shared/store/fate.ts';

type Asking = { readonly platform: Platform; readonly caller: Caller; readonly params: { readonly id: string } };

/** Where a redemption's id leads; 404 for anything that is none. */
export function openRedemption({ platform, params }: Asking): { walletId: string; sequence: number } {
  const named = openId(platform.keys, 'red', params.id);
  if (!named) throw problem('not-found');
  return named;
}

/** What became of a redemption of the caller's merchants; another merchant's does not exist. */
export async function loadFate(
  { platform, caller }: Asking,
  head: Entry,
  sequence: number,
  now: Instant,
): Promise<Fate> {
  const fate = await findFate(ledgerOf(platform), head, sequence, now);
  if (!fate || !owns(caller, fate.merchantId)) throw problem('not-found');
  return fate;
}
