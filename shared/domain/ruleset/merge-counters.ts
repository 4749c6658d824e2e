import { boundsMergedCounters, engineNumber } from '../engine.ts';
import type { Counter } from './counter.ts';
import { visitsMax } from './earlier-visit.ts';
import { lastPayerIn } from './giving.ts';
import { merchantsIn, merchantsMax, namesOf } from './progress.ts';
import { cellCountOf, namedIn, periodOfName } from './slot.ts';

/**
 * The counters of one wallet that took another's over (design §4 "caps follow"): what both counted in a period adds up,
 * earlier purchases stand side by side, the later of two last visits counts. Bounded as in one wallet: the newest
 * visits, and of merchants those that ours told apart first.
 */
export function mergeCounters(ours: readonly Counter[], theirs: readonly Counter[], engine = engineNumber): Counter[] {
  const isBounded = boundsMergedCounters(engine);
  const visits = isBounded ? visitsMax : Number.POSITIVE_INFINITY;
  const merchants = isBounded ? merchantsMax : Number.POSITIVE_INFINITY;
  const own = new Map(ours.map((counter) => [counter.key, counter]));
  return theirs.map((counter): Counter => {
    const mine = own.get(counter.key);
    if (!mine)
      return counter.key.startsWith('t') ? { ...counter, names: mergeNames(nothing, counter, merchants) } : counter;
    const until = mine.until === null || counter.until === null ? null : Math.max(mine.until, counter.until);
    return {
      key: counter.key,
      until,
      values: mergeValues(mine, counter, visits),
      names: mergeNames(mine, counter, merchants),
    };
  });
}

const nothing: Counter = { key: 't', until: null, values: [], names: [] };

function mergeValues(mine: Counter, other: Counter, most: number): number[] {
  const cellCount = cellCountOf(mine.key);
  if (mine.key.startsWith('l')) return [Math.max(mine.values[0]!, other.values[0]!)];
  if (cellCount === 0) return [...mine.values, ...other.values].sort((a, b) => a - b).slice(-most);
  const slots = new Map<number, number[]>();
  for (const { values } of [mine, other]) {
    for (let at = 0; at < values.length; at += cellCount + 1) {
      const cells = slots.get(values[at]!) ?? Array<number>(cellCount).fill(0);
      slots.set(
        values[at]!,
        cells.map((cell, nth) => cell + values[at + 1 + nth]!),
      );
    }
  }
  return [...slots].sort(([a], [b]) => a - b).flatMap(([period, cells]) => [period, ...cells]);
}

/** Visits to one merchant add up; of two who paid for a reward the one that stays is ours. */
function mergeNames(mine: Counter, other: Counter, most: number): string[] {
  if (!mine.key.startsWith('t')) return [...new Set([...mine.names, ...other.names])];
  const periods = new Set([...mine.names, ...other.names].map(periodOfName));
  return [...periods].flatMap((period) => {
    const visits = merchantsIn(mine.names, period);
    for (const [slug, count] of merchantsIn(other.names, period)) {
      if (visits.has(slug) || visits.size < most) visits.set(slug, (visits.get(slug) ?? 0) + count);
    }
    // Rewards are known by entries and lots of one wallet: of both together only who paid last.
    const payer = lastPayerIn(mine.names, period) ?? lastPayerIn(other.names, period);
    return [...namesOf(visits), ...(payer === undefined ? [] : [`:${payer}`])].map((name) => namedIn(period, name));
  });
}
