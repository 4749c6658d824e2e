import type { Part } from './give.ts';
import type { Effect, Stacking } from './language.ts';
import { compare, type Rational, rational, sum, times } from './rational.ts';

/** A rule that holds, in the contest of its group. */
export type Contender = {
  readonly id: string;
  readonly priority: number;
  readonly rank: number;
  readonly keys: number;
  readonly byLine: boolean;
  readonly effect: Effect;
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
      return multiplied(contenders);
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

/**
 * Factors of one earlier group multiply on each line: (product − 1) × its amount. Chosen: rules share that in
 * proportion to their increments; what is no factor adds up.
 */
function multiplied(contenders: readonly Contender[]): Cell[] {
  const left: Cell[] = [];
  for (const contender of contenders) {
    const { id, effect, parts } = contender;
    for (const { line, amount: own } of parts) {
      if (effect.kind !== 'multiply') {
        left.push({ ruleId: id, line, amount: own });
        continue;
      }
      let product = rational(1);
      let increments = 0;
      for (const other of contenders) {
        if (other.effect.kind !== 'multiply' || other.effect.group !== effect.group) continue;
        if (!other.parts.some((part) => part.line === line)) continue;
        product = times(product, rational(other.effect.factorBps, 10_000));
        increments += other.effect.factorBps - 10_000;
      }
      // `own` is the earlier amount × this increment.
      const raise = rational(product.of - product.over, product.over);
      left.push({ ruleId: id, line, amount: times(times(own, raise), rational(10_000, increments)) });
    }
  }
  return left;
}
