import type { Asset } from '../asset.ts';
import type { Check } from '../condition/condition.ts';
import { candidatesOf } from './candidates.ts';
import type { Stacking } from './group.ts';
import { decidePlainly } from './plain-contest.ts';
import { type Rounding, roundGroup } from './round-group.ts';
import type { Scope } from './scope.ts';
import { type Bits, type Reach, type ScopeIndex, scopesOf } from './scope-index.ts';
import type { ReadLine, Situation } from './situation.ts';
import { byLineThenRule, type Contestant, stack } from './stacking.ts';
import { type Variants, whyNotCampaign } from './variant.ts';
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
  /** Where it stands: its contest, the block there, and its bit in the block. */
  readonly contest: number;
  readonly block: number;
  readonly bit: Bits;
};

/** Up to 30 rules of a contest, in contest order, with their scopes indexed together. */
export type Block = {
  readonly rules: readonly CompiledRule[];
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
  /** Whether a later group multiplies what this one gives. */
  readonly isMultiplied: boolean;
};

/** A block as it stands in a decision: for each earning line the rules in whose scope it is, and the rules that hold. */
export type Standing = {
  readonly block: Block;
  readonly reach: Reach;
  readonly onLines: readonly Bits[];
  readonly held: Bits;
};

/** What became of a contest: which rule gives what on which line, by their index, in the order of line, then rule. */
export type Round = {
  readonly standings: readonly Standing[];
  readonly rules: readonly number[];
  readonly lines: readonly number[];
  readonly amounts: readonly number[];
  /** Thresholds that are not reached, by index. */
  readonly pending: readonly number[];
};

/** What rules came to before caps. */
export type Given = {
  readonly situation: Situation;
  readonly variants: Variants;
  /** Lines that earn. */
  readonly lines: readonly ReadLine[];
  readonly rounds: readonly Round[];
  /** By the rules' index. */
  readonly wantedMinor: readonly number[];
};

const noNumbers: readonly number[] = [];

/** Decides groups in their order: their rules compete, are rounded once, and groups add up. */
export function decideContests(
  contests: readonly Contest[],
  reach: readonly (readonly Reach[])[],
  situation: Situation,
  lines: readonly ReadLine[],
  variants: Variants,
  ruleCount: number,
): Given {
  const wantedMinor = zeros(ruleCount);
  const rounds: Round[] = [];
  const onLine: (readonly number[])[] = [];
  for (let nth = 0; nth < contests.length; nth += 1) {
    const contest = contests[nth]!;
    const standings = standingsOf(contest, reach[nth]!, situation, lines, variants);
    const round =
      (contest.isPlain ? decidePlainly(contest, standings, lines, onLine) : null) ??
      compete(contest, standings, situation, lines, onLine);
    rounds.push(round);
    const { rules, amounts } = round;
    for (let at = 0; at < amounts.length; at += 1) wantedMinor[rules[at]!]! += amounts[at]!;
    onLine.push(contest.isMultiplied ? amountsOnLines(round, situation) : noNumbers);
  }
  return { situation, variants, lines, rounds, wantedMinor };
}

function amountsOnLines({ lines, amounts }: Round, situation: Situation): number[] {
  const sums = zeros(situation.lines.length);
  for (let at = 0; at < amounts.length; at += 1) sums[lines[at]!]! += amounts[at]!;
  return sums;
}

function zeros(length: number): number[] {
  const list: number[] = [];
  for (let at = 0; at < length; at += 1) list.push(0);
  return list;
}

function standingsOf(
  { blocks }: Contest,
  reach: readonly Reach[],
  situation: Situation,
  lines: readonly ReadLine[],
  variants: Variants,
): Standing[] {
  const standings: Standing[] = [];
  for (let nth = 0; nth < blocks.length; nth += 1) {
    const block = blocks[nth]!;
    const { index } = block;
    const reached = reach[nth]!;
    const onLines = new Array<Bits>(lines.length);
    let seen = 0;
    for (let at = 0; at < lines.length; at += 1) {
      const bits = index.looksAtLines ? scopesOf(index, reached, lines[at]!.line) : reached.reached;
      onLines[at] = bits;
      seen |= bits;
    }
    let held = seen & block.unconditional;
    let asked = 0;
    const linesOf = () => linesWith(asked, onLines, lines);
    for (let left = seen & ~block.unconditional; left !== 0; left &= left - 1) {
      const rule = block.rules[31 - Math.clz32(left & -left)]!;
      asked = rule.bit;
      if (holds(rule, situation, variants, linesOf)) held |= rule.bit;
    }
    standings.push({ block, reach: reached, onLines, held });
  }
  return standings;
}

function holds(
  { campaign, variantId, checks }: CompiledRule,
  situation: Situation,
  variants: Variants,
  linesOf: () => readonly ReadLine[],
): boolean {
  if (campaign !== null && whyNotCampaign(campaign, variantId, situation, variants) !== null) return false;
  for (let at = 0; at < checks.length; at += 1) if (!checks[at]!.check(situation, linesOf)) return false;
  return true;
}

/** Lines that are in a rule's scope. */
export const linesWith = (bit: Bits, onLines: readonly Bits[], lines: readonly ReadLine[]): readonly ReadLine[] =>
  lines.filter((_, at) => (onLines[at]! & bit) !== 0);

function compete(
  { stacking, rounding }: Contest,
  standings: readonly Standing[],
  situation: Situation,
  lines: readonly ReadLine[],
  onLine: readonly (readonly number[])[],
): Round {
  const pending: number[] = [];
  const candidates = candidatesOf(standings, situation, lines, onLine, (rule) => pending.push(rule.index));
  const cells = candidates.length === 0 ? [] : stack[stacking](candidates).sort(byLineThenRule);
  return {
    standings,
    rules: cells.map(({ rule }) => rule.index),
    lines: cells.map(({ line }) => line.index),
    amounts: roundGroup(cells, rounding),
    pending,
  };
}
