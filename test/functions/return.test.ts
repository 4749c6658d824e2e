import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PostCancellation } from '../../shared/contract/cancellation.ts';
import { GetPurchase } from '../../shared/contract/purchase.ts';
import { PostRedemption } from '../../shared/contract/redemption.ts';
import { PostRedemptionReturn, PostReturn } from '../../shared/contract/return.ts';
import { PostTransfer } from '../../shared/contract/transfer.ts';
import { PostClose } from '../../shared/contract/wallet.ts';
import { type Engine, startEngine } from './engine.ts';
import { aMall } from './mall.ts';

let engine: Engine;
let mall: Awaited<ReturnType<typeof aMall>>;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine?.stop());

const noon = '2026-03-14T12:00:00Z';
const rules = [{ id: 'all', effect: { kind: 'rate', rateBps: 200 } }];
const publish = (settings: object = {}) =>
  mall.publish({ name: 'two per cent', settings, rules }, '2026-01-01T00:00:00Z');
beforeEach(async () => {
  mall = await aMall(await engine.anotherTable(), { zara: 'fashion', deco: 'home' });
});

type Ask = { now?: string; idempotencyKey?: string; as?: string };
const asked = ({ now = noon, idempotencyKey = mall.key(), as = mall.keys.zara! }: Ask) => ({
  as,
  headers: { 'Idempotency-Key': idempotencyKey, ...mall.at(now) },
});
const giveBack = (id: string, body: object, ask: Ask = {}) =>
  mall.send(PostReturn, { params: { id }, body, ...asked(ask) });
const read = async (id: string, now = noon) =>
  (await mall.send(GetPurchase, { params: { id }, as: mall.keys.zara!, headers: mall.at(now) })).body;
const available = async (walletId: string, now = noon) =>
  (await mall.balance(walletId, now)).cashback?.availableMinor ?? 0;

/** A wallet that earned five euros at deco, and then fifty euros at Zara, five of them from the wallet. */
async function fiftyEuros(body: object = { amountMinor: 5_000 }) {
  const walletId = await mall.openWallet(noon);
  await mall.buy('deco', { walletId, receiptNumber: 'first', amountMinor: 25_000 }, { now: noon });
  const basket = { walletId, receiptNumber: 'R-1', ...body, pay: { amountMinor: 500 } };
  const bought = await mall.buy('zara', basket, { now: noon, idempotencyKey: `buy-${walletId}` });
  return { walletId, id: bought.body.id as string };
}

