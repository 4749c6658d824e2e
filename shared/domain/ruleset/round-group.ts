import { amountMaxMinor } from '../money.ts';
import { compareFractions, type RoundingMode, round, sumFractions } from '../rounding.ts';
import { byText, type Cell } from './stacking.ts';

/** What one rule gives on one line, in whole minor units. */
export type RoundedCell = { readonly ruleId: string; readonly line: number; readonly amountMinor: number };

/**
 * Rounds a group once for the receipt, or once for each line, and splits what came out to rules and lines by largest
 * remainder, ties to the earlier line, then id. The parts add up to the rounded amount, none differs from its exact
 * amount by one unit or more.
 */
export function roundGroup(
  cells: readonly Cell[],
  { mode, stage }: { readonly mode: RoundingMode; readonly stage: 'receipt' | 'line' },
): RoundedCell[] {
  const ordered = cells.toSorted((a, b) => a.line - b.line || byText(a.ruleId, b.ruleId));
  if (stage === 'receipt') return roundTogether(ordered, mode);
  return [...Map.groupBy(ordered, ({ line }) => line).values()].flatMap((line) => roundTogether(line, mode));
}

function roundTogether(cells: readonly Cell[], mode: RoundingMode): RoundedCell[] {
  const total = round(sumFractions(cells.map(({ amount }) => amount)), mode);
  const wholes = cells.map(({ amount }) => amount.numerator / amount.denominator);
  const missing = Number(total - wholes.reduce((sum, whole) => sum + whole, 0n));
  const remainders = cells.map(({ amount: { numerator, denominator } }, at) => ({
    at,
    rest: { numerator: numerator % denominator, denominator },
  }));
  const raised = new Set(
    remainders
      .sort((a, b) => compareFractions(b.rest, a.rest) || a.at - b.at)
      .slice(0, missing)
      .map(({ at }) => at),
  );
  return withinMax(
    cells.map(({ ruleId, line }, at) => ({ ruleId, line, amount: wholes[at]! + (raised.has(at) ? 1n : 0n) })),
  );
}

/** No group gives more than the largest amount of one operation: what is over is left out, last cells first. */
function withinMax(cells: readonly { ruleId: string; line: number; amount: bigint }[]): RoundedCell[] {
  let left = BigInt(amountMaxMinor);
  return cells.map(({ ruleId, line, amount }) => {
    const kept = amount < left ? amount : left;
    left -= kept;
    return { ruleId, line, amountMinor: Number(kept) };
  });
}
