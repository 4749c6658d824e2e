import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type * as z from 'zod';
import type { Operation } from '../contract/operation.ts';
import type { Instant } from '../domain/instant.ts';
import type { Caller } from '../domain/key.ts';
import type { Language } from '../domain/words/language.ts';
import type { Clock } from '../store/port.ts';
import { readBody } from './body.ts';
import { fieldErrorsOf } from './field-errors.ts';
import type { Json } from './json-text.ts';
import type { Platform } from './platform.ts';
import { malformed, problem } from './problem.ts';
import { readQuery } from './query.ts';

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

type Parts = { params: unknown; query: unknown; body: unknown; sent: Json };

const idempotencyKeyPattern = /^[\x21-\x7e]{1,255}$/;

/** Header names in lower case; the gateway joins repeated ones with commas. */
export function headersOf(event: APIGatewayProxyEventV2): ReadonlyMap<string, string> {
  const named = Object.entries(event.headers ?? {}).filter(([, value]) => typeof value === 'string');
  return new Map(named.map(([name, value]) => [name.toLowerCase(), value!]));
}

/** Reads path, query and body; a path that cannot name anything is a 404, all other faults are told at once (400). */
export function readParts(
  operation: Operation,
  event: APIGatewayProxyEventV2,
  headers: ReadonlyMap<string, string>,
): Parts {
  const params = operation.params?.safeParse(event.pathParameters ?? {}, { reportInput: true });
  if (params?.success === false && operation.method !== 'PUT') throw problem('not-found');
  const errors = params?.error ? fieldErrorsOf(params.error.issues, 'path') : [];

  const query = readQuery(event.rawQueryString ?? '', operation.query);
  errors.push(...query.errors);

  const sent = operation.method === 'GET' ? {} : readBody(event, headers, operation.bodyMaxBytes);
  const body = operation.body?.safeParse(sent, { reportInput: true });
  if (body?.error) errors.push(...fieldErrorsOf(body.error.issues, 'body'));
  else if (!operation.body && !isEmpty(sent)) errors.push({ pointer: '', code: 'not-allowed' });

  if (errors.length > 0) throw malformed(errors);
  return { params: params?.data, query: query.value, body: body?.data, sent };
}

const isEmpty = (sent: Json) => typeof sent === 'object' && sent !== null && Object.keys(sent).length === 0;

/** The key of a POST: 400 when it is required and missing, or is not 1 to 255 visible ASCII characters. */
export function readIdempotencyKey(operation: Operation, headers: ReadonlyMap<string, string>): string | undefined {
  const key = headers.get('idempotency-key');
  if (operation.method !== 'POST') return undefined;
  if (!key && operation.movesValue) {
    throw problem('idempotency-key-required', { errors: [{ header: 'Idempotency-Key', code: 'required' }] });
  }
  if (key === undefined) return undefined;
  if (!idempotencyKeyPattern.test(key)) throw malformed([{ header: 'Idempotency-Key', code: 'invalid-format' }]);
  return key;
}
