import document from '../../docs/openapi.json' with { type: 'json' };
import { basePath } from '../../shared/contract/openapi.ts';
import { type Operation, routeKeyOf } from '../../shared/contract/operation.ts';
import { problems } from '../../shared/contract/problem.ts';
import { operations } from '../../shared/contract/routes.ts';
import { canary } from './poison.ts';
import type { Request } from './request.ts';

/** An answer as it came over the wire. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
};

type Documented = Readonly<
  Record<string, Readonly<Record<string, { readonly responses: Readonly<Record<string, unknown>> }>>>
>;
const documented = document.paths as unknown as Documented;
const statusesOf = new Map(
  operations.map((operation) => {
    const item = documented[operation.path.slice(basePath.length)]![operation.method.toLowerCase()]!;
    return [routeKeyOf(operation), new Set(Object.keys(item.responses).map(Number))];
  }),
);

/** A request as a person would repeat it. */
export const told = ({ operation, ...request }: Request): string =>
  `${operation.method} ${operation.path} ${JSON.stringify(request)}`;

/** A credential of ours with its secret, and what a program tells of itself when it falls. */
const secretText = /bk_[a-z0-9-]+_[a-z2-7]{26}_[A-Za-z0-9_-]{43}/;
const stackText =
  /\bat [\w.<>]+ \((?:node:|file:|\/)|node_modules|\.(?:ts|js|mjs):\d+|(?:Type|Range|Reference|Syntax|Zod)Error|Exception\b/;

/**
 * What is wrong with an answer, in words; undefined when it is as it must be: no fault of ours, a status and a code
 * that the documents name, its schema, and nothing in it that nobody should read.
 */
export function whatIsWrong(
  operation: Operation,
  { status, headers, text }: Answer,
  secrets: readonly string[],
): string | undefined {
  if (status >= 500) return `status ${status}`;
  if (!statusesOf.get(routeKeyOf(operation))!.has(status)) return `status ${status} is not documented`;
  if (stackText.test(text)) return 'a trace of the program';
  if (status >= 400) return whatIsWrongWithProblem(status, headers, text);
  const makesSecret = operation.operationId === 'createKey' || operation.operationId === 'rotateKey';
  if (secrets.some((secret) => text.includes(secret)) || (!makesSecret && secretText.test(text))) return 'a secret';
  const { success } = operation;
  if (status !== success.status) return `status ${status}`;
  if (!success.body) return text === '' ? undefined : 'a body';
  if (!/^application\/json/.test(headers['content-type'] ?? '')) return `content type ${headers['content-type']}`;
  const read = success.body.safeParse(JSON.parse(text));
  return read.error && `not its schema: ${read.error.message}`;
}

function whatIsWrongWithProblem(status: number, headers: Answer['headers'], text: string): string | undefined {
  if (headers['content-type'] !== 'application/problem+json') return `content type ${headers['content-type']}`;
  const body = JSON.parse(text) as Record<string, unknown> & { errors?: readonly Record<string, unknown>[] };
  const known = problems[body.code as keyof typeof problems];
  if (!known) return `code ${body.code}`;
  if (known.status !== status || body.status !== status) return `code ${body.code} with status ${status}`;
  if (body.retriable !== known.retriable) return 'retriable';
  if (known.retriable !== /^\d+$/.test(headers['retry-after'] ?? '')) return `Retry-After ${headers['retry-after']}`;
  const { errors = [] } = body;
  if (status === 400 && errors.length === 0) return 'no place is named';
  for (const error of errors) {
    const texts = Object.values(error).filter((text) => typeof text === 'string');
    const places = ['pointer', 'parameter', 'header'].filter((place) => place in error);
    if (places.length !== 1 || !('code' in error) || texts.length !== 2 || Object.keys(error).length !== 2)
      return `field error ${JSON.stringify(error)}`;
  }
  // A field's name is told by its pointer; what stood in it is nobody's.
  if (text.includes(canary) || secretText.test(text)) return 'what was sent';
  return undefined;
}

const operationIds = new Set(operations.map(({ operationId }) => operationId));
const lineKeys = new Set(['requestId', 'operation', 'status', 'durationMs', 'callerId', 'code', 'fault', 'where']);

/** What is wrong with a line of the log: anything but names of ours and figures. */
export function whatIsWrongWithLine(message: string, fields: Readonly<Record<string, unknown>>): string | undefined {
  if (message !== 'answered') return `message ${message}`;
  for (const name of Object.keys(fields)) if (!lineKeys.has(name)) return `field ${name}`;
  const { operation, status, durationMs, callerId, code, fault, where } = fields;
  if (!operationIds.has(String(operation)) || typeof status !== 'number' || typeof durationMs !== 'number')
    return 'names';
  if (callerId !== undefined && !/^(?:key_[a-z2-7]{26}|sub-[a-z]+|[0-9a-f-]{36})$/.test(String(callerId)))
    return 'callerId';
  if (code !== undefined && !(String(code) in problems)) return 'code';
  return fault === undefined && where === undefined ? undefined : 'a fault';
}
