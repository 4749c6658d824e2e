import { CancelCampaign } from '../../shared/contract/campaign.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { publishedBefore, publishNext } from '../../shared/lambda/next-version.ts';
import { problem } from '../../shared/lambda/problem.ts';
import { answerOfVersion } from '../../shared/lambda/version-answer.ts';
import { findCampaign, putCampaignWrite, type StoredCampaign } from '../../shared/store/campaign.ts';
import { findVersion, listVersions, type StoredVersion } from '../../shared/store/version.ts';
import { stepOf } from './step.ts';

/**
 * Ends a campaign: from the next version's date it gives nothing, and what was sold before still earns it, however late
 * it is posted. Cancelling what is cancelled changes nothing.
 */
export const cancelCampaign = httpHandler(CancelCampaign, async (request) => {
  const { params, platform, now } = request;
  const { table } = platform;
  const [campaign, versions] = await Promise.all([findCampaign(table, params.id), listVersions(table)]);
  if (!campaign) throw problem('not-found');
  const replayed = publishedBefore(request, versions, 'cancellation');
  if (replayed || campaign.cancelled)
    return ok(answerOfVersion(replayed ?? (await findVersion(table, campaign.cancelled!.version))), { replayed: true });
  if (!campaign.published) throw problem('campaign-not-published');

  const cancelledBy = (version: StoredVersion): StoredCampaign => ({
    ...campaign,
    cancelled: stepOf(version),
    updatedAt: now,
    revision: campaign.revision + 1,
  });
  const version = await publishNext(request, versions, {
    cause: 'cancellation',
    campaignId: campaign.id,
    campaigns: (before, effectiveFrom) => {
      if (campaign.endsAt <= effectiveFrom) throw problem('campaign-over');
      return before.map((one) => (one.id === campaign.id ? { ...one, cancelledAt: effectiveFrom } : one));
    },
    also: (next) => [putCampaignWrite(table.name, cancelledBy(next))],
  });
  return ok(answerOfVersion(version));
});
