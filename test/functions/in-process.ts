import { generateKeyPairSync, sign } from 'node:crypto';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { expect } from 'vitest';
import { type Operation, routeKeyOf } from '../../shared/contract/operation.ts';
import { problems } from '../../shared/contract/problem.ts';
import type { Ecosystem } from '../../shared/domain/ecosystem.ts';
import { defaultLimits } from '../../shared/domain/ecosystem.ts';
import { identifierKeysFrom } from '../../shared/domain/identifier.ts';
import type { OperatorGroup } from '../../shared/domain/key.ts';
import { areaHandler } from '../../shared/lambda/area-handler.ts';
import type { Verb } from '../../shared/lambda/http-handler.ts';
import { type Platform, platformOf } from '../../shared/lambda/platform.ts';
import { machineClock } from '../../shared/lambda/recording-clock.ts';
import type { Table } from '../../shared/store/client.ts';
import type { Ledger } from '../../shared/store/port.ts';
import { checkPointed } from './pointed.ts';

process.env.POWERTOOLS_LOG_LEVEL ??= 'SILENT';

export const demo: Ecosystem = {
  id: 'demo',
  name: 'Demo mall',
  kind: 'mall',
  currency: 'EUR',
  assets: ['cashback', 'points'],
  modules: [],
  sandbox: true,
  limits: defaultLimits,
};

export type Sent = {
  readonly as?: string | null;
  readonly params?: Record<string, string>;
  readonly query?: string;
  /** A value is sent as JSON, a text as it stands. */
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
};
// biome-ignore lint/suspicious/noExplicitAny: answers are checked against the contract, then read freely
export type Received = { status: number; headers: Record<string, unknown>; body: any };

/** Operators' tokens in these tests are `operator:<group>,<group>`. */
export const operatorAs = (...groups: OperatorGroup[]) => `operator:${groups.join(',')}`;
export const operator = operatorAs('operator');

/** A function in this process on a real table: what the gateway would send goes in, what it would get comes out. */
export function inProcess(verbs: readonly Verb[], table: Table, ecosystem: Ecosystem = demo, ledger?: Ledger) {
  const lines: string[] = [];
  const note = (message: string, fields: object) => lines.push(`${message} ${JSON.stringify(fields)}`);
  let aheadMs = 0;
  const now = () => Date.now() + aheadMs;
  const platform: Platform = platformOf({
    ecosystem,
    table,
    ...(ledger ? { ledger } : {}),
    keys: identifierKeysFrom('secret of the tests', ecosystem.id),
    clock: { ...machineClock, machine: now, recording: now },
    log: { info: note, error: note },
    verifyToken: async (token) =>
      token.startsWith('operator:')
        ? { subject: `sub-${token.slice(9)}`, groups: token.slice(9).split(',') as OperatorGroup[] }
        : undefined,
  });
  const handler = areaHandler(verbs, async () => platform);

  async function send(operation: Operation, { as = operator, params, query, body, headers = {} }: Sent = {}) {
    const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
    const event = {
      version: '2.0',
      routeKey: routeKeyOf(operation),
      rawPath: operation.path,
      rawQueryString: query ?? '',
      headers: {
        ...(as === null ? {} : { authorization: `Bearer ${as}` }),
        ...(text === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      requestContext: { requestId: 'req-1' },
      isBase64Encoded: false,
      ...(params ? { pathParameters: params } : {}),
      ...(text === undefined ? {} : { body: text }),
    } as unknown as APIGatewayProxyEventV2;
    const received = receivedOf(await handler(event, {} as Context));
    checkAnswer(operation, received);
    if (received.status >= 400) checkPointed(operation, body, received.body);
    return received;
  }
  const wait = (ms: number) => {
    aheadMs += ms;
  };
  return { send, handler, lines, platform, wait };
}

export const receivedOf = ({ statusCode = 0, headers = {}, body }: APIGatewayProxyStructuredResultV2): Received => ({
  status: statusCode,
  headers,
  body: body === undefined ? undefined : JSON.parse(body),
});

/** Every answer is as the contract says: its success, or a problem of the catalogue with that problem's status. */
export function checkAnswer({ success }: Operation, { status, headers, body }: Received): void {
  expect(headers['Request-Id']).toBe('req-1');
  if (status < 400) {
    expect(status).toBe(success.status);
    if (success.body) success.body.parse(body);
    else expect(body).toBeUndefined();
    return;
  }
  expect(headers['Content-Type']).toBe('application/problem+json');
  expect(body).toMatchObject({ type: `urn:boucle:problem:${body.code}`, status, requestId: expect.any(String) });
  expect(problems[body.code as keyof typeof problems].status).toBe(status);
}

/** A pool of operators: tokens signed with its key, and the JWKS that proves them. */
export function aPool(issuer: string, clientId: string) {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwks = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'RS256', use: 'sig' }] };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const token = (claims: object = {}, header: object = {}) => {
    const seconds = Math.floor(Date.now() / 1000);
    const payload = {
      iss: issuer,
      client_id: clientId,
      token_use: 'access',
      sub: '1f0c',
      'cognito:groups': ['operator'],
      iat: seconds,
      exp: seconds + 300,
      ...claims,
    };
    const signed = `${part({ alg: 'RS256', kid: 'k1', ...header })}.${part(payload)}`;
    return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
  };
  return { jwks, token };
}
