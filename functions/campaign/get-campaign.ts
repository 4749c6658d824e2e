import { GetCampaign } from '../../shared/contract/campaign.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { etagOf } from '../../shared/lambda/etag.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { problem } from '../../shared/lambda/problem.ts';
import { findCampaign, loadCampaignDocument } from '../../shared/store/campaign.ts';
import { answerWithDocument } from './campaign-answer.ts';

export const getCampaign = httpHandler(GetCampaign, async (request) => {
  const { table } = request.platform;
  const campaign = await findCampaign(table, request.params.id);
  if (!campaign) throw problem('not-found');
  const document = await loadCampaignDocument(table, campaign.id);
  return ok(await answerWithDocument(request, campaign, document), {
    etag: etagOf(campaign.revision),
    language: request.language,
  });
});
