import { type LedgerPort, StoreFault, type Write } from '../../shared/store/port.ts';
import type { MemoryStore } from './memory-store.ts';
import type { Scheduler } from './scheduler.ts';
import { count, type Tally } from './tally.ts';

/** Chances of each fault, per call. */
export type Faults = {
  readonly throttled: number;
  readonly lostBefore: number;
  readonly lostAfter: number;
  readonly late: number;
  readonly duplicated: number;
  readonly conflict: number;
  readonly slow: number;
  readonly crash: number;
};

/** Our client gives up after a second; a request that the engine has may still land until a function would be dead. */
const clientTimeOutMs = 1_000;
const lateMaxMs = 20_000;

/** One run of a function; once it has crashed none of its calls ever returns. */
export type Run = { isDead: boolean };

/**
 * The ledger as a function sees it, over a network that loses requests before they arrive and replies after, lets
 * writes land long after their caller gave up, or twice, throttles, delays, reorders, and kills the function anywhere.
 * Without faults it is quiet: everything arrives, at once.
 */
export function portFor(
  run: Run,
  store: MemoryStore,
  { now: _, after }: Scheduler,
  random: () => number,
  faults: Faults | null,
  tally: Tally,
): LedgerPort {
  const hop = (delayMs: number) => (faults ? crossing(delayMs, faults.crash) : Promise.resolve());
  const crossing = (delayMs: number, crash: number) =>
    new Promise<void>((resolve) => {
      if (!run.isDead && random() < crash) {
        run.isDead = true;
        count(tally, 'fault crash');
      }
      if (run.isDead) return;
      after(delayMs, () => {
        if (!run.isDead) resolve();
      });
    });
  const latency = () => {
    const ms = 1 + random() * 8;
    return happens('slow') ? ms * 60 : ms;
  };
  const happens = (name: keyof Faults) => {
    if (!faults || random() >= faults[name]) return false;
    count(tally, `fault ${name}`);
    return true;
  };

  async function reading<T>(read: () => T): Promise<T> {
    await hop(latency());
    if (happens('throttled')) throw new StoreFault('unavailable');
    if (happens('lostBefore')) {
      await hop(clientTimeOutMs);
      throw new StoreFault('unavailable');
    }
    const value = read();
    await hop(latency());
    return value;
  }

  async function writing<T>(write: () => T): Promise<T> {
    await hop(latency());
    if (happens('throttled')) throw new StoreFault('unavailable');
    if (happens('lostBefore')) {
      await hop(clientTimeOutMs);
      throw new StoreFault('unknown');
    }
    if (happens('late')) {
      after(random() * lateMaxMs, write);
      await hop(clientTimeOutMs);
      throw new StoreFault('unknown');
    }
    const value = write();
    if (happens('duplicated')) after(random() * lateMaxMs, write);
    if (happens('lostAfter')) {
      await hop(clientTimeOutMs);
      throw new StoreFault('unknown');
    }
    await hop(latency());
    return value;
  }

  const transact = (writes: readonly Write[]) =>
    writing(() => {
      if (happens('conflict')) return { kind: 'failed' as const, failed: [] };
      const failed = store.write(writes);
      return failed.length === 0 ? { kind: 'written' as const } : { kind: 'failed' as const, failed };
    });

  return {
    head: (walletId) => reading(() => store.of(walletId).at(-1)),
    get: (walletId, sequence) => reading(() => store.of(walletId)[sequence]),
    findRefusal: (walletId, print) => reading(() => store.findRefusal(walletId, print)),
    findBasket: () => reading(() => undefined),
    list: (walletId, { from, above, since }) =>
      reading(() => {
        const entries = store
          .of(walletId)
          .slice(above + 1, from + 1)
          .reverse();
        const reachesFurther = (entries.at(-1)?.recordedAt ?? since) < since;
        return reachesFurther ? entries.filter(({ recordedAt }) => recordedAt >= since) : entries;
      }),
    findClaim: (limitId, print) => reading(() => store.findClaim(limitId, print)),
    findStake: (limitId, walletId, sequence) => reading(() => store.findStake(limitId, walletId, sequence)),
    listShards: (limitId) => reading(() => store.listShards(limitId)),
    put: (entry) =>
      writing(() => {
        if (store.write([{ kind: 'entry', entry }]).length === 0) return { kind: 'written' as const };
        count(tally, 'fault overtaken');
        return { kind: 'overtaken' as const, by: store.of(entry.walletId)[entry.sequence]! };
      }),
    transact,
  };
}
