import type { Counter, CounterUse } from './counter.ts';
import { countersMax } from './counter.ts';
import { byText } from './stacking.ts';
import type { Outcome, Watch } from './watch.ts';

/**
 * What a purchase changes in the wallet's counters. Those of other versions are dropped, the soonest over first, when
 * there would be more than the wallet may have; a version by itself never needs more (check.ts).
 */
export function countPurchase(
  watches: readonly Watch[],
  known: ReadonlyMap<string, Counter>,
  outcomeOf: () => Outcome,
): { readonly counters: readonly Counter[]; readonly uses: readonly CounterUse[] } {
  if (watches.length === 0 && known.size <= countersMax) return nothing;
  const outcome = outcomeOf();
  const counters: Counter[] = [];
  const uses: CounterUse[] = [];
  for (const watch of watches) {
    const counted = watch.after(outcome);
    if (!counted) continue;
    counters.push(counted.counter);
    if (counted.use) uses.push(counted.use);
  }
  const added = counters.filter(({ key }) => !known.has(key)).length;
  const over = known.size + added - countersMax;
  return { counters: over > 0 ? [...counters, ...foreign(watches, known).slice(0, over)] : counters, uses };
}

const nothing = { counters: [], uses: [] };

function foreign(watches: readonly Watch[], known: ReadonlyMap<string, Counter>): Counter[] {
  const own = new Set(watches.map(({ key }) => key));
  const end = ({ until }: Counter) => until ?? Number.POSITIVE_INFINITY;
  return [...known.values()]
    .filter(({ key }) => !own.has(key))
    .sort((a, b) => (end(a) === end(b) ? byText(a.key, b.key) : end(a) - end(b)))
    .map(({ key }) => ({ key, until: 0, values: [], names: [] }));
}
