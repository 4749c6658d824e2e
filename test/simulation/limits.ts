import assert from 'node:assert/strict';
import type { Entry } from '../../shared/domain/entry.ts';
import { type Granted, takenOf } from '../../shared/domain/granted.ts';
import { leaseMs } from '../../shared/domain/limit.ts';
import type { Clock, LedgerPort } from '../../shared/store/port.ts';
import { resolveClaims } from '../../shared/store/resolve-claims.ts';
import { settleLimits } from '../../shared/store/settle-limits.ts';
import type { MemoryStore } from './memory-store.ts';
import { count, type Tally } from './tally.ts';

/** What the world's caps give in a day at a merchant, and in a week to all. */
export const capacities = { 'cap-merchant-day': 1_500, 'cap-all-week': 60_000 } as const;
const capacityOf = (limitId: string) =>
  Object.entries(capacities).find(([start]) => limitId.startsWith(start))?.[1] ?? Number.POSITIVE_INFINITY;

/** Books of the shared limits beside the store's: what entries take, entry by entry, never above a limit. */
export function limitBooks(tally: Tally) {
  const sums = new Map<string, number>();
  const takes = new Map<string, Map<string, number>>();

  function set(of: string, grants: readonly Granted[]): void {
    const before = takes.get(of) ?? new Map<string, number>();
    const after = new Map(grants.map((grant) => [grant.limitId, takenOf(grant)]));
    for (const limitId of new Set([...before.keys(), ...after.keys()])) {
      const sum = (sums.get(limitId) ?? 0) + (after.get(limitId) ?? 0) - (before.get(limitId) ?? 0);
      assert.ok(sum <= capacityOf(limitId), `${of} brings ${limitId} to ${sum}`);
      sums.set(limitId, sum);
    }
    takes.set(of, after);
  }

  function check({ walletId, sequence, event }: Entry): void {
    const name = (of: number) => `${walletId} ${of}`;
    if (event.kind === 'purchased' && event.grants.length > 0) {
      set(name(sequence), event.grants);
      for (const { limitId } of event.grants) {
        count(tally, sums.get(limitId) === capacityOf(limitId) ? 'limit run out' : 'limit taken from');
      }
    }
    if (event.kind === 'returned' && takes.has(name(event.of))) {
      count(tally, 'limit given back');
      const had = takes.get(name(event.of))!;
      for (const grant of event.grants)
        assert.ok(takenOf(grant) <= (had.get(grant.limitId) ?? 0), `${name(sequence)} takes more of ${grant.limitId}`);
      set(name(event.of), event.grants);
    }
    if (event.kind !== 'cancelled') return;
    for (const target of event.targets)
      if (takes.has(name(target)))
        set(
          name(target),
          event.stays.filter(({ of }) => of === target),
        );
    if (takes.has(name(event.returnOf))) set(name(event.returnOf), event.grants);
  }

  /** Once every lease is over and the stream has brought everything, shards say what entries take. */
  async function close(store: MemoryStore, port: LedgerPort, clock: Clock): Promise<void> {
    for (const walletId of store.walletIds()) {
      for (const entry of store.of(walletId).toReversed()) await settleLimits(port, entry);
    }
    const later = { ...clock, machine: () => clock.machine() + 2 * leaseMs };
    for (const limitId of store.limitIds()) {
      for (;;) {
        const open = store.listShards(limitId).flatMap((shard) => shard.open.map(({ print }) => print));
        if (open.length === 0) break;
        count(tally, 'limit claims that died', open.length);
        await resolveClaims({ port, clock: later }, limitId, new Set(open));
      }
      const taken = store.listShards(limitId).reduce((sum, shard) => sum + shard.taken, 0);
      assert.equal(taken, sums.get(limitId) ?? 0, `${limitId}: shards and entries disagree`);
    }
  }

  return { check, close };
}
