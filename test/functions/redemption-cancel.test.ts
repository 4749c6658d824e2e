import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { PostCancellation } from '../../shared/contract/cancellation.ts';
import { GetPurchase } from '../../shared/contract/purchase.ts';
import { PostCapture, PostRedemption } from '../../shared/contract/redemption.ts';
import { PostRedemptionReturn, PostReturn } from '../../shared/contract/return.ts';
import { PostClose } from '../../shared/contract/wallet.ts';
import { cancelByKey } from '../../shared/domain/cancellation.ts';
import { findCancelTargets } from '../../shared/store/cancel-targets.ts';
import { change } from '../../shared/store/change.ts';
import type { Table } from '../../shared/store/client.ts';
import { openLedger } from '../../shared/store/entries.ts';
import { noPrints } from '../../shared/store/print.ts';
import { type Engine, startEngine } from './engine.ts';
import { aMall } from './mall.ts';

let engine: Engine;
let mall: Awaited<ReturnType<typeof aMall>>;
let table: Table;
let walletId: string;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine?.stop());

const noon = '2026-03-14T12:00:00Z';
/** A wallet with ten euros of cashback from another shop; Zara gives nothing. */
beforeEach(async () => {
  table = await engine.anotherTable();
  mall = await aMall(table, { zara: 'fashion', deco: 'home' });
  const rules = [{ id: 'deco', scope: { merchant: 'deco' }, effect: { kind: 'rate', rateBps: 1_000 } }];
  await mall.publish({ name: 'at deco', rules }, '2026-01-01T00:00:00Z');
  walletId = await mall.openWallet(noon);
  await mall.buy('deco', { walletId, receiptNumber: 'first', amountMinor: 10_000 }, { now: noon });
});

const asked = (idempotencyKey = mall.key()) => ({
  as: mall.keys.zara!,
  headers: { 'Idempotency-Key': idempotencyKey, ...mall.at(noon) },
});
const redeem = async (key: string, more: object = {}): Promise<string> =>
  (await mall.send(PostRedemption, { body: { walletId, amountMinor: 500, ...more }, ...asked(key) })).body.id;
const capture = (id: string, key: string) => mall.send(PostCapture, { params: { id }, body: {}, ...asked(key) });
const giveBack = (id: string, amountMinor: number, key?: string) =>
  mall.send(PostRedemptionReturn, { params: { id }, body: { amountMinor }, ...asked(key) });
const giveBackOf = (id: string, body: object) => mall.send(PostReturn, { params: { id }, body, ...asked() });
const takeUp = async (redemptionId: string, idempotencyKey: string): Promise<string> => {
  const basket = { walletId, receiptNumber: 'R-1', amountMinor: 2_000, pay: { redemptionId } };
  const bought = await mall.buy('zara', basket, { now: noon, idempotencyKey });
  expect(bought.status).toBe(201);
  return bought.body.id;
};
const cancel = (idempotencyKey: string) =>
  mall.send(PostCancellation, { body: { walletId, idempotencyKey }, ...asked() });
const available = async () => (await mall.balance(walletId, noon)).cashback?.availableMinor ?? 0;
const said = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code];

test('partly returned, taken up, and the purchase cancelled: only the rest can be returned', async () => {
  const id = await redeem('redeemed');
  await giveBack(id, 200);
  await takeUp(id, 'bought');
  await cancel('bought');
  expect(await available()).toBe(700);
  expect(said(await giveBack(id, 500))).toEqual([422, 'over-returned']);
  expect((await giveBack(id, 300)).status).toBe(201);
  expect(await available()).toBe(1_000);
});

test.each(['hold', 'capture'])(
  'a hold is captured and taken up, half of the purchase comes back, and the key of the %s is cancelled: it gives back once',
  async (which) => {
    const id = await redeem('hold', { capture: false });
    await capture(id, 'capture');
    const bought = await takeUp(id, 'bought');
    await giveBackOf(bought, { amountMinor: 1_000 });
    expect(await available()).toBe(750);
    await cancel(which);
    expect(await available()).toBe(1_000);
    expect(said(await giveBackOf(bought, { all: true }))).toEqual([422, 'cancelled']);
    await cancel('bought');
    expect(await available()).toBe(1_000);
  },
);

test('the purchase is cancelled after half came back, then the hold: it gives back once', async () => {
  const id = await redeem('hold', { capture: false });
  await capture(id, 'capture');
  await giveBackOf(await takeUp(id, 'bought'), { amountMinor: 1_000 });
  await cancel('bought');
  expect(await available()).toBe(1_000);
  await cancel('hold');
  expect(await available()).toBe(1_000);
});