describe('a return gives back what was paid and takes back what was earned', () => {
  test('in proportion: twenty of fifty euros, a tenth of them from the wallet (api.md §2)', async () => {
    await publish();
    const { walletId, id } = await fiftyEuros();
    expect(await available(walletId)).toBe(90);
    const returned = await giveBack(id, { amountMinor: 2_000 }, { idempotencyKey: 'r' });
    expect(returned.status).toBe(201);
    expect(returned.body).toMatchObject({
      purchaseId: id,
      amountMinor: 2_000,
      refunded: { walletMinor: 200, otherMinor: 1_800 },
      clawback: [{ asset: 'cashback', amountMinor: 36, fromWalletMinor: 36, receivableMinor: 0, writtenOffMinor: 0 }],
      returnable: { amountMinor: 3_000 },
    });
    expect(await available(walletId)).toBe(90 + 200 - 36);
    expect((await giveBack(id, { amountMinor: 2_000 }, { idempotencyKey: 'r' })).body).toEqual(returned.body);
    expect(await read(id)).toMatchObject({ returns: [{ amountMinor: 2_000 }], returnable: { amountMinor: 3_000 } });
  });

  test('what several rules gave and several funders paid is told as one amount of each asset', async () => {
    const boost = { id: 'boost', group: 'boost', funder: 'operator', effect: { kind: 'rate', rateBps: 300 } };
    const points = { id: 'points', asset: 'points', effect: { kind: 'points', points: 1, perMinor: 100 } };
    await mall.publish({ name: 'three rules', rules: [...rules, boost, points] }, '2026-01-01T00:00:00Z');
    const walletId = await mall.openWallet(noon);
    const bought = await mall.buy('zara', { walletId, receiptNumber: 'R-1', amountMinor: 5_000 }, { now: noon });
    const { clawback } = (await giveBack(bought.body.id, { amountMinor: 2_000 })).body;
    expect(clawback.map(({ asset, amountMinor }: Record<string, unknown>) => [asset, amountMinor])).toEqual([
      ['cashback', 40 + 60],
      ['points', 20],
    ]);
  });

  test('in parts it comes to the same as at once, and never to more than was bought (I11)', async () => {
    await publish();
    const { walletId, id } = await fiftyEuros();
    for (const amountMinor of [1_250, 1, 3_000]) await giveBack(id, { amountMinor });
    const tooMuch = await giveBack(id, { amountMinor: 750 });
    expect([tooMuch.status, tooMuch.body.code, tooMuch.body.returnableMinor]).toEqual([422, 'over-returned', 749]);
    expect((await giveBack(id, { all: true })).body.returnable.amountMinor).toBe(0);
    expect(await available(walletId)).toBe(500);
    expect((await mall.lots(walletId, noon)).map((lot: { originId: string }) => lot.originId)).toEqual(['deco']);
    expect((await giveBack(id, { all: true })).body.code).toBe('nothing-to-return');
  });

  test('by line and quantity, a discount spread over what it was given on', async () => {
    await publish();
    const lines = [
      { sku: 'sock', quantity: 3, amountMinor: 3_000 },
      { sku: 'belt', amountMinor: 3_000 },
      { kind: 'discount', amountMinor: -1_000 },
    ];
    const { walletId, id } = await fiftyEuros({ lines });
    expect((await read(id)).returnable.lines).toEqual([
      { index: 0, quantity: 3, amountMinor: 2_500 },
      { index: 1, quantity: 1, amountMinor: 2_500 },
    ]);
    const one = await giveBack(id, { lines: [{ index: 0, quantity: 1 }] });
    expect(one.body).toMatchObject({ amountMinor: 833, returnable: { amountMinor: 4_167 } });
    expect((await giveBack(id, { lines: [{ index: 0, quantity: 3 }] })).body.code).toBe('over-returned');
    await giveBack(id, {
      lines: [
        { index: 0, quantity: 2 },
        { index: 1, quantity: 1 },
      ],
    });
    expect(await available(walletId)).toBe(500);
    const alone = await giveBack(id, { lines: [{ index: 2, quantity: 1 }] });
    expect([alone.status, alone.body.errors]).toEqual([400, [{ pointer: '/lines/0/index', code: 'not-allowed' }]]);
  });

  test.each([
    ['walletFirst', 500, 500],
    ['otherFirst', 0, 0],
    ['proRata', 200, 200],
  ])('refund %s', async (refund, walletMinor) => {
    await publish({ returns: { refund } });
    const { id } = await fiftyEuros();
    expect((await giveBack(id, { amountMinor: 2_000 })).body.refunded.walletMinor).toBe(walletMinor);
    const rest = await giveBack(id, { all: true });
    expect(rest.body.refunded.walletMinor).toBe(500 - walletMinor);
  });

  test.each([
    ['withinBalance', { fromWalletMinor: 40, receivableMinor: 0, writtenOffMinor: 60 }, 0],
    ['debt', { fromWalletMinor: 40, receivableMinor: 60, writtenOffMinor: 0 }, 60],
    ['pendingOnly', { fromWalletMinor: 0, receivableMinor: 0, writtenOffMinor: 100 }, 0],
  ])('clawback %s when the reward was spent meanwhile (I10)', async (clawback, expected, owedMinor) => {
    await publish({ returns: { clawback } });
    const walletId = await mall.openWallet(noon);
    const basket = { walletId, receiptNumber: 'R-1', amountMinor: 5_000 };
    const { id } = (await mall.buy('zara', basket, { now: noon })).body;
    await mall.send(PostRedemption, { body: { walletId, amountMinor: 60 }, ...asked({}) });
    const returned = await giveBack(id, { all: true });
    expect(returned.body.clawback).toMatchObject([{ amountMinor: 100, ...expected }]);
    const { cashback } = await mall.balance(walletId, noon);
    expect(cashback.owedMinor).toBe(owedMinor);
    if (owedMinor === 0) return;
    await mall.buy('zara', { walletId, receiptNumber: 'R-2', amountMinor: 5_000 }, { now: noon });
    expect((await mall.balance(walletId, noon)).cashback).toMatchObject({ availableMinor: 40, owedMinor: 0 });
  });

  test('what was pending is cancelled by a return before its day (A21)', async () => {
    await publish({ pending: { mode: 'delay', days: 3 } });
    const walletId = await mall.openWallet(noon);
    const { id } = (await mall.buy('zara', { walletId, receiptNumber: 'R', amountMinor: 5_000 }, { now: noon })).body;
    expect((await mall.balance(walletId, noon)).cashback).toMatchObject({ availableMinor: 0, pendingMinor: 100 });
    await giveBack(id, { all: true });
    expect((await mall.balance(walletId, noon)).cashback).toMatchObject({ availableMinor: 0, pendingMinor: 0 });
    expect(await available(walletId, '2026-03-20T12:00:00Z')).toBe(0);
  });

  test('years later, into a lot that has expired meanwhile: it lives the days of grace', async () => {
    await publish({
      expiry: { cashback: { mode: 'duration', days: 10 } },
      returns: { graceDays: 30, clawback: 'pendingOnly' },
    });
    const { walletId, id } = await fiftyEuros();
    const later = '2028-05-01T12:00:00Z';
    const returned = await giveBack(id, { all: true }, { now: later });
    expect(returned.body.refunded).toEqual({ walletMinor: 500, otherMinor: 4_500 });
    expect(await available(walletId, later)).toBe(500);
    expect(await available(walletId, '2028-05-31T11:59:59Z')).toBe(500);
    expect(await available(walletId, '2028-05-31T12:00:00Z')).toBe(0);
  });
});

