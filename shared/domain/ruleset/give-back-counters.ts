import type { Counter } from './counter.ts';

/**
 * Gives back what one decision counted: the difference it made, taken from the counters as they stand now. What has
 * left the wallet meanwhile stays gone.
 * @param now the wallet's counters
 * @param before those that the decision found
 * @param after the whole new values that it wrote
 */
export function giveBackCounters(
  now: readonly Counter[],
  before: readonly Counter[],
  after: readonly Counter[],
): Counter[] {
  const found = new Map(before.map((counter) => [counter.key, counter]));
  const written = new Map(after.map((counter) => [counter.key, counter]));
  return now.map((counter): Counter => {
    const wrote = written.get(counter.key);
    if (!wrote) return counter;
    const had = found.get(counter.key);
    const added = wrote.names.filter((name) => !had?.names.includes(name));
    return {
      ...counter,
      values: counter.values.map((value, at) => value - ((wrote.values[at] ?? 0) - (had?.values[at] ?? 0))),
      names: counter.names.filter((name) => !added.includes(name)),
    };
  });
}