test.each(['hold', 'capture'])(
  'a return of a captured hold is cancelled after the %s: nothing is taken',
  async (which) => {
    const id = await redeem('hold', { capture: false });
    await capture(id, 'capture');
    await giveBack(id, 200, 'back');
    await cancel(which);
    expect(await available()).toBe(1_000);
    await cancel('back');
    expect(await available()).toBe(1_000);
  },
);

test('a return is cancelled after the purchase that took up the rest came back: what came back stays', async () => {
  const id = await redeem('redeemed');
  await giveBack(id, 200, 'back');
  await giveBackOf(await takeUp(id, 'bought'), { amountMinor: 1_000 });
  for (const key of ['bought', 'back', 'redeemed']) await cancel(key);
  expect(await available()).toBe(1_000);
});

test('a closed wallet’s redemption comes back once, to other tender', async () => {
  const id = await redeem('redeemed', { amountMinor: 1_000 });
  const headers = { 'Idempotency-Key': 'close', ...mall.at(noon) };
  expect((await mall.send(PostClose, { params: { id: walletId }, headers })).status).toBeLessThan(300);
  expect((await giveBack(id, 400)).status).toBe(201);
  expect((await giveBack(id, 600)).status).toBe(201);
  expect(said(await giveBack(id, 1))).toEqual([422, 'nothing-to-return']);
});

/** What a purchase says that the wallet and other tender paid. */
const paidOf = async (id: string) => {
  const { paid } = (await mall.send(GetPurchase, { params: { id }, as: mall.keys.zara!, headers: mall.at(noon) })).body;
  return [paid.walletMinor, paid.otherMinor];
};

test('a return stays back once a purchase took up the rest: nobody loses a cent, and the till is told', async () => {
  const id = await redeem('redeemed');
  await giveBack(id, 200, 'back');
  const bought = await takeUp(id, 'bought');
  const { status, body } = await cancel('back');
  expect([status, body.code, body.errors]).toEqual([
    422,
    'redemption-already-used',
    [{ pointer: '/idempotencyKey', code: 'not-allowed' }],
  ]);
  expect([await available(), await paidOf(bought)]).toEqual([700, [300, 1_700]]);
  const returned = await giveBackOf(bought, { all: true });
  expect(returned.body.refunded).toEqual({ walletMinor: 300, otherMinor: 1_700 });
  expect(await available()).toBe(1_000);
  expect(said(await cancel('back'))).toEqual([422, 'redemption-already-used']);
});

test('a return can be undone again when the purchase that took up the rest is cancelled', async () => {
  const id = await redeem('redeemed');
  await giveBack(id, 200, 'back');
  await takeUp(id, 'bought');
  expect((await cancel('back')).status).toBe(422);
  await cancel('bought');
  expect((await cancel('back')).body).toEqual({ status: 'reversed' });
  expect(await available()).toBe(500);
  expect((await giveBack(id, 500)).status).toBe(201);
  expect(await available()).toBe(1_000);
});

test('a return and the purchase that took up the rest go together when they have one key', async () => {
  const id = await redeem('redeemed');
  await giveBack(id, 200, 'same');
  await takeUp(id, 'same');
  expect((await cancel('same')).body).toEqual({ status: 'reversed' });
  expect(await available()).toBe(500);
  expect((await giveBack(id, 500)).status).toBe(201);
});

/** As it was when a return could be undone under a purchase: such wallets stand. */
async function undoUnderneath(sequence: number) {
  const port = openLedger(table);
  const { print } = (await port.get(walletId, sequence))!.prints;
  const clock = { recording: () => Date.parse(noon), machine: Date.now, sleep: async () => {}, random: () => 0 };
  const settings = { idempotencyMs: 1, lateLimitMs: 1, sandbox: true };
  const asked = { walletId, callerId: 'till', requestId: 'before', prints: noPrints, cancelPrint: '', receipt: null };
  return change(port, clock, settings, {
    ...asked,
    occurredAt: null,
    spends: true,
    prepare: (head) => findCancelTargets(port, head, [print], 0, () => Promise.reject(new Error('no purchase'))),
    decide: (wallet, at, found) => cancelByKey(wallet, { walletId, graceDays: 0, ...found }, at),
  });
}

test('a return undone under the purchase, as it once was: it gives back what it says that it was paid', async () => {
  const id = await redeem('redeemed');
  await giveBack(id, 200);
  const bought = await takeUp(id, 'bought');
  expect((await undoUnderneath(3)).kind).toBe('accepted');
  expect([await available(), await paidOf(bought)]).toEqual([500, [300, 1_700]]);
  const returned = await giveBackOf(bought, { all: true });
  expect(returned.body.refunded).toEqual({ walletMinor: 300, otherMinor: 1_700 });
});
