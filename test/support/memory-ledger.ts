import type { Entry } from '../../shared/domain/entry.ts';
import { fromItem, toItem } from '../../shared/store/entry-item.ts';
import type { Ledger } from '../../shared/store/port.ts';
import { memoryStore } from '../simulation/memory-store.ts';

/**
 * The simulated store as a ledger that never fails, for as many requests as a network would take too long for. Every
 * entry goes through its bytes and back, as in the table.
 */
export function memoryLedger(onEntry: (entry: Entry) => void = () => {}) {
  const store = memoryStore(onEntry);
  const asStored = (entry: Entry) => fromItem(toItem(entry));
  const ledger: Ledger = {
    head: async (walletId) => store.of(walletId).at(-1),
    get: async (walletId, sequence) => store.of(walletId)[sequence],
    findBasket: async () => undefined,
    findRefusal: async (walletId, print) => store.findRefusal(walletId, print),
    list: async (walletId, { from, above, since }) =>
      store
        .of(walletId)
        .slice(above + 1, from + 1)
        .filter(({ recordedAt }) => recordedAt >= since)
        .toReversed(),
    findClaim: async (limitId, print) => store.findClaim(limitId, print),
    findStake: async (limitId, walletId, sequence) => store.findStake(limitId, walletId, sequence),
    listShards: async (limitId) => store.listShards(limitId),
    put: async (entry) =>
      store.write([{ kind: 'entry', entry: asStored(entry) }]).length === 0
        ? { kind: 'written' }
        : { kind: 'overtaken', by: store.of(entry.walletId)[entry.sequence]! },
    transact: async (writes) => {
      const stored = writes.map((write) =>
        write.kind === 'entry' ? { ...write, entry: asStored(write.entry) } : write,
      );
      const failed = store.write(stored);
      return failed.length === 0 ? { kind: 'written' } : { kind: 'failed', failed };
    },
    page: async (walletId, { below, limit }) =>
      store
        .of(walletId)
        .slice(Math.max(0, below - limit), Math.max(0, below))
        .toReversed(),
  };
  return { ledger, store };
}
