import { engineNumber, takesOwnRewardsFirst } from '../engine.ts';
import type { CounterUse } from './counter.ts';

/** How often a threshold's progress had reached its target, and how often it does now that it fell. */
type Reached = { readonly before: number; readonly after: number };

/**
 * What of a threshold's rewards goes with a purchase of which less is kept. Its own rewards are known, and caps may have
 * made them smaller than others: they go as they were given. Where more goes than it had reached itself, nobody can say
 * whose it is: of what is left the same part goes.
 * @param givenMinor all that the threshold has given in this period
 */
export function rewardGone(
  givenMinor: number,
  { before, after }: Reached,
  use: CounterUse,
  kept: CounterUse | undefined,
  engine = engineNumber,
): number {
  const gone = before - after;
  if (gone <= 0) return 0;
  if (after === 0) return givenMinor;
  if (!takesOwnRewardsFirst(engine)) return shareOf(givenMinor, gone, before);
  const crossedLess = Math.max(0, (use.crossed ?? 0) - (kept?.crossed ?? 0));
  const givenLess = Math.max(0, use.added[1]! - (kept?.added[1] ?? 0));
  // Others may have bought enough since for some of what it had crossed to stand.
  const own = Math.min(gone, crossedLess);
  const ownMinor = own === 0 ? 0 : Math.min(givenMinor, shareOf(givenLess, own, crossedLess));
  return ownMinor + shareOf(givenMinor - ownMinor, gone - own, before - own);
}

/** The part of a reward that goes with some of the times that it was given for, rounded down. */
export const shareOf = (givenMinor: number, gone: number, all: number) =>
  Number((BigInt(givenMinor) * BigInt(gone)) / BigInt(all));
