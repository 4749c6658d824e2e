import { randomUUID } from 'node:crypto';
import { PostRuleset } from '../../shared/contract/ruleset.ts';
import { derivedId } from '../../shared/domain/identifier.ts';
import { created } from '../../shared/lambda/answer.ts';
import { etagOf } from '../../shared/lambda/etag.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { controlDigestOf } from '../../shared/lambda/prints.ts';
import { keyMismatch, problem } from '../../shared/lambda/problem.ts';
import { findRuleset, loadDocument, putDraft, type Ruleset } from '../../shared/store/ruleset.ts';
import { answerOfRuleset } from './ruleset-answer.ts';
import { warningsOf } from './ruleset-warnings.ts';

/** Drafts a ruleset; the same request under the same Idempotency-Key answers the same draft. */
export const postRuleset = httpHandler(PostRuleset, async (request) => {
  const { body, sent, caller, now, platform, idempotencyKey, language } = request;
  const warnings = await warningsOf(request, body);
  const ruleset: Ruleset = {
    id: derivedId(platform.keys, 'rs', caller.id, idempotencyKey ?? randomUUID()),
    name: body.name,
    status: 'draft',
    version: null,
    createdAt: now,
    createdBy: caller.id,
    updatedAt: now,
    madeFor: controlDigestOf(request),
    revision: 1,
  };
  const answer = (standing: Ruleset, document: unknown, replayed: boolean) =>
    created(
      { ...answerOfRuleset(standing), document, warnings },
      { etag: etagOf(standing.revision), replayed, language },
    );
  if (await putDraft(platform.table, ruleset, sent)) return answer(ruleset, sent, false);

  const standing = await findRuleset(platform.table, ruleset.id);
  if (!standing) throw problem('conflict-retry');
  if (standing.madeFor !== ruleset.madeFor) throw keyMismatch();
  return answer(standing, await loadDocument(platform.table, standing.id), true);
});
