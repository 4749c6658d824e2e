import { engineNumber, givesBackOnlyVisit, takesWhatIsGiven } from '../engine.ts';
import { countedFirst } from './counted-first.ts';
import { type Counter, type CounterUse, countersMax, findUse, type GivenBack } from './counter.ts';
import { type By, type Lowered, lowerThreshold } from './lower-threshold.ts';
import { recountsOf } from './recount-caps.ts';
import { cellCountOf, namedIn, slotAt } from './slot.ts';
import { type Crossing, noCrossing } from './staying.ts';
import { othersOf, staysOf } from './stays-of.ts';
import type { Watched } from './watch.ts';

/**
 * Takes uses off counters (rules.ts `giveBack`): what `before` used and `after` does not use any more. A counter or a
 * period that has left the state stays gone, and a threshold's reward with it; but what was used up in a counter that is
 * gone because nothing was left in it is put back (whoever keeps it looks whether its time is over). What stays of
 * threshold rewards is among the uses of `after`.
 */
export function giveBack(
  version: Watched,
  counters: ReadonlyMap<string, Counter>,
  before: readonly CounterUse[],
  after: readonly CounterUse[],
  why: 'return' | 'cancellation',
  by: Partial<By> & { readonly crossing?: Crossing } = {},
): GivenBack {
  const { engine = engineNumber, sequence = 0, merchantId = '', crossing = noCrossing } = by;
  const isExact = takesWhatIsGiven(engine);
  const falls = before.map((use) => {
    const counter = use.kind === 'threshold' ? counters.get(use.key) : undefined;
    return counter ? lower(version, counter, use, findUse(after, use), { engine, sequence, merchantId }, 0) : null;
  });
  const takenBack = falls.flatMap((fall) => fall?.taken ?? []);
  const staying = isExact ? staysOf(version, before, falls, crossing, sequence) : crossing.stayed;
  const others = isExact ? before.flatMap((use, at) => othersOf(version, use, falls[at], crossing, staying)) : [];
  const recounts = recountsOf(version, others);
  const changed: Counter[] = [];
  for (const [at, use] of before.entries()) {
    if (use.kind === 'threshold') {
      const fallen = falls[at]?.counter;
      if (fallen) changed.push(fallen);
      continue;
    }
    if (use.kind === 'visit' && why === 'return') continue;
    const more = changed.filter(({ key }) => !counters.has(key)).length;
    const mayReturn = givesBackOnlyVisit(engine) && counters.size + more < countersMax;
    const counter = counters.get(use.key) ?? (mayReturn ? emptiedBy(use) : undefined);
    if (!counter) continue;
    const kept = findUse(after, use);
    const recountMinor = use.kind === 'cap' ? recounts.take(use.key, use.period) : 0;
    const { counter: lowered } = lower(version, counter, use, kept, { engine, sequence, merchantId }, recountMinor);
    if (lowered) changed.push(lowered);
  }
  if (!isExact) return { counters: changed, takenBack, staying };
  const begun = after.filter((use) => use.kind === 'cap' && !findUse(before, use));
  for (const use of begun) changed.push(...countedFirst(version, counters.get(use.key), use));
  const now = new Map(changed.map((counter) => [counter.key, counter]));
  for (const counter of recounts.apply((key) => now.get(key) ?? counters.get(key))) now.set(counter.key, counter);
  return { counters: [...now.values()], takenBack, staying };
}

const emptiedBy = ({ key, served = [] }: CounterUse): Counter | undefined =>
  served.length > 0 ? { key, until: null, values: [], names: [] } : undefined;

function lower(
  version: Watched,
  counter: Counter,
  use: CounterUse,
  kept: CounterUse | undefined,
  by: By,
  recountMinor: number,
): Lowered {
  const width = cellCountOf(counter.key);
  if (width === 0) return { counter: kept ? null : withoutVisit(version, counter, use, by.engine), taken: [] };
  const at = slotAt(counter, use.period, width);
  if (at < 0) return { counter: null, taken: [] };
  if (use.kind === 'threshold') return lowerThreshold(version, counter, at, use, kept, by);
  const less = use.added[0]! - (kept?.added[0] ?? 0) - recountMinor;
  if (less === 0) return { counter: null, taken: [] };
  const values = counter.values.with(at, Math.max(0, counter.values[at]! - less));
  const gone = kept ? [] : use.names.map((name) => namedIn(use.period, name));
  return { counter: { ...counter, values, names: counter.names.filter((name) => !gone.includes(name)) }, taken: [] };
}

/** An earlier purchase that counts no more; those that it had used up count again. */
function withoutVisit(
  { watches }: Watched,
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
