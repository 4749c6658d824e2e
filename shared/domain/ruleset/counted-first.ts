import type { Counter, CounterUse } from './counter.ts';
import { cellOf, namedIn, periodOfName, withSlot } from './slot.ts';
import type { Watched } from './watch.ts';

/**
 * A cap's counter with what a purchase is given under it for the first time once some of it came back, or a return was
 * undone: the whole, or what was kept, had been more than it could be given. A period that is over leaves again at once.
 */
export function countedFirst({ watches }: Watched, counter: Counter | undefined, use: CounterUse): Counter[] {
  const cap = watches.get(use.key)?.cap;
  const { key, period, added } = use;
  if (!cap || added[0]! <= 0) return [];
  const fresh = use.names.map((name) => namedIn(period, name)).filter((name) => !counter?.names.includes(name));
  if (use.names.length > 0 && fresh.length === 0) return [];
  const names = [...(counter?.names ?? []).filter((name) => periodOfName(name) === period), ...fresh];
  const slot = { key, period, cells: [cellOf(counter, period) + added[0]!], names };
  return [withSlot(counter, slot, cap.until(period), () => false)];
}
