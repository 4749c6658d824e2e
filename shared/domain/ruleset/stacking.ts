import type { Giving } from '../effect/effect.ts';
import { wholeBps } from '../money.ts';
import { compareFractions, type Fraction, fraction, sumFractions } from '../rounding.ts';
import type { Group, Stacking } from './group.ts';
import type { Rule } from './rule.ts';
import type { Specificity } from './scope.ts';
import type { ReadLine } from './situation.ts';

/** A rule as it meets others of its group. */
export type Contestant = {
  /** Its place among the version's rules: by group, then id. */
  readonly index: number;
  readonly rule: Rule;
  readonly specificity: Specificity;
  /** Effects on lines compete line by line, those on receipts with each other. */
  readonly byLine: boolean;
  readonly giving: Giving;
  /** The contest whose amounts it multiplies, −1 for none. */
  readonly multiplies: number;
};

/** A rule that holds, with the lines it is about and how much it counts on each. */
export type Candidate = {
  readonly rule: Contestant;
  readonly lines: readonly ReadLine[];
  readonly quantities: readonly number[];
};

/** What one rule gives on one line: `quantity × each / of`, or an exact amount that has no such form. */
export type Cell = {
  readonly rule: Contestant;
  readonly line: ReadLine;
  readonly quantity: number;
  readonly exact: Fraction | null;
};

/** By code unit, so that it is the same everywhere. */
export const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
/** The higher priority first, then the lower id. */
export const byRulePriority = (a: Pick<Rule, 'priority' | 'id'>, b: Pick<Rule, 'priority' | 'id'>): number =>
  b.priority - a.priority || byText(a.id, b.id);
const byPriority = (a: Pick<Contestant, 'rule'>, b: Pick<Contestant, 'rule'>) => byRulePriority(a.rule, b.rule);
type Ranked = Pick<Contestant, 'rule' | 'specificity'>;
/** The more specific first, then as by priority. */
export const bySpecificity = (a: Ranked, b: Ranked) =>
  b.specificity.rank - a.specificity.rank || b.specificity.keyCount - a.specificity.keyCount || byPriority(a, b);

const byPlace = (a: Contestant, b: Contestant) => a.index - b.index;

/** The order in which rules of a group are asked: who comes first wins a tie, and where all add up all are told by id. */
export const contestOrder = ({ stacking }: Group) =>
  stacking === 'exclusive' ? byPriority : stacking === 'sum' ? byPlace : bySpecificity;

/** The order in which cells are rounded: by line, then by rule. */
export const byLineThenRule = (a: Cell, b: Cell) => a.line.index - b.line.index || a.rule.index - b.rule.index;

/** What remains of a group's candidates, who come in contest order; whoever has no cell left has lost. */
export const stack: Readonly<Record<Stacking, (candidates: readonly Candidate[]) => Cell[]>> = {
  mostSpecific: (candidates) => winners(candidates, () => false),
  best: (candidates) => winners(candidates, isMore),
  sum: (candidates) => candidates.flatMap((candidate) => cellsOf(candidate)),
  exclusive: (candidates) => candidates.slice(0, 1).flatMap((candidate) => cellsOf(candidate)),
  multiply: (candidates) => multiplied(candidates),
};

function cellsOf(candidate: Candidate): Cell[] {
  const cells: Cell[] = [];
  for (let at = 0; at < candidate.lines.length; at += 1)
    if (isClaimed(candidate, at)) cells.push(cellAt(candidate, at));
  return cells;
}

const isClaimed = ({ rule: { giving }, quantities }: Candidate, at: number) =>
  giving.leavesEmpty !== true || quantities[at]! > 0;
const cellAt = ({ rule, lines, quantities }: Candidate, at: number): Cell => ({
  rule,
  line: lines[at]!,
  quantity: quantities[at]!,
  exact: null,
});

/** One rule a line, one for the receipt: the first in order, unless a later one beats it. */
function winners(candidates: readonly Candidate[], beats: (one: Cell[], other: Cell[]) => boolean): Cell[] {
  const onLine: (Cell[] | undefined)[] = [];
  let onReceipt: Cell[] | undefined;
  for (const candidate of candidates) {
    if (!candidate.rule.byLine) {
      const cells = cellsOf(candidate);
      if (onReceipt === undefined || beats(cells, onReceipt)) onReceipt = cells;
      continue;
    }
    for (let at = 0; at < candidate.lines.length; at += 1) {
      if (!isClaimed(candidate, at)) continue;
      const { index } = candidate.lines[at]!;
      const held = onLine[index];
      const cell = [cellAt(candidate, at)];
      if (held === undefined || beats(cell, held)) onLine[index] = cell;
    }
  }
  const cells = onReceipt ?? [];
  for (const held of onLine) if (held) cells.push(...held);
  return cells;
}

export const amountOf = ({ exact, quantity, rule: { giving } }: Cell): Fraction =>
  exact ?? fraction(BigInt(quantity) * BigInt(giving.each), giving.of);
const sumOf = (cells: readonly Cell[]) => sumFractions(cells.map(amountOf));

function isMore(one: readonly Cell[], other: readonly Cell[]): boolean {
  const [a, b] = [one[0], other[0]];
  if (one.length === 1 && other.length === 1 && a!.rule.giving.of === b!.rule.giving.of) {
    const [x, y] = [a!.quantity * a!.rule.giving.each, b!.quantity * b!.rule.giving.each];
    if (x <= Number.MAX_SAFE_INTEGER && y <= Number.MAX_SAFE_INTEGER) return x > y;
  }
  return compareFractions(sumOf(one), sumOf(other)) > 0;
}

/**
 * Factors on the same line multiply: together they add (f1 × f2 × … − 1) times what the earlier group gave, shared by
 * what each would have added alone. Rules that multiply different groups do not meet.
 */
function multiplied(candidates: readonly Candidate[]): Cell[] {
  const places = new Map<string, Cell[]>();
  for (const candidate of candidates) {
    for (const cell of cellsOf(candidate)) {
      const place = `${candidate.rule.giving.group} ${cell.line.index}`;
      places.set(place, [...(places.get(place) ?? []), cell]);
    }
  }
  return [...places.values()].flatMap((cells) => {
    const increments = cells.map(({ rule }) => BigInt(rule.giving.each));
    const whole = BigInt(wholeBps) ** BigInt(cells.length);
    const product = increments.reduce((sum, increment) => sum * (increment + BigInt(wholeBps)), 1n);
    const shares = increments.reduce((sum, increment) => sum + increment, 0n);
    return cells.map((cell, at) => ({
      ...cell,
      exact: fraction(BigInt(cell.quantity) * (product - whole) * increments[at]!, whole * shares),
    }));
  });
}
