import { engineNumber, givesBackOnlyVisit } from '../engine.ts';
import { type Counter, type CounterUse, countersMax, type GivenBack, type TakenBack } from './counter.ts';
import { type By, type Lowered, lowerThreshold } from './lower-threshold.ts';
import { cellCountOf, namedIn, slotAt } from './slot.ts';
import type { Watched } from './watch.ts';

/**
 * Takes uses off counters (rules.ts `giveBack`): what `before` used and `after` does not use any more. A counter or a
 * period that has left the state stays gone, and a threshold's reward with it; but what was used up in a counter that is
 * gone because nothing was left in it is put back (whoever keeps it looks whether its time is over).
 */
export function giveBack(
  version: Watched,
  counters: ReadonlyMap<string, Counter>,
  before: readonly CounterUse[],
  after: readonly CounterUse[],
  why: 'return' | 'cancellation',
  by: Partial<By> = {},
): GivenBack {
  const { engine = engineNumber, sequence = 0, merchantId = '' } = by;
  const changed: Counter[] = [];
  const takenBack: TakenBack[] = [];
  for (const use of before) {
    if (use.kind === 'visit' && why === 'return') continue;
    const more = changed.filter(({ key }) => !counters.has(key)).length;
    const mayReturn = givesBackOnlyVisit(engine) && counters.size + more < countersMax;
    const counter = counters.get(use.key) ?? (mayReturn ? emptiedBy(use) : undefined);
    if (!counter) continue;
    const kept = after.find(({ key, period }) => key === use.key && period === use.period);
    const { counter: lowered, taken } = lower(version, counter, use, kept, { engine, sequence, merchantId });
    if (lowered) changed.push(lowered);
    takenBack.push(...taken);
  }
  return { counters: changed, takenBack };
}

const emptiedBy = ({ key, served = [] }: CounterUse): Counter | undefined =>
  served.length > 0 ? { key, until: null, values: [], names: [] } : undefined;

function lower(version: Watched, counter: Counter, use: CounterUse, kept: CounterUse | undefined, by: By): Lowered {
  const width = cellCountOf(counter.key);
  if (width === 0) return { counter: kept ? null : withoutVisit(version, counter, use, by.engine), taken: [] };
  const at = slotAt(counter, use.period, width);
  if (at < 0) return { counter: null, taken: [] };
  if (use.kind === 'threshold') return lowerThreshold(version, counter, at, use, kept, by);
  const less = use.added[0]! - (kept?.added[0] ?? 0);
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
