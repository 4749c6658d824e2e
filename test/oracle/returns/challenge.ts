import type { Bought, Reward } from './arithmetic.ts';

/** What a challenge gave for one purchase, as long as the wallet that it was given in remembers it. */
export type Giving = { readonly of: Bought; readonly minor: number; readonly times: number };

const givingsMax = 6;
export const remembered = (givings: readonly Giving[]) => givings.slice(-givingsMax);

/**
 * What a challenge loses with a purchase that gives less now, when of `before` times that it was reached `gone` go: the
 * purchase's own first, as given, then what was given last; of what nobody remembers the same part as of its times.
 */
export function challengeGone(
  known: readonly Giving[],
  givenMinor: number,
  { before, gone }: { readonly before: number; readonly gone: number },
  mine: Bought | null,
  { was, is }: { readonly was: Reward; readonly is: Reward },
): { minor: number; givings: Giving[] } {
  if (gone <= 0) return { minor: 0, givings: [...known] };
  if (gone === before) return { minor: givenMinor, givings: [] };
  const crossedLess = Math.max(0, was.crossed - is.crossed);
  const givenLess = Math.max(0, was.challengeMinor - is.challengeMinor);
  const own = known.find((giving) => giving.of === mine);
  const unknown = before - known.reduce((sum, { times }) => sum + times, 0);
  const ownTimes = Math.min(gone, crossedLess, own ? own.times : Math.max(0, unknown));
  const ownPart = ownTimes === 0 ? 0 : Math.floor((givenLess * ownTimes) / crossedLess);
  let [minor, left] = [0, gone];
  let givings = [...known];
  const take = (giving: Giving, part: number, times: number) => {
    givings = givings
      .map((one) => (one === giving ? { ...one, minor: one.minor - part, times: one.times - times } : one))
      .filter((one) => one.minor > 0 || one.times > 0);
    minor += part;
    left -= times;
  };
  if (ownTimes > 0 && own) take(own, ownTimes === own.times ? own.minor : Math.min(ownPart, own.minor), ownTimes);
  else {
    minor += Math.min(givenMinor, ownPart);
    left -= ownTimes;
  }
  for (const giving of [...givings].reverse()) {
    const times = Math.min(left, giving.times);
    if (times > 0) take(giving, Math.floor((giving.minor * times) / giving.times), times);
  }
  const restTimes = left + (before - gone) - givings.reduce((sum, { times }) => sum + times, 0);
  const restMinor = givenMinor - minor - givings.reduce((sum, one) => sum + one.minor, 0);
  if (left > 0 && restTimes > 0 && restMinor > 0)
    minor += Math.floor((restMinor * Math.min(left, restTimes)) / restTimes);
  return { minor, givings };
}

/** What is remembered again once a return is undone that had made it forgotten. */
export function rememberedAgain(had: readonly Giving[], left: readonly Giving[], now: readonly Giving[]): Giving[] {
  const find = (givings: readonly Giving[], of: Bought) => givings.find((giving) => giving.of === of);
  const less = had
    .map((one) => ({
      ...one,
      minor: one.minor - (find(left, one.of)?.minor ?? 0),
      times: one.times - (find(left, one.of)?.times ?? 0),
    }))
    .filter(({ minor, times }) => minor > 0 || times > 0);
  const others = now.filter(({ of }) => !find(less, of));
  const back = less.map((one) => ({
    ...one,
    minor: one.minor + (find(now, one.of)?.minor ?? 0),
    times: one.times + (find(now, one.of)?.times ?? 0),
  }));
  return [...others, ...back].sort((a, b) => a.of.sequence - b.of.sequence);
}
