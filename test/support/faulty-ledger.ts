import type { Entry } from '../../shared/domain/entry.ts';
import { type EntryItem, fromItem, toItem } from '../../shared/store/entry-item.ts';
import { type LedgerPort, type RecordedRefusal, StoreFault, type Write } from '../../shared/store/port.ts';

/** Chance that can be replayed: mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export type Faults = {
  readonly lostBefore: number;
  readonly lostAfter: number;
  readonly late: number;
  readonly throttled: number;
};

/**
 * A ledger in memory, as bytes, behind a network that loses requests before they arrive and replies after, lets writes
 * land long after their caller gave up, throttles, and lets others go first at every call.
 */
export function faultyLedger(random: () => number, faults: Faults) {
  const entries = new Map<string, EntryItem[]>();
  const refusals = new Map<string, RecordedRefusal>();
  const counts = { lostBefore: 0, lostAfter: 0, late: 0, throttled: 0, overtaken: 0 };
  const delay = async (most: number) => {
    for (let turn = Math.floor(random() * most); turn > 0; turn -= 1) await null;
  };
  const of = (walletId: string) => entries.get(walletId) ?? [];
  const append = (entry: Entry) => {
    entries.set(entry.walletId, [...of(entry.walletId), structuredClone(toItem(entry))]);
  };
  const stands = (walletId: string, print: string, now: number) => {
    const refusal = refusals.get(`${walletId} ${print}`);
    return refusal !== undefined && refusal.expiresAt > now;
  };

  function isMet(write: Write): boolean {
    if (write.kind === 'entry') return write.entry.sequence === of(write.entry.walletId).length;
    if (write.kind === 'no-entry') return of(write.walletId).length <= write.sequence;
    if (write.kind === 'no-refusal') return !stands(write.walletId, write.print, write.now);
    if (write.kind === 'refusal') return !stands(write.refusal.walletId, write.refusal.print, write.now);
    return true;
  }
  function apply(writes: readonly Write[]): number[] {
    const failed = writes.flatMap((write, at) => (isMet(write) ? [] : [at]));
    if (failed.length > 0) return failed;
    for (const write of writes) {
      if (write.kind === 'entry') append(write.entry);
      if (write.kind === 'refusal') refusals.set(`${write.refusal.walletId} ${write.refusal.print}`, write.refusal);
    }
    return [];
  }

  async function reading<T>(read: () => T): Promise<T> {
    await delay(6);
    if (random() < faults.throttled) {
      counts.throttled += 1;
      throw new StoreFault('unavailable');
    }
    const value = read();
    await delay(6);
    return value;
  }
  async function writing<T>(write: () => T): Promise<T> {
    await delay(6);
    const chance = random();
    const edges = [faults.throttled, faults.lostBefore, faults.late, faults.lostAfter];
    const sum = (until: number) => edges.slice(0, until).reduce((total, edge) => total + edge, 0);
    if (chance < sum(1)) {
      counts.throttled += 1;
      throw new StoreFault('unavailable');
    }
    if (chance < sum(2)) {
      counts.lostBefore += 1;
      throw new StoreFault('unknown');
    }
    if (chance < sum(3)) {
      counts.late += 1;
      void delay(400).then(write);
      throw new StoreFault('unknown');
    }
    const value = write();
    await delay(6);
    if (chance < sum(4)) {
      counts.lostAfter += 1;
      throw new StoreFault('unknown');
    }
    return value;
  }

  const port: LedgerPort = {
    head: (walletId) => reading(() => of(walletId).at(-1)).then((item) => item && fromItem(item)),
    get: (walletId, sequence) => reading(() => of(walletId)[sequence]).then((item) => item && fromItem(item)),
    findRefusal: (walletId, print) => reading(() => refusals.get(`${walletId} ${print}`)),
    list: (walletId, { from, above, since }) =>
      reading(() =>
        of(walletId)
          .slice(above + 1, from + 1)
          .map(fromItem)
          .reverse()
          .filter((entry) => entry.recordedAt >= since),
      ),
    put: (entry) =>
      writing(() => {
        if (apply([{ kind: 'entry', entry }]).length === 0) return { kind: 'written' as const };
        counts.overtaken += 1;
        const standing = of(entry.walletId)[entry.sequence];
        if (!standing) throw new Error('a gap in the sequences');
        return { kind: 'overtaken' as const, by: fromItem(standing) };
      }),
    transact: (writes) =>
      writing(() => {
        const failed = apply(writes);
        return failed.length === 0 ? { kind: 'written' as const } : { kind: 'failed' as const, failed };
      }),
  };
  return { port, counts, entriesOf: (walletId: string) => of(walletId).map(fromItem), append };
}
