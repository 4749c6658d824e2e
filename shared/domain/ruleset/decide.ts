import type { Asset } from '../asset.ts';
import type { Situation } from '../condition/condition.ts';
import { holds } from '../condition/conditions.ts';
import type { EarningLine } from '../effect/effect.ts';
import { competesBy, gives } from '../effect/effects.ts';
import type { RoundingMode } from '../rounding.ts';
import type { Group } from './group.ts';
import { type RoundedCell, roundGroup } from './round-group.ts';
import type { Rule } from './rule.ts';
import type { Matches, Specificity } from './scope.ts';
import { stack } from './stacking.ts';
import type { Reason } from './verdict.ts';

export type CompiledRule = {
  readonly rule: Rule;
  readonly matches: Matches;
  readonly specificity: Specificity;
};

/** A rule with the lines it is about, or why there are none. */
export type Applied = {
  readonly compiled: CompiledRule;
  readonly lines: readonly EarningLine[];
  readonly reason: Reason | null;
};

/** What a rule gave in the end. */
export type Reward = {
  readonly compiled: CompiledRule;
  readonly baseMinor: number;
  readonly amountMinor: number;
};
export type Rewards = { readonly rewards: readonly Reward[]; readonly rejected: ReadonlyMap<string, Reason> };

/** Why a rule does not hold: its first condition that fails. */
export function whyNot({ rule }: CompiledRule, situation: Situation): Reason | null {
  const failed = rule.when.find((condition) => !holds(condition, situation));
  return failed ? `when-${failed.kind}` : null;
}

/** Decides groups in their order, apart for each asset: they compete, are rounded once, and add up. */
export function decideGroups(
  applied: readonly Applied[],
  groups: readonly (readonly [string, Group])[],
  roundingOf: (asset: Asset) => { readonly mode: RoundingMode; readonly stage: 'receipt' | 'line' },
): Rewards {
  const rejected = new Map<string, Reason>();
  const rewards: Reward[] = [];
  for (const { compiled, reason } of applied) if (reason) rejected.set(compiled.rule.id, reason);
  const holding = applied.filter(({ reason }) => reason === null);

  for (const [asset, ofAsset] of Map.groupBy(holding, ({ compiled }) => compiled.rule.asset)) {
    const given = new Map<string, number>();
    for (const [name, { stacking }] of groups) {
      const members = ofAsset.filter(({ compiled }) => compiled.rule.group === name);
      const candidates = members.map(({ compiled: { rule, specificity }, lines }) => ({
        id: rule.id,
        priority: rule.priority,
        specificity,
        competesBy: competesBy(rule.effect),
        parts: gives(rule.effect, { lines, given: (group, line) => given.get(`${group} ${line}`) ?? 0 }),
      }));
      const cells = roundGroup(stack[stacking](candidates), roundingOf(asset));
      for (const { line, amountMinor } of cells) {
        const place = `${name} ${line}`;
        given.set(place, (given.get(place) ?? 0) + amountMinor);
      }
      for (const member of members) {
        const { id } = member.compiled.rule;
        const own = cells.filter(({ ruleId }) => ruleId === id);
        const reward = rewardOf(member, own);
        if (reward.amountMinor > 0) rewards.push(reward);
        else rejected.set(id, own.length > 0 || stacking === 'sum' ? 'zero' : 'lost');
      }
    }
  }
  return { rewards, rejected };
}

function rewardOf({ compiled, lines }: Applied, cells: readonly RoundedCell[]): Reward {
  const won = new Set(cells.map(({ line }) => line));
  return {
    compiled,
    baseMinor: lines.reduce((sum, { index, baseMinor }) => (won.has(index) ? sum + baseMinor : sum), 0),
    amountMinor: cells.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
  };
}
