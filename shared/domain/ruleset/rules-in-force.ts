import { compileCondition } from '../condition/conditions.ts';
import { competesBy, compileEffect } from '../effect/effects.ts';
import type { LocalTime } from '../local-time.ts';
import type { PublishedCampaign } from './campaign.ts';
import { compileCap } from './compile-cap.ts';
import type { CompiledRule, Contest } from './decide.ts';
import type { RulesetDocument } from './document.ts';
import { type Group, groupsOf } from './group.ts';
import { type PlannedRule, planCaps, planRules } from './plan.ts';
import type { Rounding } from './round-group.ts';
import { compileScope, specificityOf } from './scope.ts';
import { byText, contestOrder } from './stacking.ts';
import type { Compiling, Watch } from './watch.ts';

/** Rules of one occasion, ready to decide: their contests, caps and what wallets count for them. */
export type RulesInForce = {
  readonly rules: readonly CompiledRule[];
  readonly contests: readonly Contest[];
  readonly caps: readonly ReturnType<typeof compileCap>[];
  readonly watches: readonly Watch[];
};

/** A group that a base document no longer declares while a campaign still names it: last, by itself. */
const lost: Group = { order: 1_001, stacking: 'mostSpecific' };

/** Compiles the rules for purchases or for enrolment; the order in which documents list them changes nothing. */
export function rulesInForce(
  on: 'purchase' | 'enrolment',
  document: RulesetDocument,
  campaigns: readonly PublishedCampaign[],
  { time, lateLimitMs }: { readonly time: LocalTime; readonly lateLimitMs: number },
): RulesInForce {
  const groups = groupsOf(document.groups);
  const groupOf = (name: string) => groups.get(name) ?? lost;
  const watches = new Map<string, Watch>();
  const place = { sets: document.sets, time, lateLimitMs, watches };
  const rules = planRules(document, campaigns)
    .filter(({ rule }) => rule.on === on)
    .sort(
      ({ rule: a }, { rule: b }) =>
        groupOf(a.group).order - groupOf(b.group).order || byText(a.group, b.group) || byText(a.id, b.id),
    )
    .map((planned, index) => compileRule(planned, index, place));
  // A cap that covers none of these rules counts nothing here.
  const caps = planCaps(document, campaigns)
    .map((cap) => ({ cap, covered: rules.filter((rule) => cap.covers(rule)).map(({ index }) => index) }))
    .filter(({ covered }) => covered.length > 0)
    .map(({ cap, covered }) => compileCap(cap, covered, place));
  return {
    rules,
    contests: contestsOf(rules, groupOf, document.settings.rounding),
    caps,
    watches: [...watches.values()].sort((a, b) => byText(a.key, b.key)),
  };
}

function compileRule(
  { rule, campaign, variantId }: PlannedRule,
  index: number,
  place: Omit<Compiling, 'index' | 'ruleId' | 'campaign'>,
): CompiledRule {
  const compiling: Compiling = { ...place, index, ruleId: rule.id, campaign };
  return {
    index,
    rule,
    campaign,
    variantId,
    specificity: specificityOf(rule.scope),
    byLine: competesBy(rule.effect) === 'line',
    matches: compileScope(rule.scope, place.sets),
    checks: rule.when.map((fields) => ({ check: compileCondition(fields, compiling), reason: `when-${fields.kind}` })),
    giving: compileEffect(rule.effect, compiling),
  };
}

/** Rules come by group, so each group's follow each other; its assets are decided apart. */
function contestsOf(
  rules: readonly CompiledRule[],
  groupOf: (name: string) => Group,
  { mode, stage, assets }: RulesetDocument['settings']['rounding'],
): Contest[] {
  const multiplied = new Set(rules.map(({ rule, giving }) => `${giving.group} ${rule.asset}`));
  const contests = Map.groupBy(rules, ({ rule }) => `${rule.group} ${rule.asset}`);
  return [...contests].map(([name, members]): Contest => {
    const { group, asset } = members[0]!.rule;
    const declared = groupOf(group);
    const rounding: Rounding = { mode: assets[asset]?.mode ?? mode, stage: assets[asset]?.stage ?? stage };
    return {
      group,
      asset,
      stacking: declared.stacking,
      rounding,
      rules: members.toSorted(contestOrder(declared)),
      isMultiplied: multiplied.has(name),
    };
  });
}
