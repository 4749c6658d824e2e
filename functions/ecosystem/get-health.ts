import { GetHealth } from '../../shared/contract/ecosystem.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { findVersion } from '../../shared/store/version.ts';

/** Answers once the store answers; an outage is 503 `unavailable`. */
export const getHealth = httpHandler(GetHealth, async ({ platform }) => {
  await findVersion(platform.table, 0);
  return ok({ status: 'ok' });
});
