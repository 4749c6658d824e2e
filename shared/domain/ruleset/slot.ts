import type { Counter } from './counter.ts';

/** Kinds of counters with a slot a period, by the first letter of their key, and how many cells a slot has. */
const cellCounts: Readonly<Record<string, number>> = { c: 1, m: 1, n: 1, t: 2 };
export const cellCountOf = (key: string): number => cellCounts[key[0]!] ?? 0;

/** Where a period's cells begin in a counter's values, −1 when it has none. */
export function slotAt({ values }: Pick<Counter, 'values'>, period: number, cellCount: number): number {
  for (let at = 0; at < values.length; at += cellCount + 1) if (values[at] === period) return at + 1;
  return -1;
}

/** One cell of a period, 0 when nothing was counted. */
export function cellOf(counter: Counter | undefined, period: number, cell = 0): number {
  if (counter === undefined) return 0;
  const at = slotAt(counter, period, cellCountOf(counter.key));
  return at < 0 ? 0 : counter.values[at + cell]!;
}

/** Names that belong to a period are written `<period>/<name>`. */
export const namedIn = (period: number, name: string) => `${period}/${name}`;
export const periodOfName = (text: string) => Number(text.slice(0, text.indexOf('/')));

/**
 * The counter with other cells (and names) for a period, without the periods that are over. Slots stay sorted by
 * period, so that what led to them in another order is written the same.
 */
export function withSlot(
  counter: Counter | undefined,
  { key, period, cells, names }: { key: string; period: number; cells: readonly number[]; names?: readonly string[] },
  until: Counter['until'],
  isOver: (period: number) => boolean,
): Counter {
  const slots: number[][] = [[period, ...cells]];
  const width = cells.length + 1;
  for (let at = 0; at < (counter?.values.length ?? 0); at += width) {
    const other = counter!.values[at]!;
    if (other !== period && !isOver(other)) slots.push(counter!.values.slice(at, at + width));
  }
  const others = (counter?.names ?? []).filter((name) => {
    const of = periodOfName(name);
    return of === period ? names === undefined : !isOver(of);
  });
  return {
    key,
    until: counter?.until === null || until === null ? null : Math.max(until, counter?.until ?? until),
    values: slots.sort(([a], [b]) => a! - b!).flat(),
    names: [...others, ...(names ?? [])],
  };
}
