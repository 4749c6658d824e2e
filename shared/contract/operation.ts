import type * as z from 'zod';
import type { OperatorGroup, Scope } from '../domain/key.ts';

export type Area =
  | 'wallet'
  | 'purchase'
  | 'redemption'
  | 'ruleset'
  | 'campaign'
  | 'offer'
  | 'audience'
  | 'merchant'
  | 'ecosystem';
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export const purchaseBodyMaxBytes = 64 * 1024;
export const rulesetBodyMaxBytes = 256 * 1024;
export const bodyMaxBytes = 16 * 1024;

/** Who may call: a key with any of these scopes, an operator in any of these groups; `public` needs no credential. */
export type Allowed =
  | { readonly scopes: readonly Scope[]; readonly groups: readonly OperatorGroup[] }
  | { readonly public: true };

/** An operation of the API as data: the router, the gateway's routes, the OpenAPI document and the matrix of tests read it. */
export type Operation = {
  readonly operationId: string;
  readonly method: Method;
  /** As the gateway spells it: `/v1/wallets/{id}`. */
  readonly path: string;
  readonly area: Area;
  readonly summary: string;
  readonly allowed: Allowed;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly bodyMaxBytes: number;
  /** Status and body of success; null for none. */
  readonly success: { readonly status: 200 | 201 | 204; readonly body: z.ZodType | null };
  /** An Idempotency-Key is required: every POST that moves value. Otherwise a POST takes one and need not. */
  readonly movesValue: boolean;
  /** Repeating it changes nothing by its nature: GET, PUT, DELETE. */
  readonly idempotent: boolean;
};

type Written = Omit<Operation, 'bodyMaxBytes' | 'movesValue' | 'idempotent'> &
  Partial<Pick<Operation, 'bodyMaxBytes' | 'movesValue'>>;

/** Fills in what follows from the rest, keeping the exact types of the schemas. */
export function operation<const O extends Written>(written: O) {
  return {
    bodyMaxBytes,
    movesValue: false,
    ...written,
    idempotent: written.method !== 'POST',
  } as O & {
    readonly bodyMaxBytes: number;
    readonly movesValue: O['movesValue'] extends true ? true : false;
    readonly idempotent: boolean;
  };
}

export const routeKeyOf = (one: Pick<Operation, 'method' | 'path'>): string => `${one.method} ${one.path}`;
