import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verbs } from '../../functions/merchant/handler.ts';
import { rotationsMax } from '../../functions/merchant/rotate-key.ts';
import { DeleteKey, PostKey, RotateKey } from '../../shared/contract/key.ts';
import { PostPurchase } from '../../shared/contract/purchase.ts';
import { GetWallet } from '../../shared/contract/wallet.ts';
import { actingMerchant } from '../../shared/lambda/acting-merchant.ts';
import { created, ok } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { putMerchant } from '../../shared/store/merchant.ts';
import { startEngine } from './engine.ts';
import { demo, inProcess, operatorAs } from './in-process.ts';

/** Two operations of tills that answer nothing but who asks and for whom. */
const whoAmI = httpHandler(
  { ...GetWallet, success: { status: 200, body: null } } as unknown as typeof GetWallet,
  async () => ok(undefined),
);
const forWhom = httpHandler(
  { ...PostPurchase, success: { status: 201, body: null } } as unknown as typeof PostPurchase,
  async (request) => {
    await actingMerchant(request, request.body.merchantId);
    return created(undefined);
  },
);

let engine: Awaited<ReturnType<typeof startEngine>>;
let api: ReturnType<typeof inProcess>;
beforeAll(async () => {
  engine = await startEngine();
  api = inProcess([...verbs, whoAmI, forWhom], engine.table);
  const zara = { name: 'Zara', sector: 'fashion', connected: true, stores: [], billingPlan: null };
  await putMerchant(engine.table, { ...zara, id: 'zara', createdAt: 0, updatedAt: 0, revision: 1 });
});
afterAll(() => engine?.stop());

const terms = { label: 'Till 1', merchantIds: ['zara'], scopes: ['wallet:read'] };
const create = (body: object = terms, headers = {}) => api.send(PostKey, { body, headers });
const wallet = { id: `wal_${'a'.repeat(26)}` };
const statusAs = async (as: string | null) => (await api.send(whoAmI.operation, { as, params: wallet })).status;

