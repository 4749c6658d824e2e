import type { Entry } from '../../shared/domain/entry.ts';
import type { Claim, LimitShard, Stake } from '../../shared/domain/limit.ts';
import type { Clock, LedgerPort, RecordedRefusal, Write } from '../../shared/store/port.ts';
import {
  claimSide,
  isLimitMet,
  isLimitWrite,
  type LimitValue,
  limitAfter,
  limitSideOf,
  shardSides,
  stakeSide,
} from './limit-sides.ts';

/** A store that never fails, and tells what it was asked: for sentences of the write path, not for faults. */
export function paperPort() {
  const wallets = new Map<string, Entry[]>();
  const refusals = new Map<string, RecordedRefusal>();
  const limits = new Map<string, LimitValue>();
  const calls: string[] = [];
  const of = (walletId: string) => wallets.get(walletId) ?? [];
  const said = <T>(call: string, value: T): Promise<T> => {
    calls.push(call);
    return Promise.resolve(value);
  };
  const stands = (write: Write): boolean => {
    if (isLimitWrite(write)) return isLimitMet(write, limits.get(limitSideOf(write)));
    if (write.kind === 'entry') return of(write.entry.walletId).length === write.entry.sequence;
    return write.kind !== 'no-entry' || of(write.walletId).length === write.sequence;
  };
  const setLimit = (key: string, value: LimitValue | undefined) =>
    value === undefined ? limits.delete(key) : limits.set(key, value);
  const add = (entry: Entry) => wallets.set(entry.walletId, [...of(entry.walletId), entry]);

  const port: LedgerPort = {
    head: (walletId) => said('head', of(walletId).at(-1)),
    get: (walletId, sequence) => said('get', of(walletId)[sequence]),
    findBasket: () => said('find basket', undefined),
    findRefusal: (walletId, print) => said('find refusal', refusals.get(`${walletId} ${print}`)),
    list: (walletId, { from, above, since }) =>
      said(
        'list',
        of(walletId)
          .filter(({ sequence, recordedAt }) => sequence <= from && sequence > above && recordedAt >= since)
          .toReversed(),
      ),
    findClaim: (limitId, print) => said('find claim', limits.get(claimSide(limitId, print)) as Claim | undefined),
    findStake: (limitId, walletId, sequence) =>
      said('find stake', limits.get(stakeSide(limitId, walletId, sequence)) as Stake | undefined),
    listShards: (limitId) =>
      said(
        'list shards',
        [...limits].flatMap(([key, value]) => (key.startsWith(shardSides(limitId)) ? [value as LimitShard] : [])),
      ),
    put: (entry) => {
      const by = of(entry.walletId)[entry.sequence];
      if (by) return said('put', { kind: 'overtaken', by });
      add(entry);
      return said('put', { kind: 'written' });
    },
    transact: (writes) => {
      const failed = writes.flatMap((write, at) => (stands(write) ? [] : [at]));
      if (failed.length > 0) return said('transact', { kind: 'failed', failed });
      for (const write of writes) {
        if (write.kind === 'entry') add(write.entry);
        if (isLimitWrite(write)) setLimit(limitSideOf(write), limitAfter(write, limits.get(limitSideOf(write))));
        if (write.kind === 'refusal') refusals.set(`${write.refusal.walletId} ${write.refusal.print}`, write.refusal);
      }
      return said('transact', { kind: 'written' });
    },
  };
  return { port, calls, of, add };
}

/** A clock that stands still until it is told or sleeps; what was slept is kept. */
export function paperClock(startedAt: number) {
  const slept: number[] = [];
  let now = startedAt;
  const clock: Clock = {
    machine: () => now,
    recording: () => now,
    sleep: (ms) => {
      slept.push(ms);
      now += ms;
      return Promise.resolve();
    },
    random: () => 0.5,
  };
  const set = (at: number) => {
    now = at;
  };
  return { clock, slept, set };
}
