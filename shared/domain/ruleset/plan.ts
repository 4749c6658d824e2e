import { type Campaign, type PublishedCampaign, rulesIn } from './campaign.ts';
import { type CampaignCap, type Cap, type CapPer, type CapUnit, capIdOf, unitOf, type Window } from './cap.ts';
import type { RulesetDocument } from './document.ts';
import type { Rule } from './rule.ts';
import type { Scope } from './scope.ts';
import type { Running } from './watch.ts';

/** A rule of a version: the base document's, or a campaign's under the name `<campaignId>/<ruleId>`. */
export type PlannedRule = {
  readonly rule: Rule;
  readonly campaign: Running | null;
  /** '' unless it is for the members of one variant (`<campaignId>/<variantId>/<ruleId>`). */
  readonly variantId: string;
};

/** A cap of a version; `covers` says of which rules. */
export type PlannedCap = {
  readonly capId: string;
  readonly campaign: Running | null;
  readonly per: CapPer;
  readonly window: Window;
  readonly unit: CapUnit;
  readonly capacity: number;
  readonly onLimit: 'clip' | 'skip';
  readonly scope: Scope;
  /** What it covers, narrowest first: some rules, a group, everything. */
  readonly breadth: 0 | 1 | 2;
  readonly covers: (planned: PlannedRule) => boolean;
};

const runningOf = ({ id, campaign: { startsAt, endsAt } }: PublishedCampaign): Running => ({ id, startsAt, endsAt });
/** Campaigns that give something. */
export const standing = (campaigns: readonly PublishedCampaign[]): readonly PublishedCampaign[] =>
  campaigns.filter(({ cancelledAt }) => cancelledAt === null);

/** All rules of a version, each by a name of its own. */
export function planRules(document: RulesetDocument, campaigns: readonly PublishedCampaign[]): PlannedRule[] {
  const base = document.rules.map((rule): PlannedRule => ({ rule, campaign: null, variantId: '' }));
  return [...base, ...standing(campaigns).flatMap((published) => rulesOf(published))];
}

function rulesOf(published: PublishedCampaign): PlannedRule[] {
  const { id, campaign } = published;
  return rulesIn(campaign).map(({ rule, variantId }) => ({
    rule: {
      ...rule,
      id: [id, variantId, rule.id].filter((part) => part !== '').join('/'),
      when: campaign.optIn && !asksOptIn(rule, id) ? [optedIn, ...rule.when] : rule.when,
    },
    campaign: runningOf(published),
    variantId,
  }));
}

/** What an opt-in campaign adds to its rules (rules-grammar.md "Campaign"), but to one that asks for just that. */
const optedIn: Rule['when'][number] = { kind: 'optedIn', not: false };
const asksOptIn = ({ when }: Rule, id: string) =>
  when.some((each) => each.kind === 'optedIn' && !each.not && (each.campaignId ?? id) === id);

const perOrder: readonly CapPer[] = ['receipt', 'member', 'merchant', 'all'];
const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * All caps of a version in the order in which they are applied: receipt, member, merchant, all; among those the
 * narrower first, so that what they leave is shared by the rest; then by name. A base cap covers campaigns' rules too,
 * a campaign's cap its own rules only.
 */
export function planCaps(document: RulesetDocument, campaigns: readonly PublishedCampaign[]): PlannedCap[] {
  const caps = [
    ...document.caps.map((cap) => planned(cap, null)),
    ...standing(campaigns).flatMap((published) => capsOf(published)),
  ];
  return caps.sort(
    (a, b) => perOrder.indexOf(a.per) - perOrder.indexOf(b.per) || a.breadth - b.breadth || byText(a.capId, b.capId),
  );
}

function capsOf(published: PublishedCampaign): PlannedCap[] {
  const { campaign } = published;
  const running = runningOf(published);
  const caps = campaign.caps.map((cap) => planned({ ...cap, asset: cap.asset ?? campaign.asset }, running));
  return campaign.budgetMinor === undefined ? caps : [...caps, budgetOf(campaign, campaign.budgetMinor, running)];
}

const budget = '/budget';

/** The limit of a campaign's budget: one for the whole of its time. */
export const budgetLimitOf = (campaignId: string): string => `${campaignId}${budget}:campaign`;
/** The campaign whose budget a limit is; undefined for any other limit. */
export const campaignOfBudget = (limitId: string): string | undefined => {
  const campaignId = limitId.slice(0, limitId.indexOf('/'));
  return limitId === budgetLimitOf(campaignId) ? campaignId : undefined;
};

const budgetOf = (campaign: Campaign, budgetMinor: number, running: Running): PlannedCap => ({
  ...planned(
    { asset: campaign.asset, amountMinor: budgetMinor, per: 'all', window: 'campaign', onLimit: 'clip', scope: {} },
    running,
  ),
  capId: `${running.id}${budget}`,
});

function planned(cap: (Cap | CampaignCap) & Pick<Cap, 'asset'>, campaign: Running | null): PlannedCap {
  const { rules, group, asset, per, window, onLimit, scope } = cap;
  const isOf = (owner: PlannedRule) => campaign === null || owner.campaign?.id === campaign.id;
  const isNamed = ({ rule, campaign: own }: PlannedRule) =>
    rules!.includes(own === null ? rule.id : rule.id.slice(rule.id.lastIndexOf('/') + 1)) && own?.id === campaign?.id;
  return {
    capId: capIdOf(cap, campaign?.id ?? ''),
    campaign,
    per,
    window,
    unit: unitOf(cap),
    capacity: (cap.amountMinor ?? cap.count ?? cap.members)!,
    onLimit,
    scope,
    breadth: rules ? 0 : group === undefined ? 2 : 1,
    covers: (owner) =>
      owner.rule.asset === asset &&
      isOf(owner) &&
      (rules ? isNamed(owner) : group === undefined || owner.rule.group === group),
  };
}
