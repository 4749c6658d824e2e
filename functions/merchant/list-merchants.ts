import { ListMerchants } from '../../shared/contract/merchant.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { pageOf, pageStart } from '../../shared/lambda/page.ts';
import { listMerchants as list } from '../../shared/store/merchant.ts';
import { answerOfMerchant } from './merchant-answer.ts';

const use = { list: ListMerchants.operationId, subjectId: '' };

export const listMerchants = httpHandler(ListMerchants, async (request) => {
  const after = pageStart(request, use.list);
  const found = await list(request.platform.table, { after, limit: request.query.limit + 1 });
  return ok(pageOf(request, use, found, ({ id }) => id, answerOfMerchant));
});
