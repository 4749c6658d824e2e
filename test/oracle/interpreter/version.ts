import { createHash } from 'node:crypto';
import type { Campaign, CampaignRule, Cap, Condition, Document, Published, Rule } from './language.ts';

/** A version of the ruleset: a base document and the campaigns that were published then. */
export type Version = { readonly document: Document; readonly campaigns: readonly Published[] };
type Variant = NonNullable<Campaign['variants']>[number];
export type InCampaign = { readonly id: string; readonly campaign: Campaign };

/** A rule by its full name. Chosen: `<campaign>/<rule>`, and `<campaign>/<variant>/<rule>` where it is a variant's. */
export type Named = {
  readonly id: string;
  readonly rule: Rule;
  readonly of: InCampaign | null;
  readonly variantId: string | null;
};

/** All rules of a version; a cancelled campaign has none. */
export function rulesOf({ document, campaigns }: Version): Named[] {
  const base = document.rules.map((rule) => ({ id: rule.id, rule, of: null, variantId: null }));
  const more = standing(campaigns).flatMap((of) => [
    ...of.campaign.rules.map((rule) => ({ id: `${of.id}/${rule.id}`, rule: inherited(rule, of), of, variantId: null })),
    ...(of.campaign.variants ?? []).flatMap((variant) =>
      variant.rules.map((rule) => ({
        id: `${of.id}/${variant.id}/${rule.id}`,
        rule: inherited(rule, of),
        of,
        variantId: variant.id,
      })),
    ),
  ]);
  return [...base, ...more];
}

export const standing = (campaigns: readonly Published[]): InCampaign[] =>
  campaigns.filter(({ cancelledAt }) => cancelledAt === null);

/** What a campaign gives its rules. All rules of an opt-in campaign ask for it, once. */
function inherited(rule: CampaignRule, { id, campaign }: InCampaign): Rule {
  const { funder, asset, optIn } = campaign;
  const optedIn: Condition = { kind: 'optedIn', not: false };
  const isOwn = (each: Condition) => each.kind === 'optedIn' && [undefined, id].includes(each.campaignId) && !each.not;
  return {
    ...rule,
    funder: rule.funder ?? funder,
    asset: rule.asset ?? asset,
    when: optIn && !rule.when.some(isOwn) ? [optedIn, ...rule.when] : rule.when,
  };
}

export const isRunning = ({ campaign }: InCampaign, at: number): boolean =>
  campaign.startsAt <= at && at < campaign.endsAt;

/** The variant that a wallet has for good: first 8 bytes of a hash, modulo the whole, along the shares. */
export function variantOf({ id, campaign }: InCampaign, walletId: string): Variant | null {
  const hash = createHash('sha256').update(`${id}:${walletId}`).digest();
  let bucket = Number(hash.readBigUInt64BE(0) % 10_000n);
  for (const variant of campaign.variants ?? []) {
    if (bucket < variant.shareBps) return variant;
    bucket -= variant.shareBps;
  }
  return null;
}

/** How a cap is called is no question of the language: whoever asks says it. */
export type NameOfCap = (cap: Cap | 'budget', campaignId: string) => string;
export type NamedCap = { readonly id: string; readonly cap: Cap; readonly of: InCampaign | null };

const pers = ['receipt', 'member', 'merchant', 'all'] as const;
const breadth = ({ rules, group }: Cap) => (rules ? 0 : group === undefined ? 2 : 1);

/**
 * All caps in the order in which they are applied: receipt, member, merchant, all. Chosen: among those, what covers
 * some rules comes before what covers a group, then what covers all; then by name. A budget is a cap of its campaign.
 */
export function capsOf({ document, campaigns }: Version, nameOf: NameOfCap): NamedCap[] {
  const caps = document.caps.map((cap): NamedCap => ({ id: nameOf(cap, ''), cap, of: null }));
  for (const of of standing(campaigns)) {
    const { asset, budgetMinor } = of.campaign;
    const own = of.campaign.caps.map((cap): Cap => ({ ...cap, asset: cap.asset ?? asset }));
    caps.push(...own.map((cap): NamedCap => ({ id: nameOf(cap, of.id), cap, of })));
    if (budgetMinor === undefined) continue;
    const budget = {
      scope: {},
      asset,
      per: 'all',
      window: 'campaign',
      amountMinor: budgetMinor,
      onLimit: 'clip',
    } as const;
    caps.push({ id: nameOf('budget', of.id), cap: budget, of });
  }
  return caps.sort(
    (a, b) =>
      pers.indexOf(a.cap.per) - pers.indexOf(b.cap.per) ||
      breadth(a.cap) - breadth(b.cap) ||
      (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
}

/** A base cap covers all rules, those of campaigns too; a campaign's cap covers its own. */
export function covered({ cap, of }: NamedCap, named: Named): boolean {
  if (of && named.of?.id !== of.id) return false;
  if (cap.asset !== named.rule.asset) return false;
  if (cap.rules) return cap.rules.includes(named.rule.id) && (of !== null || named.of === null);
  return cap.group === undefined || cap.group === named.rule.group;
}
