import { sumOf } from './draw.ts';
import { allByAmountIsAll, engineNumber } from './engine.ts';
import type { ReturnedLine, ReturnedSoFar } from './event.ts';
import { returnableLines, type Sold } from './kept.ts';
import type { Refusal } from './refusal.ts';

import { shareOf, splitByWeight } from './split.ts';

/** What comes back: pieces of lines, an amount whatever it was for, or all that is left. */
export type Returning =
  | {
      readonly kind: 'lines';
      readonly lines: readonly (Omit<ReturnedLine, 'amountMinor'> & { amountMinor: number | null })[];
    }
  | { readonly kind: 'amount'; readonly amountMinor: number }
  | { readonly kind: 'all' };

/** What is left of each line to bring back. */
export function leftOf(purchase: Sold, soFar: ReturnedSoFar): ReturnedLine[] {
  const back = new Map(soFar.lines.map((line) => [line.index, line]));
  return returnableLines(purchase).map((netMinor, index) => {
    const { quantity = 0, amountMinor = 0 } = back.get(index) ?? {};
    const line = purchase.entry.event.lines[index]!;
    return {
      index,
      quantity: line.kind === 'discount' ? 0 : line.quantity - quantity,
      amountMinor: netMinor - amountMinor,
    };
  });
}

/**
 * The lines that a return brings back: never more than is left of any (`over-returned`). A line's amount is its share
 * of what is left unless the till names one; an amount alone is spread over what is left of the lines, and all of it is
 * all that is left, their pieces too.
 */
export function linesOf(
  left: readonly ReturnedLine[],
  returning: Returning,
  engine = engineNumber,
): ReturnedLine[] | { refusal: Refusal } {
  const returnableMinor = sumOf(left);
  const isAnything = left.some(({ quantity, amountMinor }) => quantity > 0 || amountMinor > 0);
  if (!isAnything) return { refusal: { code: 'nothing-to-return', figures: {} } };
  const tooMuch = { refusal: { code: 'over-returned' as const, figures: { returnableMinor } } };
  const isAll =
    returning.kind === 'all' ||
    (returning.kind === 'amount' && returning.amountMinor === returnableMinor && allByAmountIsAll(engine));
  if (isAll) return left.filter(({ quantity, amountMinor }) => quantity > 0 || amountMinor > 0);
  if (returning.kind === 'amount') {
    if (returning.amountMinor > returnableMinor) return tooMuch;
    const parts = splitByWeight(
      returning.amountMinor,
      left.map(({ amountMinor }) => amountMinor),
    );
    return left
      .map(({ index }, at) => ({ index, quantity: 0, amountMinor: parts[at]! }))
      .filter((line) => line.amountMinor > 0);
  }
  const lines: ReturnedLine[] = [];
  for (const { index, quantity, amountMinor } of returning.lines) {
    const line = left[index]!;
    const backMinor = amountMinor ?? shareOf(line.amountMinor, quantity, line.quantity);
    if (quantity > line.quantity || backMinor > line.amountMinor) return tooMuch;
    lines.push({ index, quantity, amountMinor: backMinor });
  }
  return lines;
}
