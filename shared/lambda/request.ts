import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type * as z from 'zod';
import type { Operation } from '../contract/operation.ts';
import { type FieldError, fieldErrorsMax } from '../contract/problem.ts';
import type { FieldCode } from '../domain/field-code.ts';
import type { Instant } from '../domain/instant.ts';
import type { Caller } from '../domain/key.ts';
import type { Language } from '../domain/words/language.ts';
import type { Clock } from '../store/port.ts';
import { readBody } from './body.ts';
import type { Json } from './json-text.ts';
import type { Platform } from './platform.ts';
import { malformed, problem } from './problem.ts';
import { readQuery } from './query.ts';
import { readAs } from './read-as.ts';

type Read<S> = S extends z.ZodType ? z.output<S> : undefined;

/** A request whose every part is as the contract says, by a caller who may make it. */
export type Request<O extends Operation> = {
  readonly params: Read<O['params']>;
  readonly query: Read<O['query']>;
  readonly body: Read<O['body']>;
  readonly caller: O['allowed'] extends { public: true } ? undefined : Caller;
  /** The time of recording: the machine's, or in a sandbox what `Boucle-Now` says. */
  readonly now: Instant;
  readonly clock: Clock;
  readonly requestId: string;
  readonly idempotencyKey: O['movesValue'] extends true ? string : string | undefined;
  readonly ifMatch: string | undefined;
  /** Sentences are in it. */
  readonly language: Language;
  /** What was asked, for the digest of a replay: the JSON value as sent. */
  readonly method: string;
  readonly path: string;
  readonly sent: Json;
  readonly platform: Platform;
};

type Parts = { params: unknown; query: unknown; body: unknown; sent: Json; idempotencyKey: string | undefined };

const idempotencyKeyPattern = /^[\x21-\x7e]{1,255}$/;

/** Header names in lower case; the gateway joins repeated ones with commas. */
export function headersOf(event: APIGatewayProxyEventV2): ReadonlyMap<string, string> {
  const named = Object.entries(event.headers ?? {}).filter(([, value]) => typeof value === 'string');
  return new Map(named.map(([name, value]) => [name.toLowerCase(), value!]));
}

/** Reads path, query, key and body; a path that cannot name anything is a 404, all other faults are told at once (400). */
export function readParts(
  operation: Operation,
  event: APIGatewayProxyEventV2,
  headers: ReadonlyMap<string, string>,
): Parts {
  const params = operation.params && readAs(operation.params, event.pathParameters ?? {}, 'path');
  if (params && params.errors.length > 0 && operation.method !== 'PUT') throw problem('not-found');
  const query = readQuery(event.rawQueryString ?? '', operation.query);
  const read = operation.method === 'GET' ? { value: {} } : readBody(event, headers, operation.bodyMaxBytes);
  const sent = 'errors' in read ? {} : read.value;
  const body = 'errors' in read ? { value: undefined, errors: read.errors } : readAgainst(operation.body, sent);
  const key = readIdempotencyKey(operation, headers);

  const faults = [...(params?.errors ?? []), ...query.errors, ...body.errors];
  if (faults.length === 0 && key.isMissing) throw problem('idempotency-key-required', { errors: key.errors });
  const errors = [...key.errors, ...faults].slice(0, fieldErrorsMax);
  if (errors.length > 0) throw malformed(errors);
  return { params: params?.value, query: query.value, body: body.value, sent, idempotencyKey: key.value };
}

const readAgainst = (schema: z.ZodType | undefined, sent: Json): { value: unknown; errors: readonly FieldError[] } => {
  if (schema) return readAs(schema, sent, 'body');
  return { value: undefined, errors: isEmpty(sent) ? [] : [{ pointer: '', code: 'not-allowed' }] };
};

const isEmpty = (sent: Json) => typeof sent === 'object' && sent !== null && Object.keys(sent).length === 0;

type Key = { readonly value: string | undefined; readonly errors: readonly FieldError[]; readonly isMissing: boolean };

/** The key of a POST: wrong when it is required and missing, or is not 1 to 255 visible ASCII characters. */
function readIdempotencyKey(operation: Operation, headers: ReadonlyMap<string, string>): Key {
  const key = headers.get('idempotency-key');
  const wrong = (code: FieldCode, isMissing: boolean): Key => ({
    value: undefined,
    errors: [{ header: 'Idempotency-Key', code }],
    isMissing,
  });
  if (operation.method !== 'POST') return { value: undefined, errors: [], isMissing: false };
  if (!key && operation.movesValue) return wrong('required', true);
  if (key !== undefined && !idempotencyKeyPattern.test(key)) return wrong('invalid-format', false);
  return { value: key, errors: [], isMissing: false };
}
