import type { Asset } from '../asset.ts';
import type { Credit } from '../effects.ts';
import { engineNumber, takesWhatIsGiven } from '../engine.ts';
import { countedFirst } from './counted-first.ts';
import { type Counter, type CounterUse, findUse, type LoweredCounter, type TakenBack } from './counter.ts';
import { raiseThreshold } from './raise-threshold.ts';
import { type OthersReward, othersRewards, recountsOf } from './recount-caps.ts';
import { cellCountOf, namedIn, slotAt } from './slot.ts';
import { nothingStays, type Staying } from './staying.ts';
import { ruleCounting, type Watched } from './watch.ts';

/** Uses of a purchase with a return of it and without, what that return lowered, and what the purchase itself then gets. */
export type Undone = {
  readonly asIs: readonly CounterUse[];
  readonly undone: readonly CounterUse[];
  readonly lowered: readonly LoweredCounter[];
  /** What the purchase is given of a threshold more than it was, in minor units. */
  readonly ownMinor: (ruleId: string, asset: Asset) => number;
  /** The same by rule, without what had stayed with the counter: what of it is not given again stays away. */
  readonly gains?: Staying;
  /** Who sold it, and funds a reward that names the merchant. */
  readonly merchantId: string;
  readonly engine?: number | undefined;
  /** Its entry, 0 when it is of a wallet that was merged into this one, and the lot of a reward of it. */
  readonly sequence?: number;
  readonly lotOf?: (ruleId: string, asset: Asset) => Pick<Credit, 'lotId' | 'availability'> | undefined;
};

/** Counters that change, and rewards of thresholds that are reached again. */
export type TakenUp = { readonly counters: readonly Counter[]; readonly regiven: readonly TakenBack[] };

/**
 * Raises counters by what a purchase uses more once a return of it is undone. A counter or a period that has left the
 * state stays gone. A threshold is reached again as often as the return had taken that away, or as the purchase itself
 * is rewarded for it; where it would be reached for no purchase, progress stays one below it and the next one reaches it.
 */
export function takeUp(version: Watched, counters: ReadonlyMap<string, Counter>, change: Undone): TakenUp {
  const changed = new Map<string, Counter>();
  const regiven: TakenBack[] = [];
  const others: OthersReward[] = [];
  const isExact = takesWhatIsGiven(change.engine ?? engineNumber);
  // Thresholds first: what they give again tells what caps count again.
  for (const use of isExact ? [...change.undone, ...noMore(change)].toSorted(thresholdsFirst) : change.undone) {
    const now = changed.get(use.key) ?? counters.get(use.key);
    const before = findUse(change.asIs, use);
    const width = cellCountOf(use.key);
    const at = now && use.kind !== 'visit' && width > 0 ? slotAt(now, use.period, width) : -1;
    if (!now || at < 0) {
      if (!isExact || use.kind !== 'cap') continue;
      const more = lessKept(version, use, change, regiven)(use.added[0]! - (before?.added[0] ?? 0));
      for (const counter of countedFirst(version, now, { ...use, added: [more] })) changed.set(use.key, counter);
      continue;
    }
    if (use.kind === 'cap') {
      const more = isExact ? lessKept(version, use, change, regiven) : (whole: number) => whole;
      changed.set(use.key, raiseCap(now, at, use, before, more));
      continue;
    }
    const raised = raiseThreshold(version, now, at, use, before, change);
    regiven.push(...(raised.regiven ?? []));
    const ruleId = ruleCounting(version, use)?.id ?? '';
    const ownMinor = (change.gains?.get(ruleId) ?? 0) - awayOf(change, regiven, ruleId);
    others.push(...othersRewards(version, use, ruleId, 1, raised.regiven ?? [], ownMinor));
    changed.set(use.key, raised.counter);
  }
  const recounts = recountsOf(version, isExact ? others : []);
  for (const counter of recounts.apply((key) => changed.get(key) ?? counters.get(key)))
    changed.set(counter.key, counter);
  // In the order of what the purchase uses, whichever was first looked at.
  const inOrder = new Set([...change.undone.map(({ key }) => key), ...changed.keys()]);
  const after = [...inOrder].flatMap((key) => changed.get(key) ?? []);
  return { counters: after.filter((counter) => counter !== counters.get(counter.key)), regiven };
}

/** What caps count only of the part that is kept: the whole is more than it could be given. */
const noMore = ({ asIs, undone }: Undone): CounterUse[] =>
  asIs.filter((use) => use.kind === 'cap' && !findUse(undone, use)).map((use) => ({ ...use, added: [0], names: [] }));

const thresholdsFirst = (a: CounterUse, b: CounterUse) =>
  Number(b.kind === 'threshold') - Number(a.kind === 'threshold');

/** What a purchase gains of a threshold and is not given again: another has reached the target since. */
function awayOf({ gains = nothingStays, sequence }: Undone, regiven: readonly TakenBack[], ruleId: string): number {
  const isOwn = (one: TakenBack) =>
    one.ruleId === ruleId && (one.giving === undefined || one.giving.sequence === sequence);
  const againMinor = regiven.filter(isOwn).reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return Math.max(0, (gains.get(ruleId) ?? 0) - againMinor);
}

/** How much more a cap counts; a receipt, or a member, again only if the return had made the cap forget it. */
function lessKept({ watches }: Watched, { key }: CounterUse, change: Undone, regiven: readonly TakenBack[]) {
  const cap = watches.get(key)?.cap;
  const awayMinor = (cap?.ruleIds ?? []).reduce((sum, ruleId) => sum + awayOf(change, regiven, ruleId), 0);
  const wasForgotten = change.lowered.some(({ after }) => after.key === key);
  return (whole: number): number =>
    awayMinor === 0 ? whole : cap?.unit === 'minor' ? Math.max(0, whole - awayMinor) : wasForgotten ? whole : 0;
}

/** A counter as it was raised, and what its threshold gives again. */
export type Raised = { readonly counter: Counter; readonly regiven?: readonly TakenBack[] };

function raiseCap(
  now: Counter,
  at: number,
  use: CounterUse,
  before: CounterUse | undefined,
  moreOf: (whole: number) => number,
): Counter {
  const names = use.names.map((name) => namedIn(use.period, name)).filter((name) => !now.names.includes(name));
  // Members are counted once, whatever was bought since.
  const whole = use.names.length > 0 ? names.length : use.added[0]! - (before?.added[0] ?? 0);
  const more = moreOf(whole);
  if (more === 0) return now;
  const values = now.values.with(at, Math.max(0, now.values[at]! + more));
  return { ...now, values, names: [...now.names, ...names] };
}
