import type { Caller } from '../domain/key.ts';
import { type Credential, isSecretOf, readCredential } from '../domain/key-secret.ts';
import { findKey, type StoredKey } from '../store/key.ts';
import type { Platform } from './platform.ts';
import { problem } from './problem.ts';

/** Tokens and keys are far shorter; more is not worth a look. */
const credentialMax = 4_096;
const bearer = /^Bearer +(?<text>[^\s]+)$/i;

/** Who asks: the caller of an API key or of an operator's access token. Throws `unauthenticated` for all else alike. */
export async function resolveCaller(platform: Platform, header: string | undefined): Promise<Caller> {
  const text = header && header.length <= credentialMax ? bearer.exec(header)?.groups?.text : undefined;
  if (text === undefined) throw problem('unauthenticated');
  const credential = readCredential(text);
  const caller = credential ? await callerOfKey(platform, credential) : await callerOfToken(platform, text);
  if (!caller) throw problem('unauthenticated');
  return caller;
}

async function callerOfToken({ verifyToken, clock }: Platform, token: string): Promise<Caller | undefined> {
  const operator = await verifyToken(token, clock.machine());
  return operator && { kind: 'operator', id: operator.subject, groups: operator.groups };
}

async function callerOfKey(platform: Platform, credential: Credential): Promise<Caller | undefined> {
  const { ecosystem, cachedKeys, clock, table } = platform;
  if (credential.ecosystemId !== ecosystem.id) return undefined;
  const now = clock.machine();
  const isValid = (key: StoredKey | undefined) =>
    isSecretOf(key?.revokedAt === null ? key.secrets : undefined, credential.secret, now);

  let key = cachedKeys.get(credential.keyId, now);
  // A secret that the cached key does not know may be one that a rotation has just made.
  if (!key || !isValid(key)) {
    key = await findKey(table, credential.keyId);
    if (key) cachedKeys.set(credential.keyId, key, now);
  }
  if (!isValid(key) || !key) return undefined;
  const { id, merchantIds, scopes, assets, ceilingMinor } = key;
  return { kind: 'key', id, merchantIds, scopes, assets, ceilingMinor };
}
