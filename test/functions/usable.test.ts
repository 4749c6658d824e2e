import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PostAdjustment } from '../../shared/contract/adjustment.ts';
import { PostPurchase, PostQuote } from '../../shared/contract/purchase.ts';
import { PostRedemption } from '../../shared/contract/redemption.ts';
import { PostBlock } from '../../shared/contract/wallet.ts';
import { type Engine, startEngine } from './engine.ts';
import { demo } from './in-process.ts';
import { aMall } from './mall.ts';

let engine: Engine;
let mall: Awaited<ReturnType<typeof aMall>>;
const noon = '2026-03-14T12:00:00Z';
const headers = () => ({ 'Idempotency-Key': mall.key(), ...mall.at(noon) });

beforeAll(async () => {
  engine = await startEngine();
  const ecosystem = { ...demo, assets: ['cashback', 'points', 'gift', 'prepaid'] as const };
  mall = await aMall(await engine.anotherTable(), { zara: 'fashion', deco: 'home' }, ecosystem);
  const acceptance = { gift: { merchant: 'deco' }, prepaid: { category: 'food' } };
  const strict = { redeem: { minBasketMinor: 500, minAmountMinor: 200, maxShareBps: 10_000 } };
  await mall.publish({ name: 'scopes', settings: { acceptance }, merchants: { zara: strict } }, '2026-01-01T00:00:00Z');
});
afterAll(() => engine?.stop());

async function holding(value: Record<string, number>): Promise<string> {
  const walletId = await mall.openWallet(noon);
  for (const [asset, amountMinor] of Object.entries(value)) {
    const body = { walletId, asset, amountMinor, reason: 'test' };
    await mall.send(PostAdjustment, { body, headers: headers() });
  }
  return walletId;
}

/** What a quote says of the one asset of a wallet, and what a purchase that pays so much with it is answered. */
async function told(merchant: string, asset: string, heldMinor: number, basket: object, payMinor: number) {
  const walletId = await holding({ [asset]: heldMinor });
  const as = mall.keys[merchant]!;
  const body = { walletId, receiptNumber: 'R-1', ...basket };
  const { usable } = (await mall.send(PostQuote, { as, body, headers: headers() })).body;
  const pay = { amountMinor: payMinor, assets: [asset] };
  const { status, body: answer } = await mall.send(PostPurchase, { as, body: { ...body, pay }, headers: headers() });
  return [usable[0].maxMinor, usable[0].reasons, status === 201 ? 'paid' : answer.code];
}
const line = (category: string, amountMinor: number) => ({ category, amountMinor });

test('value out of its scope is told as what a payment with it is refused for, also where a minimum holds', async () => {
  const bare = { amountMinor: 1_000 };
  expect(await told('deco', 'gift', 300, bare, 300)).toEqual([300, [], 'paid']);
  expect(await told('zara', 'gift', 300, bare, 300)).toEqual([0, ['out-of-scope'], 'out-of-scope']);
  expect(await told('deco', 'prepaid', 300, bare, 300)).toEqual([0, ['out-of-scope'], 'out-of-scope']);
  const books = { lines: [line('books', 1_000)] };
  expect(await told('deco', 'prepaid', 300, books, 300)).toEqual([0, ['out-of-scope'], 'out-of-scope']);
});

test('what its scope leaves of a basket is usable, unless that is below the minimum', async () => {
  const mixed = (food: number) => ({ lines: [line('food', food), line('books', 1_000)] });
  expect(await told('deco', 'prepaid', 300, mixed(100), 100)).toEqual([100, [], 'paid']);
  expect(await told('zara', 'prepaid', 300, mixed(250), 250)).toEqual([250, [], 'paid']);
  expect(await told('zara', 'prepaid', 300, mixed(100), 200)).toEqual([0, ['out-of-scope'], 'out-of-scope']);
});

test('too little is too little wherever it is, and nothing of a wallet is told as its own reason', async () => {
  const bare = { amountMinor: 1_000 };
  expect(await told('zara', 'cashback', 199, bare, 199)).toEqual([
    0,
    ['redeem-minimum-amount'],
    'redeem-minimum-amount',
  ]);
  expect(await told('zara', 'gift', 199, bare, 199)).toEqual([0, ['redeem-minimum-amount'], 'redeem-minimum-amount']);
  expect(await told('zara', 'cashback', 300, { amountMinor: 499 }, 300)).toEqual([
    0,
    ['redeem-minimum-basket'],
    'redeem-minimum-basket',
  ]);
  const walletId = await holding({ gift: 300 });
  await mall.send(PostBlock, { params: { id: walletId }, headers: headers() });
  const ask = { as: mall.keys.zara!, body: { walletId, ...bare }, headers: headers() };
  expect((await mall.send(PostQuote, ask)).body.usable).toEqual([
    { asset: 'gift', maxMinor: 0, reasons: ['wallet-blocked', 'out-of-scope'] },
  ]);
});

describe('what a refusal says is usable can be paid: nothing where that is less than the least amount', () => {
  /** What paying so much of ten euros at Zara, which takes two at least, is answered; in a purchase and outside one. */
  async function refused(heldMinor: number, amountMinor: number) {
    const walletId = await holding({ cashback: heldMinor });
    const ask = () => ({ as: mall.keys.zara!, headers: headers() });
    const basket = { walletId, receiptNumber: 'R-1', amountMinor: 1_000, pay: { amountMinor } };
    const bought = await mall.send(PostPurchase, { body: basket, ...ask() });
    const redeemed = await mall.send(PostRedemption, { body: { walletId, amountMinor, basketMinor: 1_000 }, ...ask() });
    return [bought, redeemed].map(({ body }) => [body.code, body.usableMinor]);
  }
  const twice = (code: string, usableMinor: number) => [
    [code, usableMinor],
    [code, usableMinor],
  ];

  test('of too little in the wallet', async () => {
    expect(await refused(199, 300)).toEqual(twice('insufficient-funds', 0));
    expect(await refused(199, 199)).toEqual(twice('redeem-minimum-amount', 0));
  });

  test('of that very amount, and of more', async () => {
    expect(await refused(200, 300)).toEqual(twice('insufficient-funds', 200));
    expect(await refused(250, 199)).toEqual(twice('redeem-minimum-amount', 250));
  });
});
