import { hash } from 'node:crypto';

/** The operations of a key on a wallet; each has its own idempotency (design §4). */
export type Operation =
  | 'open'
  | 'purchase'
  | 'claim'
  | 'redemption'
  | 'capture'
  | 'release'
  | 'return'
  | 'cancellation'
  | 'transfer'
  | 'adjustment'
  | 'block'
  | 'unblock'
  | 'close'
  | 'confirm'
  | 'opt-in'
  | 'opt-out'
  | 'join'
  | 'leave';

/** What `POST /v1/cancellations` covers: the operations of tills. A claim is a purchase, sent by another name. */
export const cancellableOperations: readonly Operation[] = [
  'purchase',
  'claim',
  'redemption',
  'capture',
  'release',
  'return',
];

const digits = 32;
/** Of an entry that no request asked for. */
export const noPrints = { print: '0'.repeat(digits), digest: '0'.repeat(digits) };

const sha256 = (parts: readonly string[]) =>
  hash('sha256', parts.join('\u0000'), 'buffer').toString('hex', 0, digits / 2);

/** Fingerprint of a request: who asks, of which wallet, for what, under which key. Without the wallet, two are one. */
export const printOf = (callerId: string, walletId: string, operation: Operation, idempotencyKey: string) =>
  sha256(['request', callerId, walletId, operation, idempotencyKey]);

/** Digest of what is asked: method, path and JSON value; not headers, key order or white space (api.md §1). */
export const digestOf = (method: string, path: string, body: unknown) =>
  sha256(['body', method, path, canonical(body)]);

/** Fingerprint of a till's receipt: tills restart their numbering, so the local day is part of it. */
export const receiptPrintOf = (receipt: Receipt) =>
  sha256(['receipt', receipt.merchantId, receipt.tillId, receipt.receiptNumber, String(receipt.receiptDay)]);

export type Receipt = {
  readonly merchantId: string;
  readonly tillId: string;
  readonly receiptNumber: string;
  readonly receiptDay: number;
};

/** JSON with sorted keys. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`;
}
