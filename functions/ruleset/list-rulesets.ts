import { ListRulesets } from '../../shared/contract/ruleset.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { pageOf, pageStart } from '../../shared/lambda/page.ts';
import { listRulesets as list } from '../../shared/store/ruleset.ts';
import { answerOfRuleset } from './ruleset-answer.ts';

const use = { list: ListRulesets.operationId, subjectId: '' };

export const listRulesets = httpHandler(ListRulesets, async (request) => {
  const after = pageStart(request, use.list);
  const found = await list(request.platform.table, { after, limit: request.query.limit + 1 });
  return ok(pageOf(request, use, found, ({ id }) => id, answerOfRuleset));
});
