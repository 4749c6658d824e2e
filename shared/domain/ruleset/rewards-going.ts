import type { CounterUse, TakenBack } from './counter.ts';
import { asRemembered, type Giving, givingsIn } from './giving.ts';
import { shareOf } from './reward-gone.ts';

/** A threshold's counter in one period. */
type Standing = { readonly names: readonly string[]; readonly period: number; readonly givenMinor: number };

/** A reward that goes, or part of one: `of` whom when the counter remembers it. */
type Going = Pick<TakenBack, 'amountMinor' | 'source' | 'giving'> & { readonly of: Giving | null };

/**
 * Which rewards of a threshold go when its progress falls: first the purchase's own, as it was given, then those given
 * last; of what the counter does not remember the same part goes as of the times it was given for. With the last time
 * everything goes that it has given.
 * @param sequence of the purchase of which less is kept
 */
export function rewardsGoing(
  { names, period, givenMinor }: Standing,
  reached: { readonly before: number; readonly after: number },
  use: CounterUse,
  kept: CounterUse | undefined,
  sequence: number,
): { going: Going[]; givings: Giving[] } {
  let givings = givingsIn(names, period);
  let times = reached.before - reached.after;
  if (times <= 0) return { going: [], givings };
  // Of a purchase of a merged wallet nobody knows whose events have come here: it is taken as if they had.
  const known = sequence > 0 ? {} : { availability: { kind: 'available' as const } };
  const going: Going[] = [];
  let leftMinor = givenMinor;
  const go = (one: Giving | null, amountMinor: number, often: number, source: Going['source']) => {
    const [minor, repaidMinor] = [Math.min(amountMinor, leftMinor), one ? repaidWith(one, amountMinor) : 0];
    if (minor > 0) {
      going.push({
        amountMinor: minor,
        of: one,
        source,
        ...(one ? { giving: { ...asRemembered(one), repaidMinor, ...known } } : {}),
      });
    }
    givings = givings.flatMap((each) =>
      each.sequence === one?.sequence ? less(each, minor, repaidMinor, often) : [each],
    );
    leftMinor -= minor;
    times -= often;
  };
  const crossedLess = Math.max(0, (use.crossed ?? 0) - (kept?.crossed ?? 0));
  const givenLess = Math.max(0, use.added[1]! - (kept?.added[1] ?? 0));
  const mine = givings.find((one) => one.sequence === sequence) ?? null;
  const unknown = reached.before - givings.reduce((sum, one) => sum + one.times, 0);
  // Others may have bought enough since for some of what it had crossed to stand, or its reward has gone before.
  const own = Math.min(times, crossedLess, mine ? mine.times : Math.max(0, unknown));
  const ownMinor = own > 0 ? partOf(givenLess, own, crossedLess) : 0;
  if (mine && own > 0)
    go(mine, own === mine.times ? mine.amountMinor : Math.min(ownMinor, mine.amountMinor), own, 'counter');
  else if (own > 0) go(null, ownMinor, own, 'own');
  for (const one of givings.toReversed()) {
    if (times === 0) break;
    const often = Math.min(times, one.times);
    go(one, partOf(one.amountMinor, often, one.times), often, 'counter');
  }
  const unknownMinor = leftMinor - givings.reduce((sum, one) => sum + one.amountMinor, 0);
  const unknownTimes = times + reached.after - givings.reduce((sum, one) => sum + one.times, 0);
  const restMinor = reached.after === 0 ? leftMinor : times > 0 ? partOf(unknownMinor, times, unknownTimes) : 0;
  if (restMinor > 0) go(null, restMinor, times, 'counter');
  return { going, givings: reached.after === 0 ? [] : givings };
}

/** Of a reward that had paid a debt its value goes first. */
const repaidWith = ({ amountMinor, repaidMinor }: Giving, goneMinor: number) =>
  Math.min(repaidMinor, amountMinor) - Math.min(repaidMinor, Math.max(0, amountMinor - goneMinor));

function less(one: Giving, goneMinor: number, repaidMinor: number, often: number): Giving[] {
  const left = {
    ...one,
    amountMinor: Math.max(0, one.amountMinor - goneMinor),
    repaidMinor: one.repaidMinor - repaidMinor,
    times: Math.max(0, one.times - often),
  };
  return left.amountMinor > 0 || left.times > 0 ? [left] : [];
}

const partOf = (minor: number, gone: number, all: number): number =>
  all <= 0 || minor <= 0 ? 0 : gone >= all ? minor : shareOf(minor, gone, all);
