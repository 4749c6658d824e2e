import { gzipSync } from 'node:zlib';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { PostPurchase } from '../../shared/contract/purchase.ts';
import { created } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { openTable } from '../../shared/store/client.ts';
import { StoreFault } from '../../shared/store/port.ts';
import { demo, inProcess, operatorAs } from './in-process.ts';

/** What comes in goes out, so that a test sees what the edge made of it. No store is touched. */
const echo = (act: (now: number) => unknown = () => 0, movesValue = true) =>
  httpHandler(
    { ...PostPurchase, movesValue, success: { status: 201, body: null } } as unknown as typeof PostPurchase,
    async ({ now }) => {
      seen.push(now);
      await act(now);
      return created(undefined);
    },
  );
const seen: number[] = [];
const table = openTable('none', {
  endpoint: 'http://127.0.0.1:1',
  region: 'x',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});
const api = inProcess([echo()], table);
const basket = { walletId: `wal_${'a'.repeat(26)}`, receiptNumber: 'CANARY-R', amountMinor: 100 };
const key = { 'idempotency-key': 'CANARY-K' };
const post = (sent: object = {}, on = api) => on.send(echo().operation, { body: basket, headers: key, ...sent });
const codeOf = async (sent: object, on = api) => {
  const { status, body } = await post(sent, on);
  return `${status} ${body?.code ?? ''}`.trim();
};

