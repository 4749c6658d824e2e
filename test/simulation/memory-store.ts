import type { Entry } from '../../shared/domain/entry.ts';
import type { Claim, LimitShard, Stake } from '../../shared/domain/limit.ts';
import type { RecordedRefusal, Write } from '../../shared/store/port.ts';
import {
  claimSide,
  isLimitMet,
  isLimitWrite,
  type LimitValue,
  type LimitWrite,
  limitAfter,
  limitSideOf,
  stakeSide,
} from '../support/limit-sides.ts';

/** What the table would hold: entries by wallet, refusals beside them, the registry. Conditions as the engine's. */
export function memoryStore(onEntry: (entry: Entry, before: Entry | undefined) => void) {
  const wallets = new Map<string, Entry[]>();
  const refusals = new Map<string, RecordedRefusal>();
  const registry = new Set<string>();
  const limits = new Map<string, LimitValue>();
  const shards = new Map<string, LimitShard[]>();
  const of = (walletId: string): readonly Entry[] => wallets.get(walletId) ?? [];
  const keyOf = (walletId: string, print: string) => `${walletId} ${print}`;
  const stands = (walletId: string, print: string, now: number) =>
    (refusals.get(keyOf(walletId, print))?.expiresAt ?? 0) > now;

  function isMet(write: Write): boolean {
    if (isLimitWrite(write)) return isLimitMet(write, limits.get(limitSideOf(write)));
    switch (write.kind) {
      case 'entry':
        return write.entry.sequence >= of(write.entry.walletId).length;
      case 'no-entry':
        return write.sequence >= of(write.walletId).length;
      case 'no-refusal':
        return !stands(write.walletId, write.print, write.now);
      case 'refusal':
        return !stands(write.refusal.walletId, write.refusal.print, write.now);
      case 'registry':
        return !registry.has(write.walletId);
      case 'claimed-basket':
        throw new Error('the simulated store has no guest baskets');
    }
  }

  function apply(write: Write): void {
    if (isLimitWrite(write)) applyLimit(write);
    if (write.kind === 'entry') {
      const { entry } = write;
      const entries = wallets.get(entry.walletId) ?? [];
      onEntry(entry, entries.at(-1));
      entries.push(entry);
      wallets.set(entry.walletId, entries);
    }
    if (write.kind === 'refusal') refusals.set(keyOf(write.refusal.walletId, write.refusal.print), write.refusal);
    if (write.kind === 'registry') registry.add(write.walletId);
  }

  function applyLimit(write: LimitWrite): void {
    const key = limitSideOf(write);
    const after = limitAfter(write, limits.get(key));
    if (after === undefined) limits.delete(key);
    else limits.set(key, after);
    if (write.kind !== 'shard') return;
    const others = (shards.get(write.limitId) ?? []).filter(({ shard }) => shard !== write.shard);
    shards.set(write.limitId, [...others, after as LimitShard]);
  }

  return {
    of,
    walletIds: () => [...wallets.keys()],
    findRefusal: (walletId: string, print: string) => refusals.get(keyOf(walletId, print)),
    findClaim: (limitId: string, print: string) => limits.get(claimSide(limitId, print)) as Claim | undefined,
    findStake: (limitId: string, walletId: string, sequence: number) =>
      limits.get(stakeSide(limitId, walletId, sequence)) as Stake | undefined,
    listShards: (limitId: string): LimitShard[] => shards.get(limitId) ?? [],
    limitIds: () => [...shards.keys()],
    /** All or nothing; the places of the writes whose condition did not hold. */
    write(writes: readonly Write[]): number[] {
      const failed = writes.flatMap((write, at) => (isMet(write) ? [] : [at]));
      if (failed.length === 0) for (const write of writes) apply(write);
      return failed;
    },
  };
}

export type MemoryStore = ReturnType<typeof memoryStore>;
