import type { ReturnedLine, ReturnedSoFar } from './event.ts';

/** Nothing has come back yet. */
export const nothingReturned: ReturnedSoFar = { lines: [], amountMinor: 0, walletMinor: 0, refunded: [], clawed: [] };

/** What has come back without one of the returns: all so far, less what that return added to what was before it. */
export function withoutReturn(all: ReturnedSoFar, after: ReturnedSoFar, before: ReturnedSoFar): ReturnedSoFar {
  const minus = (amount: 'amountMinor' | 'walletMinor') => all[amount] - (after[amount] - before[amount]);
  return {
    amountMinor: minus('amountMinor'),
    walletMinor: minus('walletMinor'),
    lines: linesWithout(all.lines, after.lines, before.lines),
    refunded: partsWithout('draw', all.refunded, after.refunded, before.refunded),
    clawed: partsWithout('credit', all.clawed, after.clawed, before.clawed),
  };
}

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

function partsWithout<K extends 'draw' | 'credit'>(
  of: K,
  all: readonly (Record<K, number> & { amountMinor: number })[],
  after: typeof all,
  before: typeof all,
) {
  const amountOf = (parts: typeof all, index: number) => parts.find((part) => part[of] === index)?.amountMinor ?? 0;
  return all
    .map((part) => ({
      ...part,
      amountMinor: part.amountMinor - (amountOf(after, part[of]) - amountOf(before, part[of])),
    }))
    .filter(({ amountMinor }) => amountMinor !== 0);
}
