import { PublishCampaign } from '../../shared/contract/campaign.ts';
import type { CampaignLife } from '../../shared/domain/campaign.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { publishedBefore, publishNext } from '../../shared/lambda/next-version.ts';
import { problem } from '../../shared/lambda/problem.ts';
import { answerOfVersion } from '../../shared/lambda/version-answer.ts';
import {
  findCampaign,
  loadCampaignDocument,
  putCampaignWrite,
  type StoredCampaign,
} from '../../shared/store/campaign.ts';
import { findVersion, listVersions, type StoredVersion } from '../../shared/store/version.ts';
import { stepOf } from './step.ts';

/** Publishes a campaign in the next version; its events follow. Publishing what is published changes nothing. */
export const publishCampaign = httpHandler(PublishCampaign, async (request) => {
  const { params, body, platform, now } = request;
  const { table } = platform;
  const [campaign, versions] = await Promise.all([findCampaign(table, params.id), listVersions(table)]);
  if (!campaign) throw problem('not-found');
  const replayed = publishedBefore(request, versions, 'campaign');
  if (replayed || isAlreadySo(campaign, body.effectiveFrom))
    return ok(answerOfVersion(replayed ?? (await findVersion(table, campaign.published!.version))), { replayed: true });
  if (campaign.published) throw problem('campaign-not-draft');

  const document = await loadCampaignDocument(table, campaign.id);
  const publishedAs = (version: StoredVersion): StoredCampaign => ({
    ...campaign,
    published: stepOf(version),
    isWithdrawn: false,
    updatedAt: now,
    revision: campaign.revision + 1,
  });
  const version = await publishNext(request, versions, {
    cause: 'campaign',
    campaignId: campaign.id,
    campaigns: (before, effectiveFrom) => {
      if (campaign.endsAt <= effectiveFrom) throw problem('campaign-over');
      return [...before.filter(({ id }) => id !== campaign.id), { id: campaign.id, document, cancelledAt: null }];
    },
    also: (next) => [putCampaignWrite(table.name, publishedAs(next))],
  });
  return ok(answerOfVersion(version));
});

/** Published, not cancelled, and from no other moment than is asked for. */
const isAlreadySo = ({ published, cancelled }: CampaignLife, effectiveFrom: Instant | undefined) =>
  published !== null &&
  cancelled === null &&
  (effectiveFrom === undefined || effectiveFrom === published.effectiveFrom);
