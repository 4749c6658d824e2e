import { randomBytes } from 'node:crypto';
import { RotateKey } from '../../shared/contract/key.ts';
import { secondMs } from '../../shared/domain/instant.ts';
import { credentialText, hashSecret, secretBytes } from '../../shared/domain/key-secret.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { controlDigestOf } from '../../shared/lambda/prints.ts';
import { keyMismatch, problem } from '../../shared/lambda/problem.ts';
import { findKey, putKey, type StoredKey } from '../../shared/store/key.ts';
import { answerOfKey } from './key-answer.ts';

/**
 * Gives a key a new secret; the one before works on for `overlapSeconds`, any older one ends at once.
 * The key's id stays, so that what was sent under it before is still a replay.
 */
export const rotateKey = httpHandler(RotateKey, async (request) => {
  const { params, body, caller, platform, clock, idempotencyKey } = request;
  const { table, ecosystem, cachedKeys } = platform;
  const key = await findKey(table, params.id);
  if (!key || key.revokedAt !== null) throw problem('not-found');
  const rotation = { by: caller.id, idempotencyKey: idempotencyKey ?? '', digest: controlDigestOf(request) };
  const last = key.rotation;
  if (last && idempotencyKey !== undefined && last.idempotencyKey === idempotencyKey && last.by === caller.id) {
    if (last.digest !== rotation.digest) throw keyMismatch();
    return ok(answerOfKey(key), { replayed: true });
  }

  const secret = randomBytes(secretBytes).toString('base64url');
  const until = clock.machine() + body.overlapSeconds * secondMs;
  const [current] = key.secrets;
  const secrets = [{ hash: hashSecret(secret), until: null }, ...(current ? [{ ...current, until }] : [])];
  const rotated: StoredKey = { ...key, secrets, rotation, revision: key.revision + 1 };
  if (!(await putKey(table, rotated))) throw problem('conflict-retry');
  cachedKeys.delete(key.id);
  return ok(answerOfKey(rotated, credentialText({ ecosystemId: ecosystem.id, keyId: key.id, secret })));
});
