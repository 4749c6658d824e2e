import { timestamp, timestampOrNull } from '../contract/field.ts';
import type { PublishedVersion } from '../domain/publication.ts';
import type { PublishedCampaign } from '../domain/ruleset/campaign.ts';

/** A version as an operator sees it; version 0, the empty one, was never published. */
export function answerOfVersion(published: PublishedVersion | undefined) {
  if (!published) return { version: 0, rulesetId: null, effectiveFrom: null, publishedAt: null, basedOn: null };
  const { version, rulesetId, cause, campaignId, effectiveFrom, publishedAt, publishedBy, reason, basedOn } = published;
  return {
    version,
    rulesetId,
    cause,
    ...(campaignId === '' ? {} : { campaignId }),
    effectiveFrom: timestamp(effectiveFrom),
    publishedAt: timestamp(publishedAt),
    publishedBy,
    ...(reason === '' ? {} : { reason }),
    basedOn,
  };
}

/** A campaign of a version; a cancelled one gives nothing, and is known for as long as late sales may come. */
export const answerOfPublishedCampaign = ({ id, campaign, cancelledAt }: PublishedCampaign) => ({
  id,
  name: campaign.name,
  startsAt: timestamp(campaign.startsAt),
  endsAt: timestamp(campaign.endsAt),
  cancelledAt: timestampOrNull(cancelledAt),
});
