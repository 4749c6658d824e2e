import type { Counter } from './counter.ts';

/** The counters of one wallet that took another's over: what both counted adds up (design §4 "caps follow"). */
export function mergeCounters(ours: readonly Counter[], theirs: readonly Counter[]): Counter[] {
  const own = new Map(ours.map((counter) => [counter.key, counter]));
  return theirs.map((counter): Counter => {
    const mine = own.get(counter.key);
    if (!mine) return counter;
    const length = Math.max(mine.values.length, counter.values.length);
    return {
      ...mine,
      values: Array.from({ length }, (_, at) => (mine.values[at] ?? 0) + (counter.values[at] ?? 0)),
      names: [...new Set([...mine.names, ...counter.names])],
    };
  });
}
