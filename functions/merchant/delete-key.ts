import { DeleteKey } from '../../shared/contract/key.ts';
import { noContent } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { problem } from '../../shared/lambda/problem.ts';
import { findKey, putKey } from '../../shared/store/key.ts';

/** Revokes a key; it stays in the table, so that its id is never given out again. Repeating it changes nothing. */
export const deleteKey = httpHandler(DeleteKey, async ({ params, platform, clock }) => {
  const key = await findKey(platform.table, params.id);
  if (!key) throw problem('not-found');
  if (key.revokedAt !== null) return noContent();
  const revoked = { ...key, secrets: [], revokedAt: clock.machine(), revision: key.revision + 1 };
  if (!(await putKey(platform.table, revoked))) throw problem('conflict-retry');
  platform.cachedKeys.delete(key.id);
  return noContent();
});
