import type { Part } from '../effect/effect.ts';
import { compareFractions, type Fraction, sumFractions } from '../rounding.ts';
import type { Stacking } from './group.ts';
import type { Specificity } from './scope.ts';

/** A rule that holds, with what it would give. */
export type Candidate = {
  readonly id: string;
  readonly priority: number;
  readonly specificity: Specificity;
  readonly competesBy: 'line' | 'receipt';
  readonly parts: readonly Part[];
};

/** What one rule gives on one line, exactly. */
export type Cell = { readonly ruleId: string; readonly line: number; readonly amount: Fraction };

type Order = (a: Candidate, b: Candidate) => number;

/** By code unit, so that it is the same everywhere. */
export const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const byPriority: Order = (a, b) => b.priority - a.priority || byText(a.id, b.id);
const bySpecificity: Order = (a, b) =>
  b.specificity.rank - a.specificity.rank || b.specificity.keyCount - a.specificity.keyCount || byPriority(a, b);

const cellsOf = ({ id, parts }: Candidate): Cell[] => parts.map(({ line, amount }) => ({ ruleId: id, line, amount }));
const amountOf = ({ parts }: Candidate) => sumFractions(parts.map(({ amount }) => amount));
const onLine = (candidate: Candidate, line: number): Candidate => ({
  ...candidate,
  parts: candidate.parts.filter((part) => part.line === line),
});

/** Effects on lines compete line by line, those on receipts with each other. */
function winners(candidates: readonly Candidate[], order: Order): Cell[] {
  const receipts = candidates.filter(({ competesBy }) => competesBy === 'receipt');
  const byLine = candidates.filter(({ competesBy }) => competesBy === 'line');
  const lines = [...new Set(byLine.flatMap(({ parts }) => parts.map(({ line }) => line)))];
  const contests = [
    receipts,
    ...lines.map((line) => byLine.map((each) => onLine(each, line)).filter(({ parts }) => parts.length > 0)),
  ];
  return contests.flatMap((contest) => contest.toSorted(order).slice(0, 1).flatMap(cellsOf));
}

/** What remains of a group's candidates; whoever has no cell left has lost. */
export const stack: Readonly<Record<Stacking, (candidates: readonly Candidate[]) => Cell[]>> = {
  mostSpecific: (candidates) => winners(candidates, bySpecificity),
  best: (candidates) =>
    winners(candidates, (a, b) => compareFractions(amountOf(b), amountOf(a)) || bySpecificity(a, b)),
  sum: (candidates) => candidates.flatMap(cellsOf),
  exclusive: (candidates) => candidates.toSorted(byPriority).slice(0, 1).flatMap(cellsOf),
};