describe('what a body may be', () => {
  const padded = (bytes: number) => {
    const text = JSON.stringify(basket);
    return text + ' '.repeat(bytes - Buffer.byteLength(text));
  };
  test('a body as long as the limit is read, one byte more is 413', async () => {
    expect(await codeOf({ body: padded(65_536) })).toBe('201');
    expect(await codeOf({ body: padded(65_537) })).toBe('413 body-too-large');
  });

  test.each([
    [undefined, '201'],
    ['application/json', '201'],
    ['Application/JSON; charset=UTF-8', '201'],
    ['application/json; charset=latin1', '415 unsupported-media-type'],
    ['text/plain', '415 unsupported-media-type'],
    ['application/jsonp', '415 unsupported-media-type'],
    ['multipart/form-data', '415 unsupported-media-type'],
    ['', '415 unsupported-media-type'],
  ])('sent as %s it answers %s', async (type, expected) => {
    expect(await codeOf({ headers: { ...key, ...(type === undefined ? {} : { 'content-type': type }) } })).toBe(
      expected,
    );
  });

  test('a compressed body is 415', async () => {
    expect(await codeOf({ headers: { ...key, 'content-encoding': 'gzip' } })).toBe('415 unsupported-media-type');
  });

  test.each([
    ['JSON', Buffer.from(JSON.stringify(basket)), 201],
    ['gzip', gzipSync(JSON.stringify(basket)), 400],
    ['text that is not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 400],
  ])('bytes that the gateway encoded in base64 are read as bytes: %s', async (_, bytes, status) => {
    const event = {
      routeKey: 'POST /v1/purchases',
      headers: { authorization: 'Bearer operator:operator', 'content-type': 'application/json', ...key },
      body: bytes.toString('base64'),
      isBase64Encoded: true,
    } as unknown as APIGatewayProxyEventV2;
    expect((await api.handler(event, {} as Context)).statusCode).toBe(status);
  });

  test('without a body everything required is named', async () => {
    const { body } = await post({ body: undefined });
    expect(body.errors).toEqual([
      { pointer: '/receiptNumber', code: 'required' },
      { pointer: '/lines', code: 'exactly-one-of' },
    ]);
  });
});

describe('headers', () => {
  test.each([
    ['', '400 idempotency-key-required'],
    ['k'.repeat(255), '201'],
    ['k'.repeat(256), '400 malformed'],
    ['with space', '400 malformed'],
    ['clé', '400 malformed'],
  ])('an Idempotency-Key %j answers %s', async (value, expected) => {
    expect(await codeOf({ headers: { 'idempotency-key': value } })).toBe(expected);
  });

  test('a POST that moves value without an Idempotency-Key is refused by that name', async () => {
    const { body } = await post({ headers: {} });
    expect(body).toMatchObject({
      code: 'idempotency-key-required',
      errors: [{ header: 'Idempotency-Key', code: 'required' }],
    });
  });

  test.each([
    [{ 'idempotency-key': 'with space' }, 'invalid-format'],
    [{}, 'required'],
  ])('a key that is wrong is told beside a body that is: %j', async (headers, code) => {
    const header = { header: 'Idempotency-Key', code };
    const bad = await post({ headers, body: { ...basket, channel: 'x' } });
    expect([bad.status, bad.body.code]).toEqual([400, 'malformed']);
    expect(bad.body.errors).toEqual([header, { pointer: '/channel', code: 'not-allowed' }]);
    expect((await post({ headers, body: '{' })).body.errors).toEqual([
      header,
      expect.objectContaining({ code: 'invalid-json' }),
    ]);
  });

  test('a POST that moves no value needs no Idempotency-Key, and takes none that is empty', async () => {
    const still = inProcess([echo(undefined, false)], table);
    expect(await codeOf({ headers: {} }, still)).toBe('201');
    expect(await codeOf({ headers: { 'idempotency-key': '' } }, still)).toBe('400 malformed');
  });

  test('in a sandbox Boucle-Now is the time of recording; elsewhere it is refused', async () => {
    const headers = { ...key, 'Boucle-Now': '2026-03-14T14:00:00+01:00' };
    expect(await codeOf({ headers })).toBe('201');
    expect(seen.at(-1)).toBe(Date.UTC(2026, 2, 14, 13));
    expect(await codeOf({ headers: { ...key, 'boucle-now': 'tomorrow' } })).toBe('400 malformed');
    const real = inProcess([echo()], table, { ...demo, sandbox: false });
    expect(await codeOf({ headers }, real)).toBe('400 clock-not-allowed');
  });

  test('who may not call learns nothing of what was wrong with the request', async () => {
    expect(await codeOf({ as: null, body: '{' })).toBe('401 unauthenticated');
    expect(await codeOf({ as: operatorAs('analyst'), body: '{' })).toBe('403 scope-missing');
  });
});

describe('faults', () => {
  const failing = (fault: unknown) => inProcess([echo(() => Promise.reject(fault))], table);
  const named = (name: string, message = 'canary-4929') => Object.assign(new Error(message), { name });

  test.each([
    [new StoreFault('unknown'), '503 outcome-unknown'],
    [new StoreFault('unavailable'), '503 unavailable'],
    [named('TimeoutError'), '503 outcome-unknown'],
    [named('ThrottlingException'), '503 unavailable'],
    [Object.assign(named('Error'), { code: 'ECONNREFUSED' }), '503 outcome-unknown'],
    [named('TypeError'), '500 internal-error'],
    ['a text', '500 internal-error'],
  ])('%s is answered %s', async (fault, expected) => {
    expect(await codeOf({}, failing(fault))).toBe(expected);
  });

  test('an unexpected fault shows neither its message nor a stack, in the answer or in the log', async () => {
    const broken = failing(named('TypeError'));
    const { body, headers } = await post({}, broken);
    const told = JSON.stringify([body, headers, broken.lines]);
    expect(told).not.toMatch(/canary-4929|\bat \w|node_modules/);
    expect(broken.lines.join()).toMatch(/fault.*TypeError/);
    expect(headers['Retry-After']).toBe('5');
  });

  test('a store that cannot be reached is 503 with Retry-After', async () => {
    const secret = `bk_demo_${'a'.repeat(26)}_${'a'.repeat(43)}`;
    const { status, headers } = await post({ as: secret });
    expect([status, headers['Retry-After']]).toEqual([503, '1']);
  });

  test('a function whose time is nearly over says that the outcome is unknown', async () => {
    const slow = inProcess([echo(() => new Promise((resolve) => setTimeout(resolve, 300).unref()))], table);
    const event = {
      routeKey: 'POST /v1/purchases',
      headers: { authorization: 'Bearer operator:operator', 'content-type': 'application/json', ...key },
      body: JSON.stringify(basket),
      requestContext: { requestId: 'req-9' },
    } as unknown as APIGatewayProxyEventV2;
    const context = { getRemainingTimeInMillis: () => 550 } as Context;
    const { statusCode, body = '' } = await slow.handler(event, context);
    expect(statusCode).toBe(503);
    expect(JSON.parse(body)).toMatchObject({ code: 'outcome-unknown', requestId: 'req-9' });
  });

  test('a route that no verb knows is a 404 like any other', async () => {
    const event = { routeKey: '$default', requestContext: { requestId: 'r' } } as unknown as APIGatewayProxyEventV2;
    const { statusCode, body = '' } = await api.handler(event, {} as Context);
    expect([statusCode, JSON.parse(body).code]).toEqual([404, 'not-found']);
  });

  test('canaries of body, key and token appear in no line of the log', () => {
    expect(api.lines.length).toBeGreaterThan(10);
    expect(api.lines.join('\n')).not.toMatch(/CANARY|wal_a|Bearer|operator:operator/);
  });
});
