import { createCipheriv, createDecipheriv, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** What an id stands for; the prefix is authenticated, so that no id passes for one of another kind. */
export type IdentifierPrefix = 'pur' | 'red' | 'ret' | 'adj' | 'gra' | 'tra';

/** Where an id leads: one entry of one wallet. `epoch` is that of its sealing; a restore raises it. */
export type Identified = { readonly walletId: string; readonly sequence: number; readonly epoch: number };

/** Keys of one ecosystem, all derived from one secret text that travels, encrypted, in its export. */
export type IdentifierKeys = {
  readonly epoch: number;
  readonly mac: Buffer;
  readonly cipher: Buffer;
  readonly derive: Buffer;
  readonly cursor: Buffer;
  readonly claim: Buffer;
};

const keyBytes = 32;
const ivBytes = 16;
const walletBytes = 16;
/** Epoch 2, wallet 16, sequence 5: with the IV 39 bytes, exactly 52 characters without a spare bit to tamper with. */
const plainBytes = 23;
const sealedCharacters = 52;
const sealedPattern = new RegExp(`^[A-Za-z0-9_-]{${sealedCharacters}}$`);
const algorithm = 'aes-256-ctr';

/** Derives an ecosystem's keys by HKDF; the ecosystem is part of it, so that a shared secret still parts two stacks. */
export function identifierKeysFrom(secret: string, ecosystemId: string, epoch = 0): IdentifierKeys {
  const key = (use: string) => Buffer.from(hkdfSync('sha256', secret, `boucle/${ecosystemId}`, use, keyBytes));
  return {
    epoch,
    mac: key('id-mac'),
    cipher: key('id-cipher'),
    derive: key('id-derive'),
    cursor: key('cursor'),
    claim: key('claim-code'),
  };
}

/**
 * Seals wallet and sequence into an opaque id: the IV is the HMAC of prefix and content, so the same entry has always
 * the same id, and a changed bit anywhere no longer opens. Finding what it names is a key read (design §4 "Ids").
 */
export const sealId = (keys: IdentifierKeys, prefix: IdentifierPrefix, walletId: string, sequence: number): string =>
  sealAs(keys, prefix, prefix, bytesOfId(walletId), sequence);

/** Opens an id of this kind and ecosystem; undefined for anything else, whatever is wrong with it. */
export function openId(keys: IdentifierKeys, prefix: IdentifierPrefix, text: string): Identified | undefined {
  const opened = openAs(keys, prefix, prefix, text);
  return opened && { epoch: opened.epoch, walletId: `wal_${base32(opened.holder)}`, sequence: opened.sequence };
}

/** Seals 16 bytes and a number; `meaning` is authenticated with them: what is sealed as one opens as no other. */
export function sealAs(
  keys: IdentifierKeys,
  prefix: string,
  meaning: string,
  holder: Buffer,
  sequence: number,
): string {
  const plain = Buffer.alloc(plainBytes);
  plain.writeUInt16BE(keys.epoch, 0);
  holder.copy(plain, 2);
  plain.writeUIntBE(sequence, 2 + walletBytes, 5);
  const iv = ivOf(keys, meaning, plain);
  const cipher = createCipheriv(algorithm, keys.cipher, iv);
  return `${prefix}_${Buffer.concat([iv, cipher.update(plain), cipher.final()]).toString('base64url')}`;
}

export function openAs(
  keys: IdentifierKeys,
  prefix: string,
  meaning: string,
  text: string,
): { epoch: number; holder: Buffer; sequence: number } | undefined {
  if (!text.startsWith(`${prefix}_`)) return undefined;
  const sealed = text.slice(prefix.length + 1);
  if (!sealedPattern.test(sealed)) return undefined;
  const bytes = Buffer.from(sealed, 'base64url');
  const iv = bytes.subarray(0, ivBytes);
  const decipher = createDecipheriv(algorithm, keys.cipher, iv);
  const plain = Buffer.concat([decipher.update(bytes.subarray(ivBytes)), decipher.final()]);
  if (!timingSafeEqual(iv, ivOf(keys, meaning, plain))) return undefined;
  return {
    epoch: plain.readUInt16BE(0),
    holder: plain.subarray(2, 2 + walletBytes),
    sequence: plain.readUIntBE(2 + walletBytes, 5),
  };
}

function ivOf(keys: IdentifierKeys, meaning: string, plain: Buffer): Buffer {
  return createHmac('sha256', keys.mac).update(`${meaning}\u0000`).update(plain).digest().subarray(0, ivBytes);
}

/**
 * The id of what a caller creates under an idempotency key, so that a repeated request finds what the first one made.
 * 128 bits of an HMAC: nobody who has not the secret can tell or guess them.
 */
export function derivedId(keys: IdentifierKeys, prefix: string, callerId: string, idempotencyKey: string): string {
  const parts = [prefix, callerId, idempotencyKey].join('\u0000');
  return `${prefix}_${base32(createHmac('sha256', keys.derive).update(parts).digest().subarray(0, walletBytes))}`;
}

export const walletIdFrom = (keys: IdentifierKeys, callerId: string, idempotencyKey: string): string =>
  derivedId(keys, 'wal', callerId, idempotencyKey);

export const walletIdPattern = /^wal_[a-h][a-z2-7]{25}$/;

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** 16 bytes as 26 digits, the two spare bits in front, so that the last digits spread evenly over shards. */
export function base32(bytes: Uint8Array): string {
  let number = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  let text = '';
  for (let digit = 0; digit < 26; digit += 1) {
    text = alphabet[Number(number & 31n)] + text;
    number >>= 5n;
  }
  return text;
}

const idPattern = /^(?:wal|gst)_[a-h][a-z2-7]{25}$/;

/** The 16 bytes of a derived id. */
export function bytesOfId(id: string): Buffer {
  if (!idPattern.test(id)) throw new Error('not a derived id');
  return bytesOf32(id.slice(4));
}

/** The reverse of `base32`. */
export function bytesOf32(text: string): Buffer {
  let number = 0n;
  for (const digit of text) number = (number << 5n) | BigInt(alphabet.indexOf(digit));
  return Buffer.from(number.toString(16).padStart(walletBytes * 2, '0'), 'hex');
}
