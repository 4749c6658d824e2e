import type { Entry } from '../../shared/domain/entry.ts';
import { type Granted, takenOf } from '../../shared/domain/granted.ts';
import { type LimitShard, leaseMs } from '../../shared/domain/limit.ts';
import { resolveClaims } from '../../shared/store/resolve-claims.ts';
import { settleLimits } from '../../shared/store/settle-limits.ts';
import type { Request } from './program.ts';
import { timeAt } from './run.ts';
import type { State } from './state.ts';
import type { Store } from './tiny-store.ts';
import { must } from './violation.ts';
import type { World } from './world.ts';

/** What entries take of the budget: a return leaves less, a cancellation nothing, an undone return what it says. */
function takenIn(chain: readonly Entry[]): number {
  const taken = new Map<number, number>();
  const sum = (grants: readonly Granted[]) => grants.reduce((total, grant) => total + takenOf(grant), 0);
  for (const { sequence, event } of chain) {
    if (event.kind === 'purchased' || event.kind === 'opened') taken.set(sequence, sum(event.grants));
    if (event.kind === 'returned') taken.set(event.of, sum(event.grants));
    if (event.kind !== 'cancelled') continue;
    for (const target of event.targets) taken.set(target, sum(event.stays.filter(({ of }) => of === target)));
    if (event.returnOf > 0) taken.set(event.returnOf, sum(event.grants));
  }
  return [...taken.values()].reduce((total, minor) => total + minor, 0);
}

/** What design §10 promises of a budget, in every state, and what is left of it in the end. */
export class Budget {
  private readonly world: World;
  private readonly checked = new Set<number>();

  constructor(world: World) {
    this.world = world;
  }

  private takenBy(store: Store): number {
    return this.world.scenario.wallets.reduce(
      (sum, walletId) => sum + takenIn(this.world.store.chainOf(store, walletId)),
      0,
    );
  }

  /** Never exceeded, at no moment. */
  assertKept(store: Store): void {
    const { budgetMinor } = this.world.scenario;
    if (budgetMinor === undefined || this.checked.has(store.id)) return;
    this.checked.add(store.id);
    const taken = this.takenBy(store);
    must(taken <= budgetMinor, `${taken} is given of a budget of ${budgetMinor}`);
    for (const walletId of this.world.scenario.wallets) {
      for (const { sequence, event, effects } of this.world.store.chainOf(store, walletId)) {
        if (event.kind !== 'purchased' || event.grants.length === 0) continue;
        const creditedMinor = effects.credits.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
        const granted = event.grants.reduce((sum, { quantity }) => sum + quantity, 0);
        must(creditedMinor === granted, `entry ${sequence} earns ${creditedMinor} of ${granted} that it was granted`);
      }
    }
  }

  /** Once every lease is over and every entry has come by the stream, what is taken is what entries take. */
  async assertSettled(store: Store): Promise<void> {
    const { budgetMinor, ticks = 0, leapAt } = this.world.scenario;
    if (budgetMinor === undefined) return;
    const end = timeAt(ticks, leapAt) + 2 * leaseMs;
    const clock = { machine: () => end, recording: () => end, sleep: async () => {}, random: () => 0 };
    const limitIds = limitsIn(this.world, store);
    const { wallets, streamed } = this.world.scenario;
    // What it does must come from what it reads alone: runs are shared by their replies.
    const request: Request = {
      label: `everything of ${limitIds} comes by the stream, every lease is over`,
      walletId: wallets[0]!,
      print: 'stream',
      ask: async ({ port }) => {
        for (const walletId of streamed ? [] : wallets) {
          // The last first: what comes out of order changes nothing.
          for (let entry = await port.head(walletId); entry; entry = await port.get(walletId, entry.sequence - 1)) {
            await settleLimits(port, entry);
          }
        }
        for (const limitId of limitIds) {
          const open = (await port.listShards(limitId)).flatMap((shard) => shard.open.map(({ print }) => print));
          await resolveClaims({ port, clock }, limitId, new Set(open));
        }
        return { kind: 'conflict' };
      },
    };
    const { store: after } = await this.world.alone(store, request, ticks);
    const shards = shardsIn(this.world, after);
    const taken = shards.reduce((sum, shard) => sum + shard.taken, 0);
    const given = this.takenBy(after);
    must(taken === given, `${taken} of the budget is taken for ever, entries take ${given}`);
    must(
      shards.every(({ open }) => open.length === 0),
      'a claim stays open for ever',
    );
  }

  /** Who comes late, alone, once every lease is over, gets all that entries have left. */
  assertNotStranded({ places, store }: State): void {
    const { budgetMinor, functions } = this.world.scenario;
    if (functions.filter(({ late }) => late).length !== 1) return;
    const run = places[functions.findIndex(({ late }) => late)];
    if (budgetMinor === undefined || typeof run !== 'object' || run.ending?.kind !== 'accepted') return;
    const { event } = run.ending.entry;
    if (event.kind !== 'purchased') return;
    const granted = event.grants.reduce((sum, { quantity }) => sum + quantity, 0);
    const wanted = event.lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    const left = budgetMinor - this.takenBy(store);
    must(granted === wanted || left === 0, `${left} of the budget is left, and one who came late got ${granted}`);
  }
}

const limitsIn = (world: World, store: Store): string[] => [
  ...new Set(world.store.sidesOf(store).flatMap(({ key }) => (key.startsWith('shard ') ? [key.split(' ')[1]!] : []))),
];

const shardsIn = (world: World, store: Store): LimitShard[] =>
  world.store
    .sidesOf(store)
    .filter(({ key }) => key.startsWith('shard '))
    .map(({ value }) => value as LimitShard);
