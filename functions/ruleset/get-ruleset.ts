import { GetRuleset } from '../../shared/contract/ruleset.ts';
import { rulesetDocument } from '../../shared/domain/ruleset/document.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { etagOf } from '../../shared/lambda/etag.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { problem } from '../../shared/lambda/problem.ts';
import { findRuleset, loadDocument } from '../../shared/store/ruleset.ts';
import { answerOfRuleset } from './ruleset-answer.ts';
import { warningsOf } from './ruleset-warnings.ts';

export const getRuleset = httpHandler(GetRuleset, async (request) => {
  const { params, platform, language } = request;
  const ruleset = await findRuleset(platform.table, params.id);
  if (!ruleset) throw problem('not-found');
  const document = await loadDocument(platform.table, ruleset.id);
  const warnings = await warningsOf(request, rulesetDocument.parse(document));
  return ok({ ...answerOfRuleset(ruleset), document, warnings }, { etag: etagOf(ruleset.revision), language });
});
