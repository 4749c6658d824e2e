/** How often each thing happened, by name. */
export type Tally = Map<string, number>;

export function count(tally: Tally, name: string, times = 1): void {
  tally.set(name, (tally.get(name) ?? 0) + times);
}

export function addAll(into: Tally, from: Iterable<readonly [string, number]>): void {
  for (const [name, times] of from) count(into, name, times);
}
