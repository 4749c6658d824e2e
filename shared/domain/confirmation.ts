import { accept, type Decision, refuse } from './decision.ts';
import type { Settled } from './settle.ts';

export type Confirm = { readonly of: number; readonly merchantId: string; readonly lotIds: readonly string[] };

/**
 * Fires what is pending on an event of a purchase: picked up, return window over (api.md §2 `confirm`). Refuses
 * `wallet-closed`, `nothing-pending`.
 */
export function confirm(wallet: Settled, { of, merchantId, lotIds }: Confirm): Decision {
  if (wallet.status === 'closed') return refuse('wallet-closed');
  const waiting = wallet.lots.filter((lot) => lotIds.includes(lot.id) && lot.availability.kind === 'event');
  if (waiting.length === 0) return refuse('nothing-pending');
  return accept({ kind: 'confirmed', of, merchantId, lotIds: waiting.map((lot) => lot.id) });
}
