import { createHash } from 'node:crypto';
import { wholeBps } from '../money.ts';
import type { PublishedCampaign, Variant } from './campaign.ts';
import type { Situation } from './situation.ts';
import type { Reason } from './verdict.ts';
import type { Running } from './watch.ts';

/** Where a wallet falls in a campaign, 0 to 9,999: the same for ever, and apart for each campaign. */
export function bucketOf(campaignId: string, walletId: string): number {
  const digest = createHash('sha256').update(`${campaignId}:${walletId}`).digest();
  return Number(digest.readBigUInt64BE(0) % BigInt(wholeBps));
}

/** The variant of a wallet: shares are laid end to end in the order in which the campaign lists them (S5-10). */
export function variantOf(campaignId: string, variants: readonly Variant[], walletId: string): Variant {
  const bucket = bucketOf(campaignId, walletId);
  let end = 0;
  for (const variant of variants) {
    end += variant.shareBps;
    if (bucket < end) return variant;
  }
  return variants.at(-1)!;
}

/** The variant of the wallet in a campaign, by campaign; only of campaigns that are running. */
export type Variants = ReadonlyMap<string, { readonly id: string; readonly isControl: boolean }>;

const noVariants: Variants = new Map();

/** The variants of a wallet in the campaigns that run: stored with every purchase, the control's too (S5-10). */
export function variantsIn(campaigns: readonly PublishedCampaign[]): (situation: Situation) => Variants {
  const tried = campaigns
    .filter(({ cancelledAt, campaign }) => cancelledAt === null && campaign.variants !== undefined)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  if (tried.length === 0) return () => noVariants;
  return ({ walletId, occurredAt }) => {
    const running = tried.filter(({ campaign: { startsAt, endsAt } }) => startsAt <= occurredAt && occurredAt < endsAt);
    return new Map(
      running.map(({ id, campaign }) => {
        const variant = variantOf(id, campaign.variants!, walletId);
        return [id, { id: variant.id, isControl: variant.rules.length === 0 }];
      }),
    );
  };
}

/** Why a campaign's rule is not for this wallet now; null when it is. */
export function whyNotCampaign(
  { id, startsAt, endsAt }: Running,
  variantId: string,
  { occurredAt }: Situation,
  variants: Variants,
): Reason | null {
  if (occurredAt < startsAt || occurredAt >= endsAt) return 'campaign';
  if (variantId === '') return null;
  const variant = variants.get(id);
  return variant?.id === variantId ? null : variant?.isControl ? 'control' : 'variant';
}

const noNames: readonly string[] = [];

/** As they are stored: `<campaign>:<variant>`. */
export const namesOf = (variants: Variants): readonly string[] =>
  variants.size === 0 ? noNames : [...variants].map(([campaignId, { id }]) => `${campaignId}:${id}`);
