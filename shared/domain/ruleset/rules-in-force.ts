import type { LocalTime } from '../local-time.ts';
import type { PublishedCampaign } from './campaign.ts';
import { compileCap } from './compile-cap.ts';
import { compileContests } from './compile-contest.ts';
import type { Block, CompiledRule, Contest } from './decide.ts';
import type { RulesetDocument } from './document.ts';
import { type Group, groupsOf } from './group.ts';
import { planCaps, planRules } from './plan.ts';
import { byText } from './stacking.ts';
import type { Watch } from './watch.ts';

/** Rules of one occasion, ready to decide: their contests, caps and what wallets count for them. */
export type RulesInForce = {
  /** By index: by group, then id. */
  readonly rules: readonly CompiledRule[];
  readonly rulesById: readonly CompiledRule[];
  readonly contests: readonly Contest[];
  /** Of all contests, in their order. */
  readonly blocks: readonly Block[];
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
  const planned = planRules(document, campaigns)
    .filter(({ rule }) => rule.on === on)
    .sort(
      ({ rule: a }, { rule: b }) =>
        groupOf(a.group).order - groupOf(b.group).order || byText(a.group, b.group) || byText(a.id, b.id),
    );
  const contests = compileContests(planned, document, groupOf, place);
  const blocks = contests.flatMap((contest) => contest.blocks);
  const rules = blocks.flatMap((block) => block.rules).sort((a, b) => a.index - b.index);
  // A cap that covers none of these rules counts nothing here.
  const caps = planCaps(document, campaigns)
    .map((cap) => ({ cap, covered: rules.filter((rule) => cap.covers(rule)) }))
    .filter(({ covered }) => covered.length > 0)
    .map(({ cap, covered }) => compileCap(cap, covered, place));
  return {
    rules,
    rulesById: rules.toSorted((a, b) => byText(a.rule.id, b.rule.id)),
    contests,
    blocks,
    caps,
    watches: [...watches.values()].sort((a, b) => byText(a.key, b.key)),
  };
}
