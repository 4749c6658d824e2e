import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { problems } from '../contract/problem.ts';
import type { Language } from '../domain/words/language.ts';
import { type Problem, problemBody } from './problem.ts';

/** What a verb gives back when it succeeds. */
export type Answer = {
  readonly status: 200 | 201 | 204;
  readonly body?: unknown;
  readonly etag?: string;
  /** The answer of an earlier request under the same key. */
  readonly replayed?: boolean;
  /** Of its sentences, when it has some. */
  readonly language?: Language;
};

type More = Pick<Answer, 'etag' | 'replayed' | 'language'>;

export const ok = (body: unknown, more: More = {}): Answer => ({
  status: 200,
  body,
  ...more,
});
export const created = (body: unknown, more: More = {}): Answer => ({
  status: 201,
  body,
  ...more,
});
export const noContent = (): Answer => ({ status: 204 });

const replayedHeader = (replayed: boolean | undefined): Record<string, string> =>
  replayed ? { 'Idempotent-Replayed': 'true' } : {};

export function resultOf(answer: Answer, requestId: string): APIGatewayProxyStructuredResultV2 {
  const headers = {
    'Request-Id': requestId,
    'Cache-Control': 'no-store',
    ...(answer.etag === undefined ? {} : { ETag: answer.etag }),
    ...replayedHeader(answer.replayed),
    ...(answer.language === undefined ? {} : { 'Content-Language': answer.language, Vary: 'Accept-Language' }),
  };
  if (answer.body === undefined) return { statusCode: answer.status, headers };
  return {
    statusCode: answer.status,
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(answer.body),
  };
}

export function problemResult({ code, more }: Problem, requestId: string): APIGatewayProxyStructuredResultV2 {
  const { status, retryAfterSeconds } = problems[code];
  return {
    statusCode: status,
    headers: {
      'Content-Type': 'application/problem+json',
      'Request-Id': requestId,
      'Cache-Control': 'no-store',
      ...(status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}),
      ...(retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) }),
      ...replayedHeader(more.replayed),
    },
    body: JSON.stringify(problemBody(code, more, requestId)),
  };
}
