import { createCipheriv, createDecipheriv } from 'node:crypto';
import { base32, bytesOf32, bytesOfId, derivedId, type IdentifierKeys, openAs, sealAs } from './identifier.ts';

/** What the API calls a guest basket or its return; sealed so that none opens as that of a wallet. */
type GuestPrefix = 'pur' | 'ret';

const meaningOf = (prefix: GuestPrefix) => `${prefix}-guest`;

/** The id of the guest basket that a caller records under a key: there is no wallet yet that could remember it. */
export const guestIdFrom = (keys: IdentifierKeys, callerId: string, idempotencyKey: string): string =>
  derivedId(keys, 'gst', callerId, idempotencyKey);

/** The purchase's id of a guest basket, or that of its `place`th return. */
export const sealGuestId = (keys: IdentifierKeys, prefix: GuestPrefix, guestId: string, place = 0): string =>
  sealAs(keys, prefix, meaningOf(prefix), bytesOfId(guestId), place);

/** The guest basket that a purchase's id names; undefined for anything else. */
export function openGuestId(keys: IdentifierKeys, text: string): string | undefined {
  const opened = openAs(keys, 'pur', meaningOf('pur'), text);
  return opened && `gst_${base32(opened.holder)}`;
}

/** One block: a secret permutation of the 128 bits of ids, so that code and basket lead to each other without an index. */
const oneBlock = 'aes-256-ecb';
const codePattern = /^[A-H][A-Z2-7]{25}$/;

/**
 * The code on a guest's receipt. 128 bits, because whoever holds it may claim: none can be guessed, so none has to be
 * counted or limited, and neither the table nor an id tells it. Upper case, which a QR code packs tighter.
 */
export function claimCodeOf(keys: IdentifierKeys, guestId: string): string {
  const cipher = createCipheriv(oneBlock, keys.claim, null).setAutoPadding(false);
  return base32(Buffer.concat([cipher.update(bytesOfId(guestId)), cipher.final()])).toUpperCase();
}

/** The guest basket that a code claims, if there is one: any code of this form opens to some id. */
export function openClaimCode(keys: IdentifierKeys, code: string): string | undefined {
  if (!codePattern.test(code)) return undefined;
  const decipher = createDecipheriv(oneBlock, keys.claim, null).setAutoPadding(false);
  const bytes = Buffer.concat([decipher.update(bytesOf32(code.toLowerCase())), decipher.final()]);
  return `gst_${base32(bytes)}`;
}
