import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PostCancellation } from '../../shared/contract/cancellation.ts';
import { PostClaim } from '../../shared/contract/claim.ts';
import { FindPurchase } from '../../shared/contract/find-purchase.ts';
import { PostKey } from '../../shared/contract/key.ts';
import { GetPurchase, PostPurchase } from '../../shared/contract/purchase.ts';
import { PostReturn } from '../../shared/contract/return.ts';
import type { Table } from '../../shared/store/client.ts';
import { aStream, recordsOf } from '../support/stream.ts';
import { aConsumer } from './consumer.ts';
import { type Engine, startEngine } from './engine.ts';
import { operator } from './in-process.ts';
import { aMall } from './mall.ts';

let engine: Engine;
let table: Table;
let mall: Awaited<ReturnType<typeof aMall>>;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine?.stop());

const noon = '2026-03-14T12:00:00Z';
const receipt = { receiptNumber: 'R-1', tillId: 'T1', date: '2026-03-14' };
beforeEach(async () => {
  table = await engine.anotherTable();
  mall = await aMall(table, { zara: 'fashion', deco: 'home' });
});

type Query = Record<string, string>;
const look = (query: Query, { as = mall.keys.zara!, now = noon } = {}) =>
  mall.send(FindPurchase, { as, query: new URLSearchParams(query).toString(), headers: mall.at(now) });
const streamed = async () => aStream(await recordsOf(table), { seed: 1 })(aConsumer(table).handler);
const buy = async (more: object = {}, { now = noon, idempotencyKey = mall.key() } = {}) => {
  const walletId = await mall.openWallet(now);
  const body = { walletId, receiptNumber: 'R-1', tillId: 'T1', amountMinor: 1_000, ...more };
  const bought = await mall.buy('zara', body, { now, idempotencyKey });
  expect(bought.status).toBe(201);
  return { walletId: (body as { walletId: string }).walletId, id: bought.body.id as string, idempotencyKey };
};
const said = ({ status, body }: { status: number; body: { code?: string; errors?: unknown } }) => [status, body.code];

describe('a purchase is found by what stands on its receipt', () => {
  test('on the wallet named at once, as its id tells it', async () => {
    const { walletId, id } = await buy();
    const asked = { params: { id }, as: mall.keys.zara!, headers: mall.at(noon) };
    await mall.send(PostReturn, {
      ...asked,
      body: { amountMinor: 400 },
      headers: { 'Idempotency-Key': 'r', ...mall.at(noon) },
    });
    const found = await look({ ...receipt, walletId });
    expect(found.body).toEqual((await mall.send(GetPurchase, asked)).body);
    expect(found.body).toMatchObject({ id, walletId, returnable: { amountMinor: 600 } });
  });

  test('beyond what the head remembers, too', async () => {
    const { walletId, id } = await buy();
    for (let at = 0; at < 60; at += 1) {
      await mall.buy('deco', { walletId, receiptNumber: `N-${at}`, amountMinor: 10 }, { now: noon });
    }
    expect((await look({ ...receipt, walletId })).body.id).toBe(id);
  });

  test('without a wallet once the stream has told of it', async () => {
    const { id } = await buy();
    expect((await look(receipt)).status).toBe(404);
    await streamed();
    expect((await look(receipt)).body.id).toBe(id);
  });

  test('on its wallet years later', async () => {
    const { walletId, id } = await buy();
    await streamed();
    const later = { now: '2029-03-14T12:00:00Z' };
    expect((await look({ ...receipt, walletId }, later)).body.id).toBe(id);
    expect((await look(receipt, later)).body.id).toBe(id);
  });

  test('by till and local day: tills restart their numbers', async () => {
    const late = await buy({}, { now: '2026-03-14T23:30:00Z' });
    await streamed();
    expect((await look(receipt)).status).toBe(404);
    expect((await look({ ...receipt, date: '2026-03-15' })).body.id).toBe(late.id);
    expect((await look({ ...receipt, date: '2026-03-15', tillId: 'T2' })).status).toBe(404);
    expect((await look({ receiptNumber: 'R-1', date: '2026-03-15' })).status).toBe(404);
    const unnamed = await buy({ tillId: undefined, receiptNumber: 'R-2' });
    const without = { receiptNumber: 'R-2', date: '2026-03-14', walletId: unnamed.walletId };
    expect((await look(without)).body.id).toBe(unnamed.id);
  });

  test('of two wallets with one receipt the first', async () => {
    const [first, second] = [await buy(), await buy({}, { now: '2026-03-14T13:00:00Z' })];
    await streamed();
    const later = { now: '2026-03-14T13:00:00Z' };
    expect((await look(receipt, later)).body.id).toBe(first.id);
    expect((await look({ ...receipt, walletId: second.walletId }, later)).body.id).toBe(second.id);
    const years = { now: '2029-03-14T13:00:00Z' };
    expect((await look({ ...receipt, walletId: second.walletId }, years)).body.id).toBe(second.id);
    expect((await look({ ...receipt, walletId: await mall.openWallet(noon) }, later)).status).toBe(404);
  });

  test('no more once it is cancelled; then the next with its number', async () => {
    const { walletId, idempotencyKey } = await buy();
    const body = { walletId, idempotencyKey };
    await mall.send(PostCancellation, { as: mall.keys.zara!, body, headers: mall.at(noon) });
    await streamed();
    expect((await look(receipt)).status).toBe(404);
    expect((await look({ ...receipt, walletId })).status).toBe(404);
    const again = await buy({ walletId });
    expect((await look({ ...receipt, walletId })).body.id).toBe(again.id);
  });
});

