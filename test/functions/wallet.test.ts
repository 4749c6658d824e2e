import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PostAdjustment } from '../../shared/contract/adjustment.ts';
import { PostRedemption, PostRelease } from '../../shared/contract/redemption.ts';
import { PostTransfer } from '../../shared/contract/transfer.ts';
import { GetWallet, PostBlock, PostClose, PostUnblock } from '../../shared/contract/wallet.ts';
import { type Engine, startEngine } from './engine.ts';
import { operatorAs } from './in-process.ts';
import { aMall } from './mall.ts';

let engine: Engine;
let mall: Awaited<ReturnType<typeof aMall>>;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine?.stop());

const noon = '2026-03-14T12:00:00Z';
beforeEach(async () => {
  mall = await aMall(await engine.anotherTable(), { zara: 'fashion', deco: 'home' });
  const rules = [{ id: 'all', effect: { kind: 'rate', rateBps: 200 } }];
  await mall.publish({ name: 'two per cent', rules }, '2026-01-01T00:00:00Z');
});

type Ask = { as?: string; now?: string; idempotencyKey?: string };
const headersOf = ({ now = noon, idempotencyKey = mall.key() }: Ask) => ({
  'Idempotency-Key': idempotencyKey,
  'Boucle-Now': now,
});
const change = (operation: typeof PostBlock | typeof PostUnblock | typeof PostClose, id: string, ask: Ask = {}) =>
  mall.send(operation, { params: { id }, headers: headersOf(ask) });
const adjust = (walletId: string, amountMinor: number, { as, ...ask }: Ask = {}, more: object = {}) =>
  mall.send(PostAdjustment, {
    ...(as ? { as } : {}),
    body: { walletId, asset: 'cashback', amountMinor, reason: 'gesture', ...more },
    headers: headersOf(ask),
  });
const transfer = (fromWalletId: string, toWalletId: string, ask: Ask = {}) =>
  mall.send(PostTransfer, { body: { fromWalletId, toWalletId, all: true, reason: 'lost' }, headers: headersOf(ask) });
const redeem = (walletId: string, amountMinor: number, more: object = {}) =>
  mall.send(PostRedemption, {
    as: mall.keys.zara!,
    body: { walletId, amountMinor, ...more },
    headers: headersOf({}),
  });
const earn = (walletId: string, amountMinor: number, merchantId = 'zara') =>
  mall.buy(merchantId, { walletId, receiptNumber: mall.key(), amountMinor }, { now: noon });
const cashback = async (walletId: string) => (await mall.balance(walletId, noon)).cashback;

describe('a blocked wallet', () => {
  test('earns and releases, but does not pay, redeem, capture or move', async () => {
    const [walletId, other] = [await mall.openWallet(noon), await mall.openWallet(noon)];
    await earn(walletId, 10_000);
    const held = await redeem(walletId, 50, { capture: false });
    expect((await change(PostBlock, walletId)).body.status).toBe('blocked');
    expect((await redeem(walletId, 10)).body.code).toBe('wallet-blocked');
    const paying = { walletId, receiptNumber: 'p', amountMinor: 100, pay: { max: true } };
    expect((await mall.buy('zara', paying, { now: noon })).body.code).toBe('wallet-blocked');
    expect((await transfer(walletId, other)).body.code).toBe('wallet-blocked');
    expect((await earn(walletId, 5_000)).status).toBe(201);
    const release = { params: { id: held.body.id }, as: mall.keys.zara!, headers: headersOf({}) };
    expect((await mall.send(PostRelease, release)).status).toBe(200);
    expect((await change(PostUnblock, walletId)).body.status).toBe('open');
    expect((await redeem(walletId, 300)).status).toBe(201);
  });
});

describe('a wallet is closed', () => {
  test('only when nothing is left in it, and then for good', async () => {
    const walletId = await mall.openWallet(noon);
    await earn(walletId, 10_000);
    const full = await change(PostClose, walletId);
    expect([full.status, full.body.code]).toEqual([422, 'wallet-not-empty']);
    await redeem(walletId, 150);
    await redeem(walletId, 50, { capture: false });
    expect((await change(PostClose, walletId)).body.code).toBe('holds-open');
    const empty = await mall.openWallet(noon);
    const closed = await change(PostClose, empty, { idempotencyKey: 'close' });
    expect(closed.body.status).toBe('closed');
    expect((await change(PostClose, empty, { idempotencyKey: 'close' })).body).toEqual(closed.body);
    expect((await change(PostClose, empty)).body.code).toBe('wallet-closed');
    expect((await earn(empty, 100)).body.code).toBe('wallet-closed');
    expect((await change(PostUnblock, empty)).body.code).toBe('wallet-closed');
  });
});

