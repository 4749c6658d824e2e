import type { CampaignStep } from '../../shared/domain/campaign.ts';
import type { PublishedVersion } from '../../shared/domain/publication.ts';

/** What a campaign keeps of the version that published or cancelled it. */
export const stepOf = (made: PublishedVersion): CampaignStep => ({
  version: made.version,
  effectiveFrom: made.effectiveFrom,
  at: made.publishedAt,
  by: made.publishedBy,
  reason: made.reason,
});
