import { GetRuleset } from '../../shared/contract/ruleset.ts';
import { rulesetDocument } from '../../shared/domain/ruleset/document.ts';
import { lintRuleset } from '../../shared/domain/ruleset/lint/lint.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { etagOf } from '../../shared/lambda/etag.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { problem } from '../../shared/lambda/problem.ts';
import { answerOfWarning } from '../../shared/lambda/warning.ts';
import { findRuleset, loadDocument } from '../../shared/store/ruleset.ts';
import { answerOfRuleset } from './ruleset-answer.ts';

export const getRuleset = httpHandler(GetRuleset, async ({ params, platform, now, language }) => {
  const ruleset = await findRuleset(platform.table, params.id);
  if (!ruleset) throw problem('not-found');
  const document = await loadDocument(platform.table, ruleset.id);
  const warnings = lintRuleset(rulesetDocument.parse(document), now).map(answerOfWarning(language));
  return ok({ ...answerOfRuleset(ruleset), document, warnings }, { etag: etagOf(ruleset.revision), language });
});
