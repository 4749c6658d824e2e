import { GetMerchant } from '../../shared/contract/merchant.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { etagOf } from '../../shared/lambda/etag.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { problem } from '../../shared/lambda/problem.ts';
import { findMerchant } from '../../shared/store/merchant.ts';
import { answerOfMerchant } from './merchant-answer.ts';

export const getMerchant = httpHandler(GetMerchant, async ({ params, platform }) => {
  const merchant = await findMerchant(platform.table, params.id);
  if (!merchant) throw problem('not-found');
  return ok(answerOfMerchant(merchant), { etag: etagOf(merchant.revision) });
});
