import { randomUUID } from 'node:crypto';
import { PostCampaign } from '../../shared/contract/campaign.ts';
import { derivedId } from '../../shared/domain/identifier.ts';
import { created } from '../../shared/lambda/answer.ts';
import { etagOf } from '../../shared/lambda/etag.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { controlDigestOf } from '../../shared/lambda/prints.ts';
import { keyMismatch, problem } from '../../shared/lambda/problem.ts';
import {
  findCampaign,
  loadCampaignDocument,
  putCampaignDraft,
  type StoredCampaign,
} from '../../shared/store/campaign.ts';
import { answerWithDocument } from './campaign-answer.ts';
import { termsOf } from './terms.ts';

/** Drafts a campaign; the same request under the same Idempotency-Key answers the same draft. */
export const postCampaign = httpHandler(PostCampaign, async (request) => {
  const { body, sent, caller, now, platform, idempotencyKey } = request;
  const campaign: StoredCampaign = {
    id: derivedId(platform.keys, 'cmp', caller.id, idempotencyKey ?? randomUUID()),
    ...termsOf(body),
    published: null,
    cancelled: null,
    isWithdrawn: false,
    createdAt: now,
    createdBy: caller.id,
    updatedAt: now,
    madeFor: controlDigestOf(request),
    revision: 1,
  };
  const answer = async (standing: StoredCampaign, document: unknown, replayed: boolean) =>
    created(await answerWithDocument(request, standing, document), {
      etag: etagOf(standing.revision),
      replayed,
      language: request.language,
    });
  if (await putCampaignDraft(platform.table, campaign, sent)) return answer(campaign, sent, false);

  const standing = await findCampaign(platform.table, campaign.id);
  if (!standing) throw problem('conflict-retry');
  if (standing.madeFor !== campaign.madeFor) throw keyMismatch();
  return answer(standing, await loadCampaignDocument(platform.table, standing.id), true);
});
