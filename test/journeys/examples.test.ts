import { beforeAll, expect, test } from 'vitest';
import { PostConfirm } from '../../shared/contract/confirmation.ts';
import { GetPurchase } from '../../shared/contract/purchase.ts';
import { PostRedemption } from '../../shared/contract/redemption.ts';
import { PostReturn } from '../../shared/contract/return.ts';
import { aMall } from '../functions/mall.ts';
import { noTable } from './no-table.ts';

// Requirements §5.2, by their ids: rates and days are the source's.
const sectors = { zara: 'fashion', japanese: 'restaurant', deco: 'home', hyper: 'food', depot: 'diy' };
const rate = (id: string, scope: object, rateBps: number, more: object = {}) => ({
  id,
  scope,
  effect: { kind: 'rate', rateBps },
  ...more,
});
const rules = [
  rate('anchors', { sector: 'fashion' }, 200),
  rate('restaurants', { sector: 'restaurant' }, 400),
  rate('small-shops', { sector: 'home' }, 600),
  rate('food', { sector: 'food' }, 200),
  rate('nappies', { category: 'nappies' }, 2000, { funder: { sponsor: 'pampers' } }),
  rate('brand-x', { brand: 'x' }, 1500, { when: [{ kind: 'dates', from: '2026-03-09', to: '2026-03-15' }] }),
  rate('later', { sector: 'diy', not: { category: 'order' } }, 200, { credit: { mode: 'delay', days: 3 } }),
  // biome-ignore lint/suspicious/noThenProperty: the contract's own word
  rate('orders', { category: 'order' }, 200, { credit: { mode: 'onEvent', maxDays: 30, then: 'cancel' } }),
];
const exclusions = [{ scope: { category: ['fuel', 'books'] } }];

let mall: Awaited<ReturnType<typeof aMall>>;
beforeAll(async () => {
  mall = await aMall(noTable, sectors);
  const published = await mall.publish({ name: 'Examples', rules, exclusions }, '2020-01-01T00:00:00+01:00');
  expect(published.status).toBe(200);
});

const noon = '2026-03-11T12:00:00+01:00';
const later = '2026-03-12T18:00:00+01:00';
/** A basket on a wallet, a new one unless named, at a time. */
async function buy(merchantId: string, basket: object, now = noon, wallet?: string) {
  const walletId = wallet ?? (await mall.openWallet(now));
  const bought = await mall.buy(merchantId, { walletId, receiptNumber: mall.key(), ...basket }, { now });
  expect([bought.status, bought.body.code]).toEqual([201, undefined]);
  const earned = bought.body.earned as { amountMinor: number }[];
  return { walletId, bought: bought.body, earnedMinor: earned.reduce((sum, { amountMinor }) => sum + amountMinor, 0) };
}
const line = (category: string, amountMinor: number, more: object = {}) => ({ category, amountMinor, ...more });
const balance = async (walletId: string, now: string) => {
  const { availableMinor, pendingMinor } = (await mall.balance(walletId, now)).cashback;
  return { availableMinor, pendingMinor };
};
const asked = (merchantId: string, now: string) => ({
  as: mall.keys[merchantId]!,
  headers: { 'Idempotency-Key': mall.key(), ...mall.at(now) },
});

test('A6: 50.00 earns 1.00 at an anchor, 2.00 at a restaurant, 3.00 at a small shop', async () => {
  const earned = [];
  for (const shop of ['zara', 'japanese', 'deco']) earned.push((await buy(shop, { amountMinor: 5000 })).earnedMinor);
  expect(earned).toEqual([100, 200, 300]);
});

test('A13: after five years without a purchase the whole balance is there to be spent', async () => {
  const { walletId } = await buy('zara', { amountMinor: 5000 }, '2021-03-11T12:00:00+01:00');
  expect(await balance(walletId, noon)).toEqual({ availableMinor: 100, pendingMinor: 0 });
  const { bought } = await buy('deco', { amountMinor: 5000, pay: { max: true } }, noon, walletId);
  expect(bought.paid).toMatchObject({ walletMinor: 100, otherMinor: 4900 });
  // 6 % of what was left to pay.
  expect(await balance(walletId, noon)).toEqual({ availableMinor: 294, pendingMinor: 0 });
});

test('A16: nappies of 24.90 at 20 % earn 4.98, and their brand pays for it', async () => {
  const { bought, earnedMinor } = await buy('hyper', { lines: [line('nappies', 2490)] });
  expect(earnedMinor).toBe(498);
  expect(bought.explanation.rules).toMatchObject([
    { id: 'nappies', rateBps: 2000, baseMinor: 2490, funding: [{ who: 'pampers', amountMinor: 498 }] },
  ]);
});

