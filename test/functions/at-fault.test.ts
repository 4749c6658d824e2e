import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PostAdjustment } from '../../shared/contract/adjustment.ts';
import { PostCampaign } from '../../shared/contract/campaign.ts';
import { PostCancellation } from '../../shared/contract/cancellation.ts';
import { PostClaim } from '../../shared/contract/claim.ts';
import { PostKey } from '../../shared/contract/key.ts';
import { PostOptIn } from '../../shared/contract/offer.ts';
import type { Operation } from '../../shared/contract/operation.ts';
import { PostPurchase, PostQuote } from '../../shared/contract/purchase.ts';
import { PostRedemption } from '../../shared/contract/redemption.ts';
import { PostReturn } from '../../shared/contract/return.ts';
import { PostRuleset } from '../../shared/contract/ruleset.ts';
import { PostTransfer } from '../../shared/contract/transfer.ts';
import { GetWallet } from '../../shared/contract/wallet.ts';
import { type Engine, startEngine } from './engine.ts';
import { aMall } from './mall.ts';

let engine: Engine;
let mall: Awaited<ReturnType<typeof aMall>>;
let wallet: string;
let guest: { id: string; claimCode: string };
const noon = '2026-03-14T12:00:00Z';
const none = `wal_a${'b'.repeat(25)}`;

const ask = (operation: Operation, body: object, more: { as?: string | undefined; key?: string; id?: string } = {}) =>
  mall.send(operation, {
    ...(more.as ? { as: more.as } : {}),
    ...(more.id ? { params: { id: more.id } } : {}),
    body,
    headers: { 'Idempotency-Key': more.key ?? mall.key(), ...mall.at(noon) },
  });
const sell = async (body: object) =>
  (await ask(PostPurchase, { amountMinor: 100, ...body }, { as: mall.keys.zara })).body;

beforeAll(async () => {
  engine = await startEngine();
  mall = await aMall(await engine.anotherTable(), { zara: 'fashion' });
  wallet = await mall.openWallet(noon);
  guest = await sell({ receiptNumber: 'G' });
});
afterAll(() => engine?.stop());

const sale = { receiptNumber: 'R', amountMinor: 100 };
const all = { all: true, reason: 'lost' };

describe('what the body names and is not there is told where', () => {
  const rows: readonly (readonly [Operation, () => object, string, 'till' | 'operator'])[] = [
    [PostPurchase, () => ({ walletId: none, ...sale }), '/walletId', 'till'],
    [PostQuote, () => ({ walletId: none, ...sale }), '/walletId', 'till'],
    [PostRedemption, () => ({ walletId: none, amountMinor: 1 }), '/walletId', 'till'],
    [PostClaim, () => ({ walletId: none, claimCode: guest.claimCode }), '/walletId', 'till'],
    [PostClaim, () => ({ walletId: wallet, claimCode: `A${'B'.repeat(25)}` }), '/claimCode', 'till'],
    [PostCancellation, () => ({ walletId: none, idempotencyKey: 'k' }), '/walletId', 'till'],
    [PostTransfer, () => ({ fromWalletId: none, toWalletId: wallet, ...all }), '/fromWalletId', 'operator'],
    [PostTransfer, () => ({ fromWalletId: wallet, toWalletId: none, ...all }), '/toWalletId', 'operator'],
    [
      PostAdjustment,
      () => ({ walletId: none, asset: 'cashback', amountMinor: 1, reason: 'r' }),
      '/walletId',
      'operator',
    ],
  ];
  const missing = rows.map(([operation, body, pointer, who]) => ({ operation, body, pointer, who }));
  test.each(missing)('$operation.operationId: $pointer', async ({ operation, body, pointer, who }) => {
    const { status, body: told } = await ask(operation, body(), who === 'till' ? { as: mall.keys.zara } : {});
    expect([status, told.code, told.errors]).toEqual([404, 'not-found', [{ pointer, code: 'not-found' }]]);
  });

  test('a campaign that is not there; but not a wallet that the path names', async () => {
    const there = await ask(PostOptIn, { campaignId: `cmp_${'a'.repeat(26)}` }, { id: wallet });
    expect([there.status, there.body.errors]).toEqual([404, [{ pointer: '/campaignId', code: 'not-found' }]]);
    const read = await mall.send(GetWallet, { params: { id: none } });
    expect([read.status, read.body.errors]).toEqual([404, undefined]);
  });

  test('a merchant that is not there, to an operator', async () => {
    const { status, body } = await ask(PostPurchase, { ...sale, walletId: wallet, merchantId: 'nowhere' });
    expect([status, body.code]).toEqual([403, 'merchant-not-in-scope']);
    expect(body.detail).toBe('`merchantId` names a merchant that does not exist.');
    const till = await ask(PostPurchase, { ...sale, merchantId: 'nowhere' }, { as: mall.keys.zara });
    expect(till.body.detail).toMatch(/not one of the key’s own/);
  });
});

describe('a key that stands for another request is named', () => {
  const dates = { startsAt: '2026-03-01T00:00:00Z', endsAt: '2026-04-01T00:00:00Z', funder: 'operator' };
  const key = { merchantIds: ['zara'], scopes: ['wallet:read'] };
  const rows: readonly (readonly [Operation, object, object, { readonly isTill?: true; readonly ofGuest?: true }])[] = [
    [
      PostPurchase,
      { receiptNumber: 'K-1', amountMinor: 1 },
      { receiptNumber: 'K-1', amountMinor: 2 },
      { isTill: true },
    ],
    [PostReturn, { amountMinor: 1 }, { amountMinor: 2 }, { isTill: true, ofGuest: true }],
    [PostKey, { label: 'a', ...key }, { label: 'b', ...key }, {}],
    [PostRuleset, { name: 'a' }, { name: 'b' }, {}],
    [PostCampaign, { name: 'a', ...dates }, { name: 'b', ...dates }, {}],
  ];
  const twice = rows.map(([operation, first, other, of]) => ({ operation, first, other, ...of }));
  test.each(twice)('$operation.operationId', async ({ operation, first, other, isTill, ofGuest }) => {
    const more = {
      key: mall.key(),
      ...(isTill ? { as: mall.keys.zara } : {}),
      ...(ofGuest ? { id: guest.id } : {}),
    };
    expect((await ask(operation, first, more)).status).toBe(201);
    const { status, body } = await ask(operation, other, more);
    const errors = [{ header: 'Idempotency-Key', code: 'not-allowed' }];
    expect([status, body.code, body.errors]).toEqual([422, 'idempotency-mismatch', errors]);
  });

  test('of a wallet', async () => {
    const more = { key: mall.key(), as: mall.keys.zara };
    await ask(PostPurchase, { walletId: wallet, ...sale }, more);
    const { body } = await ask(PostPurchase, { walletId: wallet, ...sale, amountMinor: 2 }, more);
    expect(body.errors).toEqual([{ header: 'Idempotency-Key', code: 'not-allowed' }]);
  });
});
