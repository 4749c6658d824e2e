import { compareFractions, type Fraction, type RoundingMode, round, sumFractions } from '../rounding.ts';
import type { Group } from './group.ts';
import type { Rule } from './rule.ts';
import { specificityOf } from './scope.ts';

/** What a rule would give on one line; `place` is where it competes: that line, or the receipt (null). */
export type Bid = {
  readonly rule: Rule;
  readonly place: number | null;
  readonly line: number;
  readonly amount: Fraction;
};

const byId = (a: Rule, b: Rule) => (a.id < b.id ? -1 : 1);

/** Most specific first: strongest key, more keys, higher priority, lower id (rules-grammar "Scope"). */
function bySpecificity(a: Rule, b: Rule): number {
  const [first, second] = [specificityOf(a.scope), specificityOf(b.scope)];
  return second.rank - first.rank || second.keyCount - first.keyCount || b.priority - a.priority || byId(a, b);
}

/** Which bids of a group count: line effects compete by line, receipt effects by receipt. */
export function winnersOf(bids: readonly Bid[], stacking: Group['stacking']): readonly Bid[] {
  if (stacking === 'sum') return bids;
  if (stacking === 'exclusive') {
    const [first] = bids.map((bid) => bid.rule).sort((a, b) => b.priority - a.priority || byId(a, b));
    return bids.filter((bid) => bid.rule === first);
  }
  return [...new Set(bids.map((bid) => bid.place))].flatMap((place) => {
    const here = bids.filter((bid) => bid.place === place);
    const worth = (rule: Rule) => sumFractions(here.filter((bid) => bid.rule === rule).map((bid) => bid.amount));
    const better = (a: Rule, b: Rule) =>
      (stacking === 'best' ? compareFractions(worth(b), worth(a)) : 0) || bySpecificity(a, b);
    const [winner] = [...new Set(here.map((bid) => bid.rule))].sort(better);
    return here.filter((bid) => bid.rule === winner);
  });
}

export type Share = { readonly rule: Rule; readonly line: number; readonly amountMinor: number };

/** Rounds a group once a receipt, or once a line, and splits it by largest remainder: earlier line first, then id. */
export function roundGroup(bids: readonly Bid[], stage: 'receipt' | 'line', mode: RoundingMode): Share[] {
  const ordered = [...bids].sort((a, b) => a.line - b.line || byId(a.rule, b.rule));
  const lines =
    stage === 'receipt'
      ? [ordered]
      : [...new Set(ordered.map((bid) => bid.line))].map((line) => ordered.filter((bid) => bid.line === line));
  return lines.flatMap((together) => {
    const amounts = together.map((bid) => bid.amount);
    const split = splitRounded(round(sumFractions(amounts), mode), amounts);
    return together.map(({ rule, line }, at) => ({ rule, line, amountMinor: split[at]! }));
  });
}

/** Each part's whole units, then one more to the largest remainders until the rounded sum is reached, never past it. */
function splitRounded(total: bigint, parts: readonly Fraction[]): number[] {
  const sum = sumFractions(parts);
  if (sum.numerator === 0n) return parts.map(() => 0);
  // total × part ÷ sum, exactly.
  const exact = parts.map((part) => ({
    over: total * part.numerator * sum.denominator,
    under: part.denominator * sum.numerator,
  }));
  const split = exact.map(({ over, under }) => Number(over / under));
  const rests = exact.map(({ over, under }, at) => ({ at, rest: { numerator: over % under, denominator: under } }));
  rests.sort((a, b) => compareFractions(b.rest, a.rest) || a.at - b.at);
  let missing = Number(total) - split.reduce((given, part) => given + part, 0);
  for (const { at } of rests) {
    if (missing === 0) break;
    split[at]! += 1;
    missing -= 1;
  }
  return split;
}
