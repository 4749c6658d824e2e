import { PutRuleset } from '../../shared/contract/ruleset.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { checkIfMatch, etagOf } from '../../shared/lambda/etag.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { problem } from '../../shared/lambda/problem.ts';
import { findRuleset, putDraft } from '../../shared/store/ruleset.ts';
import { answerOfRuleset } from './ruleset-answer.ts';
import { warningsOf } from './ruleset-warnings.ts';

/** Replaces a draft; what was published never changes. */
export const putRuleset = httpHandler(PutRuleset, async (request) => {
  const { params, body, sent, ifMatch, now, platform, language } = request;
  const before = await findRuleset(platform.table, params.id);
  if (!before) throw problem('not-found');
  checkIfMatch(ifMatch, before.revision);
  if (before.status !== 'draft') throw problem('ruleset-not-draft');
  const ruleset = { ...before, name: body.name, updatedAt: now, revision: before.revision + 1 };
  if (!(await putDraft(platform.table, ruleset, sent))) throw problem(ifMatch ? 'stale-version' : 'conflict-retry');
  const warnings = await warningsOf(request, body);
  return ok({ ...answerOfRuleset(ruleset), document: sent, warnings }, { etag: etagOf(ruleset.revision), language });
});
