import type { PublishedCampaign } from '../ruleset/campaign.ts';
import type { RulesetDocument } from '../ruleset/document.ts';
import { type Group, groupsOf } from '../ruleset/group.ts';
import { type PlannedCap, type PlannedRule, planCaps, planRules } from '../ruleset/plan.ts';

/** What a version of the ruleset says of the rules, caps and groups that an explanation names. */
export type SpokenVersion = {
  readonly document: RulesetDocument;
  readonly rules: ReadonlyMap<string, PlannedRule>;
  readonly caps: ReadonlyMap<string, PlannedCap>;
  readonly groups: ReadonlyMap<string, Group>;
};

export function spokenVersion(document: RulesetDocument, campaigns: readonly PublishedCampaign[]): SpokenVersion {
  return {
    document,
    rules: new Map(planRules(document, campaigns).map((planned) => [planned.rule.id, planned])),
    caps: new Map(planCaps(document, campaigns).map((cap) => [cap.capId, cap])),
    groups: groupsOf(document.groups),
  };
}

/** What campaigns of a version are called; a campaign that it does not know keeps its id. */
export function campaignNames(campaigns: readonly PublishedCampaign[]): (id: string) => string {
  const names = new Map(campaigns.map(({ id, campaign }) => [id, campaign.name]));
  return (id) => names.get(id) ?? id;
}
