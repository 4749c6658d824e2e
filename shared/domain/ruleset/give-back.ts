import { engineNumber, givesBackOnlyVisit } from '../engine.ts';
import { type Counter, type CounterUse, countersMax, type GivenBack, type TakenBack } from './counter.ts';
import type { CompiledRule } from './decide.ts';
import { fundingOf } from './funder.ts';
import { merchantsIn, namesWith, payerIn } from './progress.ts';
import { rewardGone } from './reward-gone.ts';
import { cellCountOf, namedIn, slotAt } from './slot.ts';
import type { Watch } from './watch.ts';

type Version = { readonly rules: readonly CompiledRule[]; readonly watches: ReadonlyMap<string, Watch> };

/**
 * Takes uses off counters (rules.ts `giveBack`): what `before` used and `after` does not use any more. A counter or a
 * period that has left the state stays gone, and a threshold's reward with it; but what was used up in a counter that is
 * gone because nothing was left in it is put back (whoever keeps it looks whether its time is over).
 */
export function giveBack(
  version: Version,
  counters: ReadonlyMap<string, Counter>,
  before: readonly CounterUse[],
  after: readonly CounterUse[],
  why: 'return' | 'cancellation',
  engine = engineNumber,
): GivenBack {
  const changed: Counter[] = [];
  const takenBack: TakenBack[] = [];
  for (const use of before) {
    if (use.kind === 'visit' && why === 'return') continue;
    const more = changed.filter(({ key }) => !counters.has(key)).length;
    const mayReturn = givesBackOnlyVisit(engine) && counters.size + more < countersMax;
    const counter = counters.get(use.key) ?? (mayReturn ? emptiedBy(use) : undefined);
    if (!counter) continue;
    const kept = after.find(({ key, period }) => key === use.key && period === use.period);
    const { counter: lowered, taken } = lower(version, counter, use, kept, engine);
    if (lowered) changed.push(lowered);
    if (taken) takenBack.push(taken);
  }
  return { counters: changed, takenBack };
}

type Lowered = { readonly counter: Counter | null; readonly taken: TakenBack | null };

const emptiedBy = ({ key, served = [] }: CounterUse): Counter | undefined =>
  served.length > 0 ? { key, until: null, values: [], names: [] } : undefined;

function lower(
  version: Version,
  counter: Counter,
  use: CounterUse,
  kept: CounterUse | undefined,
  engine: number,
): Lowered {
  const width = cellCountOf(counter.key);
  if (width === 0) return { counter: kept ? null : withoutVisit(version, counter, use, engine), taken: null };
  const at = slotAt(counter, use.period, width);
  if (at < 0) return { counter: null, taken: null };
  if (use.kind === 'threshold') return lowerThreshold(version, counter, at, use, kept, engine);
  const less = use.added[0]! - (kept?.added[0] ?? 0);
  if (less === 0) return { counter: null, taken: null };
  const values = counter.values.with(at, Math.max(0, counter.values[at]! - less));
  const gone = kept ? [] : use.names.map((name) => namedIn(use.period, name));
  return { counter: { ...counter, values, names: counter.names.filter((name) => !gone.includes(name)) }, taken: null };
}

/** An earlier purchase that counts no more; those that it had used up count again. */
function withoutVisit(
  { watches }: Version,
  counter: Counter,
  { key, added, served = [] }: CounterUse,
  engine: number,
): Counter {
  const at = counter.values.indexOf(added[0]!);
  const rest = at < 0 ? counter.values : counter.values.toSpliced(at, 1);
  const values = [...rest, ...served].sort((a, b) => a - b);
  const untilOf = givesBackOnlyVisit(engine) && values.length > 0 ? watches.get(key)?.untilOf : undefined;
  return { ...counter, until: untilOf ? untilOf(values.at(-1)!) : counter.until, values };
}

/** Lowers a threshold's progress; below the target the reward that it gave goes, once. */
function lowerThreshold(
  { rules, watches }: Version,
  counter: Counter,
  at: number,
  use: CounterUse,
  kept: CounterUse | undefined,
  engine: number,
): Lowered {
  const threshold = watches.get(use.key)?.threshold;
  const [progress, given] = [counter.values[at]!, counter.values[at + 1]!];
  const visits = merchantsIn(counter.names, use.period);
  let less = use.added[0]! - (kept?.added[0] ?? 0);
  const [visited] = use.names;
  if (visited !== undefined) {
    const isGone = !kept && visits.has(visited);
    if (isGone) visits.set(visited, visits.get(visited)! - 1);
    less = isGone && visits.get(visited) === 0 ? 1 : 0;
  }
  const left = Math.max(0, progress - less);
  const [before, after] = threshold ? [threshold.timesAt(progress), threshold.timesAt(left)] : [0, 0];
  const payer = payerIn(counter.names, use.period);
  const amountMinor = rewardGone(given, { before, after }, use, kept, engine);
  const values = counter.values.with(at, left).with(at + 1, given - amountMinor);
  const rule = rules[threshold?.index ?? -1]?.rule;
  return {
    counter: { ...counter, values, names: namesWith(counter.names, use.period, visits, payer) },
    taken:
      amountMinor > 0 && rule
        ? {
            ruleId: rule.id,
            asset: rule.asset,
            amountMinor,
            funding: fundingOf(rule.funder, payer[0]?.slice(1) ?? ''),
          }
        : null,
  };
}