describe('a guest basket', () => {
  const sell = async () => {
    const body = { receiptNumber: 'R-1', tillId: 'T1', amountMinor: 1_000 };
    const headers = { 'Idempotency-Key': mall.key(), ...mall.at(noon) };
    return (await mall.send(PostPurchase, { as: mall.keys.zara!, body, headers })).body;
  };

  test('is found at once', async () => {
    const sold = await sell();
    expect((await look(receipt)).body).toMatchObject({ id: sold.id, claimCode: sold.claimCode });
    expect((await look(receipt, { as: mall.keys.deco! })).status).toBe(404);
    expect((await look({ ...receipt, walletId: await mall.openWallet(noon) })).status).toBe(404);
  });

  test('that was claimed is found as the purchase that it became, before and after the stream tells', async () => {
    const { claimCode } = await sell();
    const walletId = await mall.openWallet(noon);
    const headers = { 'Idempotency-Key': mall.key(), ...mall.at(noon) };
    const claimed = await mall.send(PostClaim, { as: mall.keys.zara!, body: { claimCode, walletId }, headers });
    expect((await look(receipt)).body).toMatchObject({ id: claimed.body.id, walletId });
    expect((await look({ ...receipt, walletId })).body.id).toBe(claimed.body.id);
    await streamed();
    expect((await look(receipt)).body.id).toBe(claimed.body.id);
  });
});

describe('the merchant', () => {
  test('is the caller’s own: what is another’s and what does not exist are the same 404', async () => {
    const { walletId } = await buy();
    await streamed();
    const as = mall.keys.deco!;
    const nothing = await look({ ...receipt, receiptNumber: 'R-9' }, { as });
    expect(said(nothing)).toEqual([404, 'not-found']);
    for (const query of [receipt, { ...receipt, walletId }])
      expect((await look(query, { as })).body).toEqual(nothing.body);
    expect(said(await look({ ...receipt, merchantId: 'zara' }, { as }))).toEqual([403, 'merchant-not-in-scope']);
    expect(said(await look({ ...receipt, merchantId: 'nobody' }, { as }))).toEqual([403, 'merchant-not-in-scope']);
  });

  test('is named by who acts for several', async () => {
    const { id } = await buy();
    await streamed();
    const both = { label: 'both', merchantIds: ['zara', 'deco'], scopes: ['purchase:read'] };
    const secret = (await mall.send(PostKey, { body: both })).body.secret;
    for (const as of [secret, operator]) {
      const unnamed = await look(receipt, { as });
      expect(unnamed.body.errors).toEqual([{ parameter: 'merchantId', code: 'required' }]);
      expect((await look({ ...receipt, merchantId: 'zara' }, { as })).body.id).toBe(id);
      expect((await look({ ...receipt, merchantId: 'deco' }, { as })).status).toBe(404);
    }
  });
});

test.each([
  [{ tillId: 'T1' }, ['date required', 'receiptNumber required']],
  [{ receiptNumber: 'R-1', date: '2026-02-30' }, ['date not-a-date']],
  [{ receiptNumber: 'R-1', date: '14.3.2026' }, ['date invalid-format']],
  [{ receiptNumber: 'R 1', date: '2026-03-14' }, ['receiptNumber invalid-format']],
  [{ ...receipt, walletId: 'wal_1' }, ['walletId invalid-format']],
  [{ ...receipt, number: '1' }, ['number unknown-field']],
])('a look-up of %j says what is wrong', async (query, expected) => {
  const { status, body } = await look(query as unknown as Query);
  const errors = body.errors.map(({ parameter, code }: { parameter: string; code: string }) => `${parameter} ${code}`);
  expect([status, errors.sort()]).toEqual([400, expected]);
});
