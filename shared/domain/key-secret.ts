import { createHash, timingSafeEqual } from 'node:crypto';
import type { Instant } from './instant.ts';

/** Random bytes of a secret: 256 bits. */
export const secretBytes = 32;

/** A credential as it is sent: `bk_<ecosystem>_<id>_<secret>`. */
export type Credential = { readonly ecosystemId: string; readonly keyId: string; readonly secret: string };

/** A secret at rest; `until` null while it is the current one. */
export type StoredSecret = { readonly hash: string; readonly until: Instant | null };

const credentialPattern = /^bk_(?<ecosystemId>[a-z0-9-]{1,32})_(?<digits>[a-z2-7]{26})_(?<secret>[A-Za-z0-9_-]{43})$/;

export const credentialText = ({ ecosystemId, keyId, secret }: Credential): string =>
  `bk_${ecosystemId}_${keyId.replace(/^key_/, '')}_${secret}`;

export function readCredential(text: string): Credential | undefined {
  const { ecosystemId, digits, secret } = credentialPattern.exec(text)?.groups ?? {};
  return ecosystemId && digits && secret ? { ecosystemId, keyId: `key_${digits}`, secret } : undefined;
}

/** SHA-256, hexadecimal; a secret of 256 random bits needs no salt and no stretching. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** What an unknown key is compared with, so that it takes the time of a known one. */
const nobody: readonly StoredSecret[] = [{ hash: hashSecret(''), until: null }];

/** Whether a secret is one of a key's own at `now`, compared in constant time; undefined for a key that is not there. */
export function isSecretOf(secrets: readonly StoredSecret[] | undefined, secret: string, now: Instant): boolean {
  const presented = Buffer.from(hashSecret(secret), 'hex');
  let matches = false;
  for (const { hash, until } of secrets ?? nobody) {
    const equal = timingSafeEqual(presented, Buffer.from(hash, 'hex'));
    matches ||= equal && (until === null || now < until);
  }
  return matches && secrets !== undefined;
}
