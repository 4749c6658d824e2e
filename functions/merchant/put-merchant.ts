import { isDeepStrictEqual } from 'node:util';
import { PutMerchant } from '../../shared/contract/merchant.ts';
import { type Merchant, reservedSlugs } from '../../shared/domain/merchant.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { checkIfMatch, etagOf } from '../../shared/lambda/etag.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { malformed, problem } from '../../shared/lambda/problem.ts';
import { findMerchant, putMerchant as write } from '../../shared/store/merchant.ts';
import { answerOfMerchant } from './merchant-answer.ts';

/** Goes against others who write the same merchant at the same time. */
const attemptsMax = 3;

/** Creates or replaces a merchant; the same content again changes nothing, not even its version. */
export const putMerchant = httpHandler(PutMerchant, async ({ params: { id }, body, ifMatch, now, platform }) => {
  if (reservedSlugs.includes(id)) throw malformed([{ parameter: 'id', code: 'not-allowed' }]);
  const { table, cachedMerchants } = platform;
  for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
    const before = await findMerchant(table, id);
    checkIfMatch(ifMatch, before?.revision);
    const content = { ...body, stores: body.stores ?? [], billingPlan: body.billingPlan ?? null };
    const unchanged: Merchant | undefined = before && { ...before, ...content };
    if (before && isDeepStrictEqual(unchanged, before)) {
      return ok(answerOfMerchant(before), { etag: etagOf(before.revision) });
    }
    const revision = (before?.revision ?? 0) + 1;
    const merchant = { id, ...content, createdAt: before?.createdAt ?? now, updatedAt: now, revision };
    if (await write(table, merchant)) {
      cachedMerchants.delete(id);
      return ok(answerOfMerchant(merchant), { etag: etagOf(revision) });
    }
  }
  throw problem('conflict-retry');
});
