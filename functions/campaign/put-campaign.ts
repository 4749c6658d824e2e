import { PutCampaign } from '../../shared/contract/campaign.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { checkIfMatch, etagOf } from '../../shared/lambda/etag.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { problem } from '../../shared/lambda/problem.ts';
import { findCampaign, putCampaignDraft } from '../../shared/store/campaign.ts';
import { answerWithDocument } from './campaign-answer.ts';
import { termsOf } from './terms.ts';

/** Replaces a draft; what was published never changes. */
export const putCampaign = httpHandler(PutCampaign, async (request) => {
  const { params, body, sent, ifMatch, now, platform } = request;
  const before = await findCampaign(platform.table, params.id);
  if (!before) throw problem('not-found');
  checkIfMatch(ifMatch, before.revision);
  if (before.published) throw problem('campaign-not-draft');
  const campaign = { ...before, ...termsOf(body), updatedAt: now, revision: before.revision + 1 };
  if (!(await putCampaignDraft(platform.table, campaign, sent))) {
    throw problem(ifMatch ? 'stale-version' : 'conflict-retry');
  }
  return ok(await answerWithDocument(request, campaign, sent), {
    etag: etagOf(campaign.revision),
    language: request.language,
  });
});
