import { ListCampaigns } from '../../shared/contract/campaign.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { pageOf, pageStart } from '../../shared/lambda/page.ts';
import { listCampaigns as list, type StoredCampaign } from '../../shared/store/campaign.ts';
import { answerOfCampaign } from './campaign-answer.ts';

const use = { list: ListCampaigns.operationId, subjectId: '' };

export const listCampaigns = httpHandler(ListCampaigns, async (request) => {
  const after = pageStart(request, use.list);
  const found = await list(request.platform.table, { after, limit: request.query.limit + 1 });
  const answerOf = (campaign: StoredCampaign) => answerOfCampaign(request.platform, campaign, request.now);
  const { data, nextCursor } = pageOf(request, use, found, ({ id }) => id, answerOf);
  return ok({ data: await Promise.all(data), nextCursor });
});
