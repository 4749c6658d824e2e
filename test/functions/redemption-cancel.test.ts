import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { PostCancellation } from '../../shared/contract/cancellation.ts';
import { PostCapture, PostRedemption } from '../../shared/contract/redemption.ts';
import { PostRedemptionReturn, PostReturn } from '../../shared/contract/return.ts';
import { PostClose } from '../../shared/contract/wallet.ts';
import { type Engine, startEngine } from './engine.ts';
import { aMall } from './mall.ts';

let engine: Engine;
let mall: Awaited<ReturnType<typeof aMall>>;
let walletId: string;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine?.stop());

const noon = '2026-03-14T12:00:00Z';
/** A wallet with ten euros of cashback from another shop; Zara gives nothing. */
beforeEach(async () => {
  mall = await aMall(await engine.anotherTable(), { zara: 'fashion', deco: 'home' });
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
