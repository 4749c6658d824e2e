import { randomBytes } from 'node:crypto';
import { RotateKey } from '../../shared/contract/key.ts';
import { type Instant, secondMs } from '../../shared/domain/instant.ts';
import { credentialText, hashSecret, secretBytes } from '../../shared/domain/key-secret.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { controlDigestOf } from '../../shared/lambda/prints.ts';
import { keyMismatch, malformed, problem } from '../../shared/lambda/problem.ts';
import { findKey, putKey, type StoredKey } from '../../shared/store/key.ts';
import { answerOfKey } from './key-answer.ts';

/** Rotations that a key remembers at a time: more under keys of their own wait, one without a key is never refused. */
export const rotationsMax = 20;

/**
 * Gives a key a new secret; the one before works on for `overlapSeconds`, any older one ends at once.
 * The key's id stays, so that what was sent under it before is still a replay. A late repeat of any rotation that is
 * remembered is a replay too: another secret would end the one that tills have by now.
 */
export const rotateKey = httpHandler(RotateKey, async (request) => {
  const { params, body, caller, platform, clock, idempotencyKey } = request;
  const { table, ecosystem, cachedKeys } = platform;
  const key = await findKey(table, params.id);
  if (!key || key.revokedAt !== null) throw problem('not-found');
  const now = clock.machine();
  const remembered = key.rotations.filter(({ at }) => now - at < ecosystem.limits.idempotencyMs);
  const digest = controlDigestOf(request);
  const earlier = remembered.find((one) => one.idempotencyKey === idempotencyKey && one.by === caller.id);
  if (earlier) {
    if (earlier.digest !== digest) throw keyMismatch();
    return ok(answerOfKey(key, undefined, earlier.previousUntil), { replayed: true });
  }
  if (idempotencyKey !== undefined && remembered.length >= rotationsMax) throw tooManyKeys();

  const secret = randomBytes(secretBytes).toString('base64url');
  const previousUntil = now + body.overlapSeconds * secondMs;
  const asked = idempotencyKey === undefined ? [] : [{ by: caller.id, idempotencyKey, digest, at: now, previousUntil }];
  const rotated = withSecret({ ...key, rotations: [...remembered, ...asked] }, hashSecret(secret), previousUntil);
  if (!(await putKey(table, rotated))) throw problem('conflict-retry');
  cachedKeys.delete(key.id);
  return ok(answerOfKey(rotated, credentialText({ ecosystemId: ecosystem.id, keyId: key.id, secret }), previousUntil));
});

function withSecret(key: StoredKey, hash: string, previousUntil: Instant): StoredKey {
  const [current] = key.secrets;
  const secrets = [{ hash, until: null }, ...(current ? [{ ...current, until: previousUntil }] : [])];
  return { ...key, secrets, revision: key.revision + 1 };
}

const tooManyKeys = () => malformed([{ header: 'Idempotency-Key', code: 'too-many' }]);