describe('an adjustment', () => {
  test('gives and takes with a reason, never below zero', async () => {
    const walletId = await mall.openWallet(noon);
    const given = await adjust(walletId, 500, {}, { ticket: 'T-1' });
    expect([given.status, given.body.balances.cashback.availableMinor, given.body.ticket]).toEqual([201, 500, 'T-1']);
    expect((await adjust(walletId, -200)).body.balances.cashback.availableMinor).toBe(300);
    const tooMuch = await adjust(walletId, -301);
    expect([tooMuch.status, tooMuch.body.code, tooMuch.body.usableMinor]).toEqual([422, 'insufficient-funds', 300]);
    expect((await adjust(walletId, 0)).status).toBe(400);
    expect((await adjust(walletId, 1, {}, { asset: 'prepaid' })).body.errors).toEqual([
      { pointer: '/asset', code: 'not-allowed' },
    ]);
    const [newest] = await mall.entries(walletId, noon);
    expect(newest.postings).toEqual([
      { account: 'wallet', asset: 'cashback', amountMinor: -200 },
      { account: 'adjustment', asset: 'cashback', amountMinor: 200 },
    ]);
  });

  test('by support stays within its ceiling; a till may not at all', async () => {
    const walletId = await mall.openWallet(noon);
    const support = { as: operatorAs('support') };
    expect((await adjust(walletId, 5_000, support)).status).toBe(201);
    const above = await adjust(walletId, -5_001, support);
    expect([above.body.code, above.body.ceilingMinor]).toEqual(['support-ceiling-exceeded', 5_000]);
    expect((await adjust(walletId, 1, { as: mall.keys.zara! })).body.code).toBe('scope-missing');
  });
});

describe('a transfer', () => {
  test('moves every lot with its origin to the other wallet, closes the old one, and repeats as it was', async () => {
    const [from, to] = [await mall.openWallet(noon), await mall.openWallet(noon)];
    await earn(from, 10_000, 'zara');
    await earn(from, 5_000, 'deco');
    await earn(to, 1_000, 'zara');
    const moved = await transfer(from, to, { idempotencyKey: 'lost' });
    expect([moved.status, moved.body.moved]).toEqual([201, [{ asset: 'cashback', amountMinor: 300 }]]);
    expect(moved.body.balances.cashback.availableMinor).toBe(320);
    expect((await cashback(to)).availableMinor).toBe(320);
    expect((await cashback(from)).availableMinor).toBe(0);
    const lots = await mall.lots(to, noon);
    expect(lots.map((lot: { originId: string; remainingMinor: number }) => [lot.originId, lot.remainingMinor])).toEqual(
      [
        ['zara', 220],
        ['deco', 100],
      ],
    );
    const old = await mall.send(GetWallet, { params: { id: from }, headers: mall.at(noon) });
    expect([old.body.status, old.body.successorId]).toEqual(['closed', to]);
    await earn(to, 1_000);
    const again = await transfer(from, to, { idempotencyKey: 'lost' });
    expect([again.headers['Idempotent-Replayed'], again.body]).toEqual(['true', moved.body]);
    expect((await transfer(from, to)).body.code).toBe('wallet-closed');
  });

  test('waits for open holds, and goes to another wallet that is there', async () => {
    const [from, to] = [await mall.openWallet(noon), await mall.openWallet(noon)];
    await earn(from, 10_000);
    await redeem(from, 50, { capture: false });
    expect((await transfer(from, to)).body.code).toBe('holds-open');
    expect((await transfer(from, from)).status).toBe(400);
    expect((await transfer(from, `wal_${'a'.repeat(26)}`)).status).toBe(404);
  });

  test('both ways at once loses nothing: one of them stands', async () => {
    const [one, two] = [await mall.openWallet(noon), await mall.openWallet(noon)];
    await earn(one, 10_000);
    await earn(two, 5_000);
    const answers = await Promise.all([transfer(one, two), transfer(two, one)]);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const [a, b] = [await cashback(one), await cashback(two)];
    expect([a.availableMinor, b.availableMinor].sort()).toEqual([0, 300]);
  });
});
