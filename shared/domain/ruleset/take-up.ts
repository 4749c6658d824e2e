import type { Counter, Lowered } from './counter.ts';
import { merchantsIn, namesOf, payerIn } from './progress.ts';
import { cellCountOf, namedIn, periodOfName, slotAt } from './slot.ts';
import type { Watch } from './watch.ts';

/**
 * Raises counters by what a return had lowered them, once that return is undone: what was used counts again. A counter
 * or a period that has left the state stays gone. A threshold that would be reached more often than the return had
 * undone stays as it is, since no purchase is there to be rewarded: the next one reaches it.
 */
export function takeUp(
  watches: ReadonlyMap<string, Watch>,
  counters: ReadonlyMap<string, Counter>,
  lowered: readonly Lowered[],
): Counter[] {
  return lowered.flatMap(({ before, after }) => {
    const now = counters.get(after.key);
    if (!now) return [];
    const raised = periodsOf(after).reduce(
      (counter, period) => raise(watches.get(after.key), counter, period, { before, after }),
      now,
    );
    return raised === now ? [] : [raised];
  });
}

function periodsOf({ key, values }: Counter): number[] {
  const width = cellCountOf(key) + 1;
  return width === 1 ? [] : values.filter((_, at) => at % width === 0);
}

/** One period of a counter; the same counter when nothing was lowered there, or nothing is there any more. */
function raise(watch: Watch | undefined, now: Counter, period: number, { before, after }: Lowered): Counter {
  const width = cellCountOf(now.key);
  const cellsOf = (counter: Counter) => {
    const at = slotAt(counter, period, width);
    return at < 0 ? null : counter.values.slice(at, at + width);
  };
  const [was, left, here] = [cellsOf(before), cellsOf(after), cellsOf(now)];
  if (!was || !left || !here) return now;
  const names = namesAgain(now, period, { before, after });
  const visited = now.key.startsWith('t') && merchantsIn(before.names, period).size > 0;
  const more = was.map((cell, at) => cell - left[at]!);
  if (now.key.startsWith('m')) more[0] = names.length - now.names.length;
  if (visited) more[0] = merchantsIn(names, period).size - merchantsIn(now.names, period).size;
  const timesAt = watch?.threshold?.timesAt;
  if (timesAt) {
    const [undone, again] = [timesAt(was[0]!) - timesAt(left[0]!), timesAt(here[0]! + more[0]!) - timesAt(here[0]!)];
    if (again > undone) return now;
  }
  if (more.every((cell) => cell === 0) && names.length === now.names.length) return now;
  const at = slotAt(now, period, width);
  return {
    ...now,
    values: now.values.toSpliced(at, width, ...here.map((cell, of) => Math.max(0, cell + more[of]!))),
    names,
  };
}

/** The counter's names with those of the period that the return had taken off; visits to one merchant add up. */
function namesAgain(now: Counter, period: number, { before, after }: Lowered): readonly string[] {
  const mine = (counter: Counter) => counter.names.filter((name) => periodOfName(name) === period);
  if (!now.key.startsWith('t')) {
    const gone = mine(before).filter((name) => !after.names.includes(name) && !now.names.includes(name));
    return [...now.names, ...gone];
  }
  const visits = merchantsIn(now.names, period);
  const left = merchantsIn(after.names, period);
  for (const [slug, count] of merchantsIn(before.names, period)) {
    const again = count - (left.get(slug) ?? 0);
    if (again > 0) visits.set(slug, (visits.get(slug) ?? 0) + again);
  }
  const payers = [...payerIn(now.names, period), ...payerIn(before.names, period)].slice(0, 1);
  const others = now.names.filter((name) => periodOfName(name) !== period);
  return [...others, ...[...namesOf(visits), ...payers].map((name) => namedIn(period, name))];
}
