import type { Asset } from '../asset.ts';
import type { Counter, CounterUse, LoweredCounter, TakenBack } from './counter.ts';
import type { CompiledRule } from './decide.ts';
import { fundingOf } from './funder.ts';
import { merchantsIn, namesWith, payerIn } from './progress.ts';
import { cellCountOf, cellOf, namedIn, slotAt } from './slot.ts';
import type { Watch } from './watch.ts';

type Version = { readonly rules: readonly CompiledRule[]; readonly watches: ReadonlyMap<string, Watch> };

/** Uses of a purchase with a return of it and without, what that return lowered, and what the purchase itself then gets. */
export type Undone = {
  readonly asIs: readonly CounterUse[];
  readonly undone: readonly CounterUse[];
  readonly lowered: readonly LoweredCounter[];
  /** What the purchase is given of a threshold more than it was, in minor units. */
  readonly ownMinor: (ruleId: string, asset: Asset) => number;
  /** Who sold it, and funds a reward that names the merchant. */
  readonly merchantId: string;
};

/** Counters that change, and rewards of thresholds that are reached again. */
export type TakenUp = { readonly counters: readonly Counter[]; readonly regiven: readonly TakenBack[] };

/**
 * Raises counters by what a purchase uses more once a return of it is undone. A counter or a period that has left the
 * state stays gone. A threshold is reached again as often as the return had taken that away, or as the purchase itself
 * is rewarded for it; where it would be reached for no purchase, progress stays one below it and the next one reaches it.
 */
export function takeUp(version: Version, counters: ReadonlyMap<string, Counter>, change: Undone): TakenUp {
  const changed = new Map<string, Counter>();
  const regiven: TakenBack[] = [];
  for (const use of change.undone) {
    const now = changed.get(use.key) ?? counters.get(use.key);
    const before = change.asIs.find(({ key, period }) => key === use.key && period === use.period);
    const width = cellCountOf(use.key);
    const at = now && use.kind !== 'visit' && width > 0 ? slotAt(now, use.period, width) : -1;
    if (!now || at < 0) continue;
    const raised =
      use.kind === 'cap' ? raiseCap(now, at, use, before) : raiseThreshold(version, now, at, use, before, change);
    if (raised.regiven) regiven.push(raised.regiven);
    if (raised.counter !== now) changed.set(use.key, raised.counter);
  }
  return { counters: [...changed.values()], regiven };
}

type Raised = { readonly counter: Counter; readonly regiven?: TakenBack };

function raiseCap(now: Counter, at: number, use: CounterUse, before: CounterUse | undefined): Raised {
  const names = use.names.map((name) => namedIn(use.period, name)).filter((name) => !now.names.includes(name));
  // Members are counted once, whatever was bought since.
  const more = use.names.length > 0 ? names.length : use.added[0]! - (before?.added[0] ?? 0);
  if (more === 0) return { counter: now };
  const values = now.values.with(at, Math.max(0, now.values[at]! + more));
  return { counter: { ...now, values, names: [...now.names, ...names] } };
}

function raiseThreshold(
  { rules, watches }: Version,
  now: Counter,
  at: number,
  use: CounterUse,
  before: CounterUse | undefined,
  { lowered, ownMinor, merchantId }: Undone,
): Raised {
  const { period } = use;
  const visits = merchantsIn(now.names, period);
  const [visited] = use.names;
  let more = use.added[0]! - (before?.added[0] ?? 0);
  if (visited !== undefined) {
    more = before || visits.has(visited) ? 0 : 1;
    if (!before) visits.set(visited, (visits.get(visited) ?? 0) + 1);
  }
  const { timesAt = () => 0, target = 0, index = -1 } = watches.get(use.key)?.threshold ?? {};
  const rule = rules[index]?.rule;
  const [progress, given] = [now.values[at]!, now.values[at + 1]!];
  const had = timesAt(progress);
  const lost = lostOf(lowered, use, timesAt);
  const own = rule ? ownMinor(rule.id, rule.asset) : 0;
  const wanted = Math.max(0, timesAt(progress + more) - had);
  const again = lost.times > 0 ? Math.min(wanted, lost.times) : own > 0 ? wanted : 0;
  const amountMinor = again === 0 ? 0 : lost.times > 0 ? Math.floor((lost.givenMinor * again) / lost.times) : own;
  const raised = Math.max(0, wanted > again ? target * (had + again + 1) - 1 : progress + more);
  const known = payerIn(now.names, period);
  const payer = known.length > 0 || amountMinor === 0 ? known : [`:${merchantId}`];
  const names = namesWith(now.names, period, visits, payer);
  const counter = { ...now, values: now.values.with(at, raised).with(at + 1, given + amountMinor), names };
  if (amountMinor === 0 || !rule) return { counter };
  const funding = fundingOf(rule.funder, payer[0]?.slice(1) ?? merchantId);
  return { counter, regiven: { ruleId: rule.id, asset: rule.asset, amountMinor, funding } };
}

/** How often a threshold was reached less by the return, and what of its rewards went with that. */
function lostOf(
  lowered: readonly LoweredCounter[],
  { key, period }: CounterUse,
  timesAt: (progress: number) => number,
) {
  const one = lowered.find(({ after }) => after.key === key);
  const timesOf = (counter: Counter | undefined) => timesAt(cellOf(counter, period));
  const givenMinor = cellOf(one?.before, period, 1) - cellOf(one?.after, period, 1);
  return { times: Math.max(0, timesOf(one?.before) - timesOf(one?.after)), givenMinor };
}
