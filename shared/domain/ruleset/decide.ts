import type { Asset } from '../asset.ts';
import type { Check } from '../condition/condition.ts';
import type { Stacking } from './group.ts';
import { type Rounding, roundGroup } from './round-group.ts';
import type { Matches } from './scope.ts';
import type { ReadLine, Situation } from './situation.ts';
import { type Candidate, type Cell, type Contestant, stack } from './stacking.ts';
import type { Reason } from './verdict.ts';
import type { Running } from './watch.ts';

/** A rule, compiled; `index` orders awards: by group, then id. */
export type CompiledRule = Contestant & {
  readonly campaign: Running | null;
  readonly variantId: string;
  readonly matches: Matches;
  /** Its conditions with the reason that each gives when it fails. */
  readonly checks: readonly { readonly check: Check; readonly reason: Reason }[];
};

/** A group's rules of one asset; groups are decided apart for each asset. */
export type Contest = {
  readonly group: string;
  readonly asset: Asset;
  readonly stacking: Stacking;
  readonly rounding: Rounding;
  /** In contest order. */
  readonly rules: readonly CompiledRule[];
  /** Whether a later group multiplies what this one gives. */
  readonly isMultiplied: boolean;
};

/** What rules came to before caps, by their index. */
export type Given = {
  readonly situation: Situation;
  /** Earning lines in the rule's scope. */
  readonly lines: (readonly ReadLine[])[];
  /** Why it gives nothing; null when it won something of its group. */
  readonly reasons: (Reason | null)[];
  /** Whether scope and conditions hold, so that a threshold counts the purchase. */
  readonly held: boolean[];
  readonly wantedMinor: number[];
  /** The base of the lines that it won. */
  readonly baseMinor: number[];
};

/** The variant of the wallet in a campaign, by campaign; only of campaigns that are running. */
export type Variants = ReadonlyMap<string, { readonly id: string; readonly isControl: boolean }>;

const noLines: readonly ReadLine[] = [];

/** Why a rule does not hold: not its campaign's time or variant, no line of its scope, its first condition that fails. */
export function applyRules(
  rules: readonly CompiledRule[],
  situation: Situation,
  linesOf: (rule: CompiledRule) => readonly ReadLine[],
  variants: Variants,
): Given {
  const given: Given = { situation, lines: [], reasons: [], held: [], wantedMinor: [], baseMinor: [] };
  for (const rule of rules) {
    let reason = rule.campaign === null ? null : whyNotCampaign(rule.campaign, rule.variantId, situation, variants);
    let lines = noLines;
    if (reason === null) {
      const inScope = linesOf(rule);
      lines = inScope.some(({ excludedFor }) => excludedFor !== null)
        ? inScope.filter(({ excludedFor }) => excludedFor === null)
        : inScope;
      reason = lines.length > 0 ? whyNot(rule, situation, lines) : inScope.length > 0 ? 'excluded' : 'scope';
    }
    given.lines.push(lines);
    given.reasons.push(reason);
    given.held.push(reason === null);
    given.wantedMinor.push(0);
    given.baseMinor.push(0);
  }
  return given;
}

function whyNotCampaign(campaign: Running, variantId: string, situation: Situation, variants: Variants): Reason | null {
  if (situation.occurredAt < campaign.startsAt || situation.occurredAt >= campaign.endsAt) return 'campaign';
  if (variantId === '') return null;
  const variant = variants.get(campaign.id);
  return variant?.id === variantId ? null : variant?.isControl ? 'control' : 'variant';
}

function whyNot({ checks }: CompiledRule, situation: Situation, lines: readonly ReadLine[]): Reason | null {
  for (const { check, reason } of checks) if (!check(situation, lines)) return reason;
  return null;
}

const nothing: readonly number[] = [];

/** Decides groups in their order: their rules compete, are rounded once, and groups add up. */
export function decideContests(contests: readonly Contest[], given: Given): void {
  const multiplied = new Map<string, number[]>();
  for (const contest of contests) {
    const candidates: Candidate[] = [];
    for (const rule of contest.rules) {
      if (given.reasons[rule.index] !== null) continue;
      const earlier = rule.giving.group === '' ? nothing : multiplied.get(`${rule.giving.group} ${contest.asset}`);
      const lines = given.lines[rule.index]!;
      const quantities = rule.giving.quantities(lines, given.situation, earlier ?? nothing);
      if (quantities === null) given.reasons[rule.index] = 'progress';
      else candidates.push({ rule, lines, quantities });
    }
    if (candidates.length === 0) continue;
    const cells = stack[contest.stacking](candidates).sort(byLineThenRule);
    const amounts = roundGroup(cells, contest.rounding);
    const onLine: number[] = [];
    for (const { rule } of candidates) given.reasons[rule.index] = contest.stacking === 'sum' ? 'zero' : 'lost';
    for (let at = 0; at < cells.length; at += 1) {
      const { rule, line } = cells[at]!;
      given.wantedMinor[rule.index]! += amounts[at]!;
      given.baseMinor[rule.index]! += line.baseMinor;
      given.reasons[rule.index] = given.wantedMinor[rule.index]! > 0 ? null : 'zero';
      if (contest.isMultiplied) onLine[line.index] = (onLine[line.index] ?? 0) + amounts[at]!;
    }
    if (contest.isMultiplied) multiplied.set(`${contest.group} ${contest.asset}`, onLine);
  }
}

const byLineThenRule = (a: Cell, b: Cell) => a.line.index - b.line.index || a.rule.index - b.rule.index;
