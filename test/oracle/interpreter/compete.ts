import type { Part } from './give.ts';
import type { Stacking } from './language.ts';
import { compare, type Rational, sum } from './rational.ts';

/** A rule that holds, in the contest of its group. */
export type Contender = {
  readonly id: string;
  readonly priority: number;
  readonly rank: number;
  readonly keys: number;
  readonly byLine: boolean;
  readonly parts: readonly Part[];
};
/** What one rule gives on one line. */
export type Cell = { readonly ruleId: string; readonly line: number; readonly amount: Rational };

export const byText = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1);
const byPriority = (a: Contender, b: Contender) => b.priority - a.priority || byText(a.id, b.id);
const bySpecificity = (a: Contender, b: Contender) => a.rank - b.rank || b.keys - a.keys || byPriority(a, b);
const amount = ({ parts }: Contender) => sum(parts.map((part) => part.amount));
/** Chosen: equal amounts are decided by specificity. */
const byAmount = (a: Contender, b: Contender) => compare(amount(b), amount(a)) || bySpecificity(a, b);

const cells = (contender: Contender): Cell[] =>
  contender.parts.map((part) => ({ ruleId: contender.id, line: part.line, amount: part.amount }));

/** Line effects compete on each line, receipt effects on the receipt; what is left is what the group gives. */
export function compete(stacking: Stacking, contenders: readonly Contender[]): Cell[] {
  switch (stacking) {
    case 'sum':
      return contenders.flatMap(cells);
    case 'exclusive':
      return [...contenders].sort(byPriority).slice(0, 1).flatMap(cells);
    case 'mostSpecific':
      return byContest(contenders, bySpecificity);
    case 'best':
      return byContest(contenders, byAmount);
    case 'multiply':
      throw new Error('not read yet');
  }
}

function byContest(contenders: readonly Contender[], order: (a: Contender, b: Contender) => number): Cell[] {
  const first = (contest: Contender[]) => contest.sort(order).slice(0, 1).flatMap(cells);
  const left = first(contenders.filter(({ byLine }) => !byLine));
  const lines = new Set(contenders.flatMap(({ byLine, parts }) => (byLine ? parts.map(({ line }) => line) : [])));
  for (const line of lines) {
    const here = contenders
      .filter(({ byLine }) => byLine)
      .map((contender) => ({ ...contender, parts: contender.parts.filter((part) => part.line === line) }))
      .filter(({ parts }) => parts.length > 0);
    left.push(...first(here));
  }
  return left;
}
