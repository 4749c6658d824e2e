import type { Asset } from './asset.ts';
import { type Condition, flattened } from './condition/conditions.ts';
import type { Instant } from './instant.ts';
import { localTimeIn } from './local-time.ts';
import { type PublishedCampaign, rulesIn } from './ruleset/campaign.ts';
import type { CompiledRules } from './ruleset/compile.ts';
import type { Memory } from './ruleset/facts.ts';
import { type PlannedRule, planRules } from './ruleset/plan.ts';
import { type Progress, progressIn } from './ruleset/progress-now.ts';
import type { Rule } from './ruleset/rule.ts';
import { merchantsOf, type ScopedPlace, takesPart } from './ruleset/scope.ts';
import { variantOf } from './ruleset/variant.ts';

/** Who looks: a member's app and operators see everything, a merchant what its own merchants take part in (promise 4). */
export type Viewer = { readonly seesAll: true } | { readonly seesAll: false; readonly places: readonly ScopedPlace[] };

/** A wallet as campaigns look at it. */
export type OfferedTo = Pick<Memory, 'optIns' | 'audiences' | 'counters'> & { readonly walletId: string };

/** A campaign that runs or comes, as it is to one wallet. */
export type Offer = {
  readonly campaign: PublishedCampaign;
  readonly status: 'running' | 'coming';
  readonly needsOptIn: boolean;
  readonly isOptedIn: boolean;
  /** Assets that nothing that the wallet is keeps it from earning: the rest depends on what is bought, where and when. */
  readonly earns: readonly Asset[];
  readonly thresholds: readonly Progress[];
};

type Version = Pick<CompiledRules, 'document' | 'campaigns'>;

/**
 * The campaigns of a version that a wallet can earn from now or later, those that end first before the others. A rule
 * for an audience is only for its members, one of a variant for those who are in it; a campaign without any rule for
 * the wallet, as one that was cancelled, is no offer; so the control of an experiment sees none.
 */
export function offersOf(version: Version, wallet: OfferedTo, viewer: Viewer, now: Instant): Offer[] {
  const rules = Map.groupBy(planRules(version.document, version.campaigns), ({ campaign }) => campaign?.id ?? '');
  const place = { time: localTimeIn(version.document.settings.timeZone), now, counters: wallet.counters };
  return version.campaigns
    .filter(({ campaign: { endsAt } }) => now < endsAt)
    .flatMap((campaign): Offer[] => {
      const offered = (rules.get(campaign.id) ?? []).filter((rule) => isFor(rule, campaign, wallet, viewer));
      if (offered.length === 0) return [];
      return [
        {
          campaign,
          status: campaign.campaign.startsAt <= now ? 'running' : 'coming',
          needsOptIn: offered.some((rule) => namesOptIn(rule, campaign.id)),
          isOptedIn: wallet.optIns.has(campaign.id),
          earns: assetsOf(offered.filter((rule) => holds(rule, wallet, factKinds) !== false)),
          thresholds: offered.flatMap((rule) => progressIn(rule, place, isSeen(rule, viewer))),
        },
      ];
    })
    .sort(
      (a, b) => a.campaign.campaign.endsAt - b.campaign.campaign.endsAt || (a.campaign.id < b.campaign.id ? -1 : 1),
    );
}

const assetsOf = (planned: readonly PlannedRule[]) => [...new Set(planned.map(({ rule }) => rule.asset))];

/** Whether there is something for the wallet to earn; a budget that is used up leaves what is of other assets. */
export const isEligible = ({ earns, campaign: { campaign } }: Offer, isBudgetSpent = false): boolean =>
  earns.some((asset) => !isBudgetSpent || asset !== campaign.asset);

/** Whether a campaign has a rule that the viewer may see: those for everyone, and those of its own merchants. */
export const takesPartIn = ({ campaign }: PublishedCampaign, viewer: Viewer): boolean =>
  rulesIn(campaign).some(({ rule }) => isOpenTo(rule, viewer));

const isOpenTo = ({ scope }: Rule, viewer: Viewer) =>
  viewer.seesAll || viewer.places.some((place) => takesPart(scope, place));

/** Whether a rule of a version asks for the opt-in to a campaign: its own, or another's that it names. */
export const asksOptInTo = ({ document, campaigns }: Version, campaignId: string): boolean =>
  planRules(document, campaigns).some((rule) => namesOptIn(rule, campaignId));

const namesOptIn = ({ rule, campaign }: PlannedRule, campaignId: string) =>
  flattened(rule.when).some((each) => each.kind === 'optedIn' && (each.campaignId ?? campaign?.id) === campaignId);

/** Rules of enrolment are over for a wallet that is there. */
function isFor(planned: PlannedRule, { id, campaign }: PublishedCampaign, wallet: OfferedTo, viewer: Viewer): boolean {
  const { rule, variantId } = planned;
  if (rule.on === 'enrolment') return false;
  if (variantId !== '' && variantOf(id, campaign.variants!, wallet.walletId).id !== variantId) return false;
  return isOpenTo(rule, viewer) && holds(planned, wallet, ['audience']) !== false;
}

/** How far a threshold is tells where a member shops, unless it and its conditions only look at the viewer's own. */
function isSeen({ rule }: PlannedRule, viewer: Viewer): boolean {
  if (viewer.seesAll) return true;
  const own = new Set(viewer.places.map(({ merchantId }) => merchantId));
  const lookedAt = flattened(rule.when).flatMap((each) => ('scope' in each ? [each.scope] : []));
  return [rule.scope, ...lookedAt].every((scope) => merchantsOf(scope)?.every((merchantId) => own.has(merchantId)));
}

/** Conditions that the wallet itself decides; the others turn on a purchase. */
const factKinds: readonly Condition['kind'][] = ['audience', 'optedIn'];

/** Whether a rule's conditions of these kinds hold for a wallet; undefined when others must tell. */
function holds(
  { rule, campaign }: PlannedRule,
  wallet: OfferedTo,
  kinds: readonly Condition['kind'][],
): boolean | undefined {
  const one = (condition: Condition): boolean | undefined => {
    const is = plainly(condition);
    return is === undefined ? undefined : is !== condition.not;
  };
  const plainly = (condition: Condition): boolean | undefined => {
    if (condition.kind === 'any') {
      const each = condition.of.map(one);
      return each.includes(true) ? true : each.every((is) => is === false) ? false : undefined;
    }
    if (!kinds.includes(condition.kind)) return undefined;
    if (condition.kind === 'audience') return condition.in.some((id) => wallet.audiences.has(id));
    return condition.kind === 'optedIn' ? wallet.optIns.has(condition.campaignId ?? campaign?.id ?? '') : undefined;
  };
  const all = rule.when.map(one);
  return all.includes(false) ? false : all.every((is) => is === true) ? true : undefined;
}
