import type { Entry } from '../../shared/domain/entry.ts';
import type { Purchased } from '../../shared/domain/event.ts';
import { openId } from '../../shared/domain/identifier.ts';
import { type Caller, owns } from '../../shared/domain/key.ts';
import { loadEntry } from '../../shared/lambda/ledger.ts';
import type { Platform } from '../../shared/lambda/platform.ts';
import { problem } from '../../shared/lambda/problem.ts';

type Asking = { readonly platform: Platform; readonly caller: Caller; readonly params: { readonly id: string } };

/** The entry of a purchase that the caller's merchants made; 404 for anything else. */
export async function loadOwnPurchase({ platform, caller, params }: Asking): Promise<Entry & { event: Purchased }> {
  const named = openId(platform.keys, 'pur', params.id);
  if (!named) throw problem('not-found');
  const entry = await loadEntry(platform, named.walletId, named.sequence);
  if (!isPurchase(entry) || !owns(caller, entry.event.merchantId)) throw problem('not-found');
  return entry;
}

const isPurchase = (entry: Entry): entry is Entry & { event: Purchased } => entry.event.kind === 'purchased';
