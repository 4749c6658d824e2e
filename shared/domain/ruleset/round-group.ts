import { amountMaxMinor } from '../money.ts';
import { compareFractions, type RoundingMode, round, sumFractions } from '../rounding.ts';
import { amountOf, type Cell } from './stacking.ts';

export type Rounding = { readonly mode: RoundingMode; readonly stage: 'receipt' | 'line' };

/**
 * Rounds a group once for the receipt, or once for each line, and splits what came out to rules and lines by largest
 * remainder, ties to the earlier line, then id. The parts add up to the rounded amount, none differs from its exact
 * amount by one unit or more.
 * @param cells by line, then rule
 * @returns minor units of each cell, in the same order
 */
export function roundGroup(cells: readonly Cell[], { mode, stage }: Rounding): number[] {
  if (stage === 'receipt') return roundTogether(cells, 0, cells.length, mode);
  const amounts: number[] = [];
  for (let from = 0; from < cells.length; ) {
    let to = from;
    while (to < cells.length && cells[to]!.line === cells[from]!.line) to += 1;
    amounts.push(...roundTogether(cells, from, to, mode));
    from = to;
  }
  return amounts;
}

const roundTogether = (cells: readonly Cell[], from: number, to: number, mode: RoundingMode) =>
  withinMax(roundCells(cells, from, to, mode));

/**
 * Whole numbers while they are safe, which they are but for the largest amounts; otherwise exactly. A quotient rounded
 * down is exact as long as its product with the divisor is safe.
 */
function roundCells(cells: readonly Cell[], from: number, to: number, mode: RoundingMode): number[] {
  if (from === to) return [];
  const { of } = cells[from]!.rule.giving;
  const parts: number[] = [];
  const rests: number[] = [];
  let [wholes, rest] = [0, 0];
  for (let at = from; at < to; at += 1) {
    const { rule, quantity, exact } = cells[at]!;
    const { giving } = rule;
    const numerator = quantity * giving.each;
    if (exact !== null || giving.of !== of || numerator > safeMax) return roundExactly(cells.slice(from, to), mode);
    const part = Math.floor(numerator / of);
    parts.push(part);
    rests.push(numerator - part * of);
    wholes += part;
    rest += numerator - part * of;
  }
  if (wholes > safeMax) return roundExactly(cells.slice(from, to), mode);
  raise(parts, rests, missingOf(wholes, rest, of, mode));
  return parts;
}

/** Half of what is exact, so that sums of two are too. */
export const safeMax = Number.MAX_SAFE_INTEGER / 2;

/** How many units the rounded total is above its whole parts: what their rests come to together. */
export function missingOf(wholes: number, rest: number, of: number, mode: RoundingMode): number {
  const missing = Math.floor(rest / of);
  const twice = (rest - missing * of) * 2;
  const isTieUp = () => mode === 'halfUp' || (wholes + missing) % 2 === 1;
  const isUp = mode !== 'floor' && (twice > of || (twice === of && isTieUp()));
  return isUp ? missing + 1 : missing;
}

/** At most one unit a part is missing: the largest rests have it, the earlier ones where they are equal. */
export function raise(parts: number[], rests: number[], missing: number): void {
  for (let left = missing; left > 0; left -= 1) {
    let top = 0;
    for (let at = 1; at < rests.length; at += 1) if (rests[at]! > rests[top]!) top = at;
    parts[top]! += 1;
    rests[top] = -1;
  }
}

function roundExactly(cells: readonly Cell[], mode: RoundingMode): number[] {
  const amounts = cells.map(amountOf);
  const total = round(sumFractions(amounts), mode);
  const wholes = amounts.map(({ numerator, denominator }) => numerator / denominator);
  const missing = Number(total - wholes.reduce((sum, whole) => sum + whole, 0n));
  const rests = amounts.map(({ numerator, denominator }, at) => ({
    at,
    rest: { numerator: numerator % denominator, denominator },
  }));
  const raised = rests.sort((a, b) => compareFractions(b.rest, a.rest) || a.at - b.at).slice(0, missing);
  for (const { at } of raised) wholes[at]! += 1n;
  // Beyond the largest amount of one operation nothing counts: withinMax cuts it off.
  return wholes.map((whole) => (whole > BigInt(amountMaxMinor) ? amountMaxMinor : Number(whole)));
}

/** What is rounded together gives no more than the largest amount of one operation; the last cells are cut first. */
export function withinMax(amounts: number[]): number[] {
  let left = amountMaxMinor;
  for (let at = 0; at < amounts.length; at += 1) {
    if (amounts[at]! > left) amounts[at] = left;
    left -= amounts[at]!;
  }
  return amounts;
}
