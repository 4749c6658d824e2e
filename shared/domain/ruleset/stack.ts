import { addFractions, type Fraction, type RoundingMode, round, splitRounded } from '../rounding.ts';
import type { Rule } from './document.ts';
import { specificityOf } from './scope.ts';

/** What a rule would give: on a line, or once a receipt (`line` null). */
export type Bid = { readonly rule: Rule; readonly line: number | null; readonly gives: Fraction };

const isMore = (a: Fraction, b: Fraction) => a.over * b.under - b.over * a.under;

/** Most specific first: strongest key, more keys, higher priority, lower id (rules-grammar "Scope"). */
export const bySpecificity = (a: Rule, b: Rule) =>
  specificityOf(b.scope) - specificityOf(a.scope) || b.priority - a.priority || (a.id < b.id ? -1 : 1);
const byPriority = (a: Rule, b: Rule) => b.priority - a.priority || (a.id < b.id ? -1 : 1);

/** Which bids of a group count: line effects compete by line, receipt effects by receipt. */
export function winnersOf(
  bids: readonly Bid[],
  stacking: 'mostSpecific' | 'best' | 'sum' | 'exclusive',
): readonly Bid[] {
  if (stacking === 'sum') return bids;
  if (stacking === 'exclusive') {
    const first = bids.map((bid) => bid.rule).sort(byPriority)[0];
    return bids.filter((bid) => bid.rule === first);
  }
  const better = (a: Bid, b: Bid) => {
    const order = stacking === 'best' ? isMore(b.gives, a.gives) : 0n;
    return order !== 0n ? (order > 0n ? 1 : -1) : bySpecificity(a.rule, b.rule);
  };
  const places = new Set(bids.map((bid) => bid.line));
  return [...places].map((line) => bids.filter((bid) => bid.line === line).sort(better)[0]!);
}

/** Rounds a group once a receipt, or a line, and splits it to its bids by largest remainder: line first, then id. */
export function roundGroup(
  bids: readonly Bid[],
  stage: 'receipt' | 'line',
  mode: RoundingMode,
): { rule: Rule; amountMinor: number }[] {
  const ordered = [...bids].sort((a, b) => (a.line ?? -1) - (b.line ?? -1) || (a.rule.id < b.rule.id ? -1 : 1));
  const places =
    stage === 'receipt'
      ? [ordered]
      : [...new Set(ordered.map((bid) => bid.line))].map((line) => ordered.filter((bid) => bid.line === line));
  return places.flatMap((together) => {
    const gives = together.map((bid) => bid.gives);
    const split = splitRounded(round(addFractions(gives), mode), gives);
    return together.map((bid, at) => ({ rule: bid.rule, amountMinor: split[at]! }));
  });
}