test('A17: the week of brand X has its last second: 15 % on Sunday at 23:59:59, 2 % on Monday at 00:00:00', async () => {
  const basket = { lines: [line('food', 2000, { brand: 'x' })] };
  expect((await buy('hyper', basket, '2026-03-15T23:59:59+01:00')).earnedMinor).toBe(300);
  expect((await buy('hyper', basket, '2026-03-16T00:00:00+01:00')).earnedMinor).toBe(40);
});

test('A19: fuel of 60 and books of 12 earn nothing, food of 28 does, and the answer says why', async () => {
  const lines = [line('fuel', 6000), line('books', 1200), line('food', 2800)];
  const { bought, earnedMinor } = await buy('hyper', { lines });
  expect(earnedMinor).toBe(56);
  expect(bought.explanation).toMatchObject({
    baseMinor: 2800,
    excluded: [
      { line: 0, reason: 'category' },
      { line: 1, reason: 'category' },
    ],
  });
});

test('A21: what is credited after three days is shown at once and spent after; returned before, it is cancelled', async () => {
  const [kept, returned] = [await buy('depot', { amountMinor: 5000 }), await buy('depot', { amountMinor: 5000 })];
  expect(kept.bought.earned).toMatchObject([{ status: 'pending', availableAt: '2026-03-14T11:00:00.000Z' }]);
  expect(kept.bought.balances.cashback).toMatchObject({ availableMinor: 0, pendingMinor: 100 });
  const spend = (now: string) =>
    mall.send(PostRedemption, { body: { walletId: kept.walletId, amountMinor: 100 }, ...asked('zara', now) });
  const early = await spend('2026-03-14T11:59:59+01:00');
  expect([early.status, early.body.code]).toEqual([422, 'insufficient-funds']);
  expect((await spend('2026-03-14T12:00:00+01:00')).status).toBe(201);

  const params = { id: returned.bought.id };
  const before = '2026-03-13T12:00:00+01:00';
  expect((await mall.send(PostReturn, { params, body: { all: true }, ...asked('depot', before) })).status).toBe(201);
  for (const now of [before, '2026-03-20T12:00:00+01:00'])
    expect(await balance(returned.walletId, now)).toEqual({ availableMinor: 0, pendingMinor: 0 });
});

test('A24: an order paid on the web and picked up in the shop earns once, as click and collect', async () => {
  const order = { receiptNumber: 'W-1', channel: 'click_collect', lines: [line('order', 5000)] };
  const { walletId, bought, earnedMinor } = await buy('depot', order);
  expect([bought.channel, earnedMinor, bought.earned[0].status]).toEqual(['click_collect', 100, 'pending']);

  // In the shop: the till scans the order as a sale, which it is not, and then confirms that it was picked up.
  const again = await mall.buy('depot', { walletId, ...order, channel: 'store' }, { now: noon });
  expect([again.status, again.body.code, again.body.existingId]).toEqual([422, 'receipt-already-used', bought.id]);
  const confirm = () => mall.send(PostConfirm, { params: { id: bought.id }, ...asked('depot', later) });
  expect((await confirm()).body.confirmed).toEqual([{ asset: 'cashback', amountMinor: 100 }]);
  expect((await confirm()).body.code).toBe('nothing-pending');
  expect(await balance(walletId, later)).toEqual({ availableMinor: 100, pendingMinor: 0 });
  const told = await mall.send(GetPurchase, {
    params: { id: bought.id },
    as: mall.keys.depot!,
    headers: mall.at(later),
  });
  expect([told.body.channel, told.body.earned[0]]).toMatchObject(['click_collect', { amountMinor: 100 }]);
});

test('A24: an order that is never picked up earns nothing, and one that is sent back before neither', async () => {
  const order = { channel: 'click_collect', lines: [line('order', 5000)] };
  const [forgotten, sentBack] = [await buy('depot', order), await buy('depot', order)];
  const params = { id: sentBack.bought.id };
  const back = await mall.send(PostReturn, { params, body: { all: true }, ...asked('depot', later) });
  expect(back.body.clawback).toMatchObject([{ amountMinor: 100, receivableMinor: 0 }]);
  const inAMonth = '2026-04-11T12:00:00+02:00';
  for (const { walletId, bought } of [forgotten, sentBack]) {
    expect(await balance(walletId, inAMonth)).toEqual({ availableMinor: 0, pendingMinor: 0 });
    const confirmed = await mall.send(PostConfirm, { params: { id: bought.id }, ...asked('depot', inAMonth) });
    expect([confirmed.status, confirmed.body.code]).toEqual([422, 'nothing-pending']);
  }
});