describe('keys', () => {
  test('a key works at once; its secret is shown in the answer that made it and stored nowhere', async () => {
    const { status, body } = await create({ ...terms, assets: ['cashback'], ceilingMinor: 5000 });
    expect(status).toBe(201);
    expect(body).toMatchObject({ ...terms, assets: ['cashback'], ceilingMinor: 5000 });
    expect(body.secret).toMatch(/^bk_demo_[a-z2-7]{26}_[A-Za-z0-9_-]{43}$/);
    expect(await statusAs(body.secret)).toBe(200);

    const { Items } = await engine.table.client.send(new ScanCommand({ TableName: engine.table.name }));
    const secret = body.secret.slice(-43);
    expect(JSON.stringify(Items)).not.toContain(secret);
    expect(api.lines.join('\n')).not.toContain(secret);
  });

  test('the same request under the same key answers the same key without its secret; another body is a mismatch', async () => {
    const headers = { 'idempotency-key': 'make-1' };
    const first = await create(terms, headers);
    const again = await create(terms, headers);
    const { secret, ...shown } = first.body;
    expect(again.body).toEqual(shown);
    expect(again.headers['Idempotent-Replayed']).toBe('true');
    expect((await create({ ...terms, label: 'Till 2' }, headers)).body.code).toBe('idempotency-mismatch');
    expect(await statusAs(secret)).toBe(200);
  });

  test('all credentials that are none are refused alike', async () => {
    const { body } = await create();
    const secret: string = body.secret;
    const bad = [
      null,
      '',
      'x',
      secret.slice(0, -1),
      `${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`,
      secret.replace('bk_demo_', 'bk_other_'),
      secret.replace(/bk_demo_.{4}/, 'bk_demo_aaaa'),
      'x'.repeat(5_000),
    ];
    const answers = await Promise.all(bad.map((as) => api.send(whoAmI.operation, { as, params: wallet })));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({
      status: 401,
      body: { code: 'unauthenticated' },
      headers: { 'WWW-Authenticate': 'Bearer' },
    });
  });

  test('a rotation keeps the id; the secret before works until the overlap ends, older ones end at once', async () => {
    const { body: made } = await create();
    const rotate = (overlapSeconds: number, headers = {}) =>
      api.send(RotateKey, { params: { id: made.id }, body: { overlapSeconds }, headers });
    const first = await rotate(600);
    expect(first.body).toMatchObject({ id: made.id, previousSecretUntil: expect.any(String) });
    expect(await Promise.all([made.secret, first.body.secret].map(statusAs))).toEqual([200, 200]);

    const headers = { 'idempotency-key': 'rotate-1' };
    const second = await rotate(600, headers);
    expect(await Promise.all([made.secret, first.body.secret, second.body.secret].map(statusAs))).toEqual([
      401, 200, 200,
    ]);
    const replay = await rotate(600, headers);
    expect(replay.body.secret).toBeUndefined();
    expect(replay.headers['Idempotent-Replayed']).toBe('true');
    expect((await rotate(0, headers)).body.code).toBe('idempotency-mismatch');

    api.wait(600_000);
    expect(await Promise.all([first.body.secret, second.body.secret].map(statusAs))).toEqual([401, 200]);
  });

  test('a rotation that comes again after others is still a replay: it makes no secret and ends none', async () => {
    const { body: made } = await create();
    const rotate = (key: string, overlapSeconds = 3_600) =>
      api.send(RotateKey, { params: { id: made.id }, body: { overlapSeconds }, headers: { 'idempotency-key': key } });
    const first = await rotate('first');
    api.wait(1_000);
    const second = await rotate('second');
    const late = await rotate('first');
    const { secret, ...shown } = first.body;
    expect([late.status, late.body, late.headers['Idempotent-Replayed']]).toEqual([200, shown, 'true']);
    expect((await rotate('first', 60)).body.code).toBe('idempotency-mismatch');
    expect(await Promise.all([secret, second.body.secret].map(statusAs))).toEqual([200, 200]);

    api.wait(48 * 3_600_000 - 1_000);
    expect((await rotate('second')).headers['Idempotent-Replayed']).toBe('true');
    expect((await rotate('first')).body.secret).toMatch(/^bk_/);
  });

  test('one rotation sent twice at the same time makes one secret', async () => {
    const { body: made } = await create();
    const headers = { 'idempotency-key': 'at-once' };
    const rotate = () => api.send(RotateKey, { params: { id: made.id }, body: { overlapSeconds: 600 }, headers });
    const both = await Promise.all([rotate(), rotate()]);
    const secrets = both.flatMap(({ body }) => body.secret ?? []);
    expect(secrets).toHaveLength(1);
    expect((await rotate()).headers['Idempotent-Replayed']).toBe('true');
    expect(await Promise.all([made.secret, ...secrets].map(statusAs))).toEqual([200, 200]);
  });

  test('more rotations under keys than are remembered are refused; one without a key goes on', async () => {
    const { body: made } = await create();
    const rotate = (headers = {}) =>
      api.send(RotateKey, { params: { id: made.id }, body: { overlapSeconds: 0 }, headers });
    for (let nth = 1; nth <= rotationsMax; nth += 1) await rotate({ 'idempotency-key': `r-${nth}` });
    const refused = await rotate({ 'idempotency-key': 'one-more' });
    expect([refused.status, refused.body.errors]).toEqual([400, [{ header: 'Idempotency-Key', code: 'too-many' }]]);
    expect((await rotate({ 'idempotency-key': 'r-1' })).headers['Idempotent-Replayed']).toBe('true');
    expect((await rotate()).body.secret).toMatch(/^bk_/);
    api.wait(48 * 3_600_000);
    expect((await rotate({ 'idempotency-key': 'one-more' })).status).toBe(200);
  });

  test('a revoked key is out within 60 seconds on every instance, its id stays taken, and it cannot be rotated', async () => {
    const headers = { 'idempotency-key': 'revoke-1' };
    const { body: made } = await create(terms, headers);
    const elsewhere = inProcess([whoAmI], engine.table);
    const statusElsewhere = async () =>
      (await elsewhere.send(whoAmI.operation, { as: made.secret, params: wallet })).status;
    expect(await statusElsewhere()).toBe(200);

    expect((await api.send(DeleteKey, { params: { id: made.id } })).status).toBe(204);
    expect((await api.send(DeleteKey, { params: { id: made.id } })).status).toBe(204);
    expect(await statusAs(made.secret)).toBe(401);
    elsewhere.wait(59_000);
    expect(await statusElsewhere()).toBe(401);
    const rotated = await api.send(RotateKey, { params: { id: made.id }, body: { overlapSeconds: 0 } });
    expect(rotated.body.code).toBe('not-found');
    expect((await create(terms, headers)).body.secret).toBeUndefined();
  });

  test('a key of another ecosystem on the same table is nobody', async () => {
    const other = inProcess([...verbs, whoAmI], engine.table, { ...demo, id: 'other' });
    const { body } = await create();
    expect((await other.send(whoAmI.operation, { as: body.secret, params: wallet })).status).toBe(401);
  });

  test('only operators make keys, with closed scopes and assets', async () => {
    const { body } = await create({ ...terms, scopes: ['wallet:read', 'wallet:write'] });
    for (const as of [body.secret, operatorAs('support'), operatorAs('analyst')]) {
      expect((await api.send(PostKey, { as, body: terms })).body.code).toBe('scope-missing');
    }
    const refused = await create({ ...terms, scopes: ['admin'], assets: ['gold'], merchantIds: [] });
    expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/merchantIds',
      '/scopes/0',
      '/assets/0',
    ]);
  });
});

describe('the merchant of an operation', () => {
  const basket = { walletId: wallet.id, receiptNumber: 'R-1', amountMinor: 100 };
  const buy = async (key: object, merchantId?: string) => {
    const { body } = await create({ ...terms, scopes: ['purchase:write'], ...key });
    const headers = { 'idempotency-key': 'k' };
    return api.send(forWhom.operation, { as: body.secret, body: { ...basket, merchantId }, headers });
  };

  test('it is the key’s own; one that is not, existing or not, is answered alike', async () => {
    expect((await buy({})).status).toBe(201);
    expect((await buy({}, 'zara')).status).toBe(201);
    const known = await buy({ merchantIds: ['deco'] }, 'zara');
    const unknown = await buy({ merchantIds: ['deco'] }, 'nowhere');
    expect(known).toEqual(unknown);
    expect([known.status, known.body.code]).toEqual([403, 'merchant-not-in-scope']);
    expect((await buy({ merchantIds: '*' }, 'nowhere')).body).toEqual(known.body);
  });

  test('a key of several merchants has to name one of them', async () => {
    const unnamed = await buy({ merchantIds: ['zara', 'deco'] });
    expect(unnamed.body).toMatchObject({ code: 'malformed', errors: [{ pointer: '/merchantId', code: 'required' }] });
    expect((await buy({ merchantIds: ['zara', 'deco'] }, 'zara')).status).toBe(201);
    expect((await buy({ merchantIds: '*' }, 'zara')).status).toBe(201);
  });
});
