import type { Counter, CounterUse } from './counter.ts';
import { givingsIn } from './giving.ts';
import type { Lowered } from './lower-threshold.ts';
import { othersRewards } from './recount-caps.ts';
import { cellOf } from './slot.ts';
import type { Crossing, Staying } from './staying.ts';
import { ruleCounting, type Watched } from './watch.ts';

/** What goes of a threshold's rewards beside what the purchase itself loses of them; below 0, when less goes. */
export function othersOf(
  version: Watched,
  use: CounterUse,
  fall: Lowered | null | undefined,
  { had, keeps, stayed }: Crossing,
  staying: Staying,
) {
  const ruleId = ruleCounting(version, use)?.id;
  if (!fall || ruleId === undefined) return [];
  const of = (amounts: Staying) => amounts.get(ruleId) ?? 0;
  const ownMinor = of(had) - of(keeps) - (of(staying) - of(stayed));
  return othersRewards(version, use, ruleId, -1, fall.taken, ownMinor);
}

/** Of each threshold as much as its counter still holds for the purchase and as the purchase is not given by itself. */
export function staysOf(
  version: Watched,
  before: readonly CounterUse[],
  falls: readonly (Lowered | null)[],
  { had, keeps, stayed }: Crossing,
  sequence: number,
): Staying {
  const staying = new Map(stayed);
  for (const [at, use] of before.entries()) {
    const ruleId = use.kind === 'threshold' ? ruleCounting(version, use)?.id : undefined;
    if (ruleId === undefined) continue;
    const mostMinor = (had.get(ruleId) ?? 0) + (stayed.get(ruleId) ?? 0);
    const counter = falls[at]?.counter;
    const heldMinor = counter ? Math.min(mostMinor, heldFor(sequence, counter, use.period)) : mostMinor;
    const staysMinor = Math.max(0, heldMinor - (keeps.get(ruleId) ?? 0));
    if (staysMinor > 0) staying.set(ruleId, staysMinor);
    else staying.delete(ruleId);
  }
  return staying;
}

/** What a threshold's counter has given a purchase that it remembers; of another, what it has given nobody else. */
function heldFor(sequence: number, counter: Counter, period: number): number {
  const givings = givingsIn(counter.names, period);
  const mine = givings.find((giving) => giving.sequence === sequence);
  const knownMinor = givings.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return mine ? mine.amountMinor : Math.max(0, cellOf(counter, period, 1) - knownMinor);
}
