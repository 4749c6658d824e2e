import type { Asset } from '../asset.ts';
import type { Check } from '../condition/condition.ts';
import { candidatesOf, type GivenOnLines } from './candidates.ts';
import type { Stacking } from './group.ts';
import { decidePlainly, type Sums } from './plain-contest.ts';
import { type Rounding, roundGroup } from './round-group.ts';
import type { Scope } from './scope.ts';
import type { Bits, ScopeIndex } from './scope-index.ts';
import type { Situation } from './situation.ts';
import { byLineThenRule, type Cell, type Contestant, stack } from './stacking.ts';
import type { Standings } from './standings.ts';
import type { Variants } from './variant.ts';
import type { Reason } from './verdict.ts';
import type { Running } from './watch.ts';

/** A rule, compiled; `index` orders awards: by group, then id. */
export type CompiledRule = Contestant & {
  readonly campaign: Running | null;
  readonly variantId: string;
  /** Whose past purchases it looks at: its conditions, and what a threshold counts. */
  readonly looksAt: readonly Scope[];
  /** Its conditions with the reason that each gives when it fails. */
  readonly checks: readonly { readonly check: Check; readonly reason: Reason }[];
  /** Where it stands: its contest, its block in the version, and its bit in the block. */
  readonly contest: number;
  readonly block: number;
  readonly bit: Bits;
};

/** Up to 30 rules of a contest, in contest order, with their scopes indexed together. */
export type Block = {
  /** Its place among the version's blocks. */
  readonly at: number;
  readonly rules: readonly CompiledRule[];
  /** What its rules are decided plainly with, each list in their order: no rule need then be looked at. */
  readonly columns: {
    /** Their indexes. */
    readonly rules: readonly number[];
    readonly each: readonly number[];
    /** The contest that a rule multiplies, −1 for one that gives of the base. */
    readonly multiplies: readonly number[];
  };
  readonly index: ScopeIndex;
  /** Those that need nothing but a line in their scope. */
  readonly unconditional: Bits;
};

/** A group's rules of one asset; groups are decided apart for each asset. */
export type Contest = {
  readonly group: string;
  readonly asset: Asset;
  readonly stacking: Stacking;
  readonly rounding: Rounding;
  readonly blocks: readonly Block[];
  /** Whether what its rules give on a line is known without looking at other lines, until it is rounded. */
  readonly isPlain: boolean;
  /** Of a plain one: whether only the first rule gives on a line, and what all its rules give parts of. */
  readonly isFirstOnly: boolean;
  readonly of: number;
  /** Whether a later group multiplies what this one gives. */
  readonly isMultiplied: boolean;
};

/** What became of a contest in which rules competed: what is left of them on lines, in the order of line, then rule. */
export type Round = {
  readonly cells: readonly Cell[];
  /** Thresholds that are not reached, by index. */
  readonly pending: readonly number[];
};

/** What rules came to before caps. */
export type Given = {
  readonly situation: Situation;
  readonly variants: Variants;
  readonly standings: Standings;
  /** By contest; none of one that was decided plainly. */
  readonly rounds: readonly (Round | undefined)[];
  /** By the rules' index. */
  readonly wantedMinor: readonly number[];
};

/** Decides groups in their order: their rules compete, are rounded once, and groups add up. */
export function decideContests(
  contests: readonly Contest[],
  standings: Standings,
  situation: Situation,
  variants: Variants,
  ruleCount: number,
): Given {
  const wantedMinor = zeros(ruleCount);
  const rounds: Round[] = [];
  const onLine = new Array<number[] | null>(contests.length);
  for (let nth = 0; nth < contests.length; nth += 1) {
    const contest = contests[nth]!;
    onLine[nth] = contest.isMultiplied ? zeros(situation.lines.length) : null;
    const sums = { wantedMinor, onLine: onLine[nth]! };
    if (!contest.isPlain || !decidePlainly(contest, standings, onLine, sums))
      rounds[nth] = compete(contest, standings, situation, onLine, sums);
  }
  return { situation, variants, standings, rounds, wantedMinor };
}

function zeros(length: number): number[] {
  const list = new Array<number>(length);
  for (let at = 0; at < length; at += 1) list[at] = 0;
  return list;
}

function compete(
  { stacking, rounding, blocks }: Contest,
  standings: Standings,
  situation: Situation,
  given: GivenOnLines,
  { wantedMinor, onLine }: Sums,
): Round {
  const pending: number[] = [];
  const candidates = candidatesOf(blocks, standings, situation, given, (rule) => pending.push(rule.index));
  const cells = candidates.length === 0 ? [] : stack[stacking](candidates).sort(byLineThenRule);
  const amounts = roundGroup(cells, rounding);
  for (const [at, { rule, line }] of cells.entries()) {
    wantedMinor[rule.index]! += amounts[at]!;
    if (onLine !== null) onLine[line.index]! += amounts[at]!;
  }
  return { cells, pending };
}
