import { randomBytes, randomUUID } from 'node:crypto';
import { PostKey } from '../../shared/contract/key.ts';
import { derivedId } from '../../shared/domain/identifier.ts';
import { credentialText, hashSecret, secretBytes } from '../../shared/domain/key-secret.ts';
import { created } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { controlDigestOf } from '../../shared/lambda/prints.ts';
import { keyMismatch } from '../../shared/lambda/problem.ts';
import { findKey, putKey, type StoredKey } from '../../shared/store/key.ts';
import { answerOfKey } from './key-answer.ts';

/** Creates a key; the same request under the same Idempotency-Key answers the same key, without its secret. */
export const postKey = httpHandler(PostKey, async (request) => {
  const { body, caller, platform, clock, idempotencyKey } = request;
  const { table, keys, ecosystem } = platform;
  const id = derivedId(keys, 'key', caller.id, idempotencyKey ?? randomUUID());
  const secret = randomBytes(secretBytes).toString('base64url');
  const key: StoredKey = {
    id,
    label: body.label,
    merchantIds: body.merchantIds,
    scopes: body.scopes,
    assets: body.assets ?? null,
    ceilingMinor: body.ceilingMinor ?? null,
    secrets: [{ hash: hashSecret(secret), until: null }],
    createdAt: clock.machine(),
    createdBy: caller.id,
    madeFor: controlDigestOf(request),
    rotations: [],
    revokedAt: null,
    revision: 1,
  };
  if (await putKey(table, key)) {
    return created(answerOfKey(key, credentialText({ ecosystemId: ecosystem.id, keyId: id, secret })));
  }
  const standing = await findKey(table, id);
  if (standing?.madeFor !== key.madeFor) throw keyMismatch();
  return created(answerOfKey(standing), { replayed: true });
});
