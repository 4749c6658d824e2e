import type { Credit } from './effects.ts';
import type { Repaid, ReturnedLine, ReturnedSoFar, StayingReward } from './event.ts';
import { addSigned, nothingStays, type Staying } from './ruleset/staying.ts';

/** Nothing has come back yet. */
export const nothingReturned: ReturnedSoFar = {
  ...{ lines: [], amountMinor: 0, walletMinor: 0, refunded: [], repaid: [], staying: [] },
};

/** All that has come back, with one return more. */
export function addReturned(
  soFar: ReturnedSoFar,
  lines: readonly ReturnedLine[],
  amountMinor: number,
  refunds: readonly { readonly draw: number; readonly movement: { readonly amountMinor: number } }[],
): ReturnedSoFar {
  const byIndex = new Map(soFar.lines.map((line) => [line.index, line]));
  for (const { index, quantity, amountMinor: part } of lines) {
    const before = byIndex.get(index) ?? { quantity: 0, amountMinor: 0 };
    byIndex.set(index, { index, quantity: before.quantity + quantity, amountMinor: before.amountMinor + part });
  }
  const byDraw = new Map(soFar.refunded.map((part) => [part.draw, part.amountMinor]));
  for (const { draw, movement } of refunds) byDraw.set(draw, (byDraw.get(draw) ?? 0) + movement.amountMinor);
  return {
    lines: [...byIndex.values()].sort((a, b) => a.index - b.index),
    amountMinor: soFar.amountMinor + amountMinor,
    walletMinor: [...byDraw.values()].reduce((sum, part) => sum + part, 0),
    refunded: [...byDraw].map(([draw, part]) => ({ draw, amountMinor: part })).sort((a, b) => a.draw - b.draw),
    repaid: soFar.repaid,
    staying: soFar.staying,
  };
}

/** What rewards have paid of debts that grew when some came back, with those of one return more. */
export function addRepaid(repaid: readonly Repaid[], credits: readonly Credit[]): Repaid[] {
  const more = credits.map(({ ruleId, asset, repaidMinor }) => ({ reward: ruleId, asset, amountMinor: repaidMinor }));
  return sumRepaid([...repaid, ...more]);
}

/** What a reward has paid of debts that way. */
export const repaidBy = (repaid: readonly Repaid[], reward: string, asset: Repaid['asset']): number =>
  repaid.find((one) => one.reward === reward && one.asset === asset)?.amountMinor ?? 0;

function sumRepaid(parts: readonly Repaid[]): Repaid[] {
  const sums = new Map<string, Repaid>();
  for (const part of parts) {
    const key = `${part.reward} ${part.asset}`;
    sums.set(key, { ...part, amountMinor: part.amountMinor + (sums.get(key)?.amountMinor ?? 0) });
  }
  return [...sums.values()].filter(({ amountMinor }) => amountMinor !== 0);
}

/** What has come back without one of the returns: all so far, less what that return added to what was before it. */
export function withoutReturn(all: ReturnedSoFar, after: ReturnedSoFar, before: ReturnedSoFar): ReturnedSoFar {
  const minus = (amount: 'amountMinor' | 'walletMinor') => all[amount] - (after[amount] - before[amount]);
  return {
    amountMinor: minus('amountMinor'),
    walletMinor: minus('walletMinor'),
    lines: linesWithout(all.lines, after.lines, before.lines),
    refunded: partsWithout(all.refunded, after.refunded, before.refunded),
    repaid: sumRepaid([...all.repaid, ...before.repaid, ...after.repaid.map(negative)]),
    staying: listStaying(stayingWithout(stayingIn(all), stayingIn(after), stayingIn(before))),
  };
}

/** Rewards that have stayed, by rule, and as they are written. */
export const stayingIn = ({ staying }: Pick<ReturnedSoFar, 'staying'>): Staying =>
  staying.length === 0 ? nothingStays : new Map(staying.map(({ reward, amountMinor }) => [reward, amountMinor]));
export const listStaying = (staying: Staying): StayingReward[] =>
  [...staying].map(([reward, amountMinor]) => ({ reward, amountMinor }));

/** What has stayed without what a return made it: all, less what came to it from before that return to after it. */
const stayingWithout = (all: Staying, after: Staying, before: Staying): Staying =>
  new Map([...addSigned(addSigned(all, after, -1), before)].filter(([, amountMinor]) => amountMinor > 0));

const negative = (part: Repaid): Repaid => ({ ...part, amountMinor: -part.amountMinor });

function linesWithout(all: readonly ReturnedLine[], after: readonly ReturnedLine[], before: readonly ReturnedLine[]) {
  const of = (lines: readonly ReturnedLine[], index: number) =>
    lines.find((line) => line.index === index) ?? { quantity: 0, amountMinor: 0 };
  return all
    .map(({ index, quantity, amountMinor }) => ({
      index,
      quantity: quantity - (of(after, index).quantity - of(before, index).quantity),
      amountMinor: amountMinor - (of(after, index).amountMinor - of(before, index).amountMinor),
    }))
    .filter(({ quantity, amountMinor }) => quantity !== 0 || amountMinor !== 0);
}

type Parts = ReturnedSoFar['refunded'];

function partsWithout(all: Parts, after: Parts, before: Parts): Parts {
  const amountOf = (parts: Parts, draw: number) => parts.find((part) => part.draw === draw)?.amountMinor ?? 0;
  return all
    .map(({ draw, amountMinor }) => ({
      draw,
      amountMinor: amountMinor - (amountOf(after, draw) - amountOf(before, draw)),
    }))
    .filter(({ amountMinor }) => amountMinor !== 0);
}
