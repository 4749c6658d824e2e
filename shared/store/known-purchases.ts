import type { CancelTarget } from '../domain/cancel-target.ts';
import type { Entry } from '../domain/entry.ts';
import type { WalletState } from '../domain/wallet.ts';
import type { LedgerPort, Trace } from './port.ts';

type Known = Pick<WalletState, 'purchaseCount' | 'firstPurchaseAt' | 'lastPurchaseAt'>;

/**
 * What a wallet knows of its purchases once some are reversed: how many, the first and the last. Read from the state
 * before the oldest reversed one and the purchases since.
 */
export async function knownWithout(port: LedgerPort, head: Entry, targets: readonly CancelTarget[]): Promise<Known> {
  const gone = targets.filter(({ entry }) => entry.event.kind === 'purchased').map(({ entry }) => entry.sequence);
  if (gone.length === 0) return head.state;
  let from = Math.min(...gone);
  let later: Trace[] = [];
  let reversed = new Set(gone);
  // A cancellation may reach back further than what it is part of; each round reads at least one entry more.
  for (;;) {
    later = await port.list(head.walletId, { from: head.sequence, above: from - 1, since: 0 });
    const targeted = later.flatMap(({ event }) => (event.kind === 'cancelled' ? event.targets : []));
    reversed = new Set([...gone, ...targeted]);
    const oldest = Math.min(from, ...targeted);
    if (oldest === from) break;
    from = oldest;
  }
  const before = (await port.get(head.walletId, from - 1))!.state;
  const times = later.flatMap(({ sequence, event }) => {
    if (event.kind === 'purchased') return reversed.has(sequence) ? [] : [event.occurredAt];
    return event.kind === 'transferred-in' ? [event.firstPurchaseAt, event.lastPurchaseAt] : [];
  });
  const known = [...times, before.firstPurchaseAt, before.lastPurchaseAt].filter((at) => at !== null);
  return {
    purchaseCount: head.state.purchaseCount - gone.length,
    firstPurchaseAt: known.length > 0 ? Math.min(...known) : null,
    lastPurchaseAt: known.length > 0 ? Math.max(...known) : null,
  };
}
