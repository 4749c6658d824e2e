import { createCipheriv, createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto';
import type { IdentifierKeys } from './identifier.ts';

/** What a cursor is good for: one list of one subject, asked for by one caller. */
export type CursorUse = {
  /** The operation that lists. */
  readonly list: string;
  /** The wallet, or '' for a list of the ecosystem. */
  readonly subjectId: string;
  readonly callerId: string;
};

const ivBytes = 16;
const algorithm = 'aes-256-ctr';

/** Seals where a page ended; it tells its holder nothing and works for nobody else and nowhere else. */
export function sealCursor(keys: IdentifierKeys, use: CursorUse, position: string): string {
  const iv = ivOf(keys, use, position);
  const cipher = createCipheriv(algorithm, keys.cursor, iv);
  return Buffer.concat([iv, cipher.update(position, 'utf8'), cipher.final()]).toString('base64url');
}

/** The position of a cursor of this use; undefined for one that was changed or belongs elsewhere. */
export function openCursor(keys: IdentifierKeys, use: CursorUse, cursor: string): string | undefined {
  const bytes = Buffer.from(cursor, 'base64url');
  if (bytes.length <= ivBytes || bytes.toString('base64url') !== cursor) return undefined;
  const iv = bytes.subarray(0, ivBytes);
  const decipher = createDecipheriv(algorithm, keys.cursor, iv);
  const position = Buffer.concat([decipher.update(bytes.subarray(ivBytes)), decipher.final()]).toString('utf8');
  return timingSafeEqual(iv, ivOf(keys, use, position)) ? position : undefined;
}

function ivOf(keys: IdentifierKeys, { list, subjectId, callerId }: CursorUse, position: string): Buffer {
  const bound = ['cursor', list, subjectId, callerId, position].join('\u0000');
  return createHmac('sha256', keys.mac).update(bound).digest().subarray(0, ivBytes);
}
