import type { Instant } from '../../shared/domain/instant.ts';
import { type Caller, seesHistory } from '../../shared/domain/key.ts';
import { takesPartIn, type Viewer } from '../../shared/domain/offer.ts';
import type { PublishedCampaign } from '../../shared/domain/ruleset/campaign.ts';
import { knownMerchant } from '../../shared/lambda/acting-merchant.ts';
import { readCampaign } from '../../shared/lambda/compile-ruleset.ts';
import type { Platform } from '../../shared/lambda/platform.ts';
import { notFoundAt } from '../../shared/lambda/problem.ts';
import { findCampaign, findCampaignDocument } from '../../shared/store/campaign.ts';

type Asking = { readonly platform: Platform; readonly caller: Caller; readonly now: Instant };

/** What the caller may see of campaigns: everything, or what the key's own merchants take part in. */
export async function viewerOf({ platform, caller }: Asking): Promise<Viewer> {
  if (seesHistory(caller) || caller.kind === 'operator' || caller.merchantIds === '*') return { seesAll: true };
  const merchants = await Promise.all(caller.merchantIds.map((id) => knownMerchant(platform, id)));
  const known = merchants.filter((merchant) => merchant !== undefined);
  return { seesAll: false, places: known.map(({ id, sector }) => ({ merchantId: id, sector })) };
}

/**
 * A campaign that is in force, or was and is over. Throws `not-found` for any other, and for one that none of the
 * caller's merchants takes part in: the answer is the same.
 */
export async function loadOffered(asking: Asking, campaignId: string, pointer?: string): Promise<PublishedCampaign> {
  const { platform, now } = asking;
  const { campaigns } = await platform.rulesets.at(now);
  const viewer = await viewerOf(asking);
  const isSeen = (campaign: PublishedCampaign) => viewer.seesAll || takesPartIn(campaign, viewer);
  const inForce = campaigns.find(({ id }) => id === campaignId);
  if (inForce && isSeen(inForce)) return inForce;
  // Looked for also when it is others', so that this takes as long as for one that is not there.
  const over = await findOver(asking, campaignId);
  if (inForce || !over || !isSeen(over)) throw notFoundAt(pointer);
  return over;
}

/** A campaign that versions no longer know; one that is not in force yet is nobody's to take part in. */
async function findOver(
  { platform: { table }, now }: Asking,
  campaignId: string,
): Promise<PublishedCampaign | undefined> {
  const [campaign, document] = await Promise.all([
    findCampaign(table, campaignId),
    findCampaignDocument(table, campaignId),
  ]);
  if (!campaign?.published || campaign.published.effectiveFrom > now) return undefined;
  return readCampaign({ id: campaignId, document, cancelledAt: campaign.cancelled?.effectiveFrom ?? null });
}
