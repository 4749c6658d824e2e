import type { RequestPrints } from '../domain/entry.ts';
import { digestOf, type Operation, printOf } from '../store/print.ts';
import type { Json } from './json-text.ts';

type Asked = {
  readonly caller: { readonly id: string };
  readonly idempotencyKey: string;
  readonly method: string;
  readonly path: string;
  readonly sent: Json;
};

/** The fingerprints of a request that moves value of this wallet: whose and under which key, and what it asks. */
export function printsOf(request: Asked, walletId: string, operation: Operation): RequestPrints {
  return {
    print: printOf(request.caller.id, walletId, operation, request.idempotencyKey),
    digest: digestOf(request.method, request.path, request.sent),
  };
}

/** Digest of a control request, whose Idempotency-Key made the id of what it creates. */
export function controlDigestOf(request: Omit<Asked, 'caller' | 'idempotencyKey'>): string {
  return digestOf(request.method, request.path, request.sent);
}