describe('where the wallet is no longer what it was', () => {
  test('after a transfer of all the value goes to the successor, in any number of parts', async () => {
    await publish();
    const { walletId, id } = await fiftyEuros();
    const successor = await mall.openWallet(noon);
    const body = { fromWalletId: walletId, toWalletId: successor, all: true, reason: 'lost' };
    const moving = asked({});
    await mall.send(PostTransfer, { body, headers: moving.headers });
    const first = await giveBack(id, { amountMinor: 2_000 }, { idempotencyKey: 'first' });
    expect(first.body.balances.cashback.availableMinor).toBe(90 + 200 - 36);
    expect((await giveBack(id, { amountMinor: 2_000 }, { idempotencyKey: 'first' })).body).toEqual(first.body);
    await giveBack(id, { all: true });
    expect([await available(walletId), await available(successor)]).toEqual([0, 500]);
    expect((await giveBack(id, { all: true })).body.code).toBe('nothing-to-return');
  });

  test('on a closed wallet everything goes to other tender', async () => {
    await publish();
    const { walletId, id } = await fiftyEuros();
    await mall.send(PostRedemption, { body: { walletId, amountMinor: 90 }, ...asked({}) });
    expect((await mall.send(PostClose, { params: { id: walletId }, headers: asked({}).headers })).status).toBe(200);
    const returned = await giveBack(id, { all: true });
    expect(returned.body).toMatchObject({ refunded: { walletMinor: 0, otherMinor: 5_000 }, clawback: [] });
    expect(await available(walletId)).toBe(0);
  });

  test('the returns that stand are told whichever of them is cancelled, newest first', async () => {
    await publish();
    const { walletId, id } = await fiftyEuros();
    const cancel = (key: string) =>
      mall.send(PostCancellation, { body: { walletId, idempotencyKey: key }, ...asked({}) });
    const told = async () => {
      const { returns, returnable } = await read(id);
      return [returns.map((one: { amountMinor: number }) => one.amountMinor), returnable.amountMinor];
    };
    for (const key of ['100', '200', '300', '400']) {
      await giveBack(id, { amountMinor: Number(key) }, { idempotencyKey: `${walletId}-${key}` });
    }
    await cancel(`${walletId}-200`);
    expect(await told()).toEqual([[400, 300, 100], 4_200]);
    await giveBack(id, { amountMinor: 500 });
    expect(await told()).toEqual([[500, 400, 300, 100], 3_700]);
    for (const key of ['400', '100']) await cancel(`${walletId}-${key}`);
    expect(await told()).toEqual([[500, 300], 4_200]);
  });

  test('a cancelled purchase has nothing to return, and a cancelled return can be made again', async () => {
    await publish();
    const { walletId, id } = await fiftyEuros();
    await giveBack(id, { amountMinor: 2_000 }, { idempotencyKey: 'back' });
    const cancel = (idempotencyKey: string) =>
      mall.send(PostCancellation, { as: mall.keys.zara!, body: { walletId, idempotencyKey }, headers: mall.at(noon) });
    await cancel('back');
    expect([await available(walletId), (await read(id)).returnable.amountMinor]).toEqual([90, 5_000]);
    await giveBack(id, { amountMinor: 2_000 });
    await cancel(`buy-${walletId}`);
    expect(await available(walletId)).toBe(500);
    expect((await giveBack(id, { all: true })).body.code).toBe('cancelled');
    expect((await read(id)).cancelled).toBe(true);
  });
});

describe('a redemption is returned', () => {
  test('in parts, to the lots it came from, and never more than it was', async () => {
    await publish();
    const { walletId } = await fiftyEuros();
    const redeemed = await mall.send(PostRedemption, { body: { walletId, amountMinor: 80 }, ...asked({}) });
    const back = (amountMinor: number, ask: Ask = {}) =>
      mall.send(PostRedemptionReturn, { params: { id: redeemed.body.id }, body: { amountMinor }, ...asked(ask) });
    expect((await back(30)).body).toMatchObject({ refunded: { walletMinor: 30 }, returnable: { amountMinor: 50 } });
    expect((await back(51)).body.code).toBe('over-returned');
    expect((await back(10, { as: mall.keys.deco! })).status).toBe(404);
    await back(50);
    expect(await available(walletId)).toBe(90);
    expect((await back(1)).body.code).toBe('nothing-to-return');
  });

  test('with the purchase that took it up, not by itself', async () => {
    await publish();
    const { walletId } = await fiftyEuros();
    const redeemed = await mall.send(PostRedemption, { body: { walletId, amountMinor: 80 }, ...asked({}) });
    const basket = { walletId, receiptNumber: 'R-9', amountMinor: 800, pay: { redemptionId: redeemed.body.id } };
    const { id } = (await mall.buy('zara', basket, { now: noon })).body;
    const alone = { params: { id: redeemed.body.id }, body: { amountMinor: 10 }, ...asked({}) };
    expect((await mall.send(PostRedemptionReturn, alone)).body.code).toBe('redemption-already-used');
    expect((await giveBack(id, { all: true })).body.refunded).toEqual({ walletMinor: 80, otherMinor: 720 });
    expect(await available(walletId)).toBe(90);
  });
});
