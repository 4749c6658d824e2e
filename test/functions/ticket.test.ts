import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PostConfirm } from '../../shared/contract/confirmation.ts';
import { GetPurchase } from '../../shared/contract/purchase.ts';
import { GetRedemption, PostRedemption } from '../../shared/contract/redemption.ts';
import { PostRedemptionReturn, PostReturn } from '../../shared/contract/return.ts';
import { type Engine, startEngine } from './engine.ts';
import { aMall } from './mall.ts';

/** Everything that may stand on a ticket (api.md §2). */

let engine: Engine;
let mall: Awaited<ReturnType<typeof aMall>>;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine?.stop());

const noon = '2026-03-14T12:00:00Z';
beforeEach(async () => {
  mall = await aMall(await engine.anotherTable(), { zara: 'fashion', deco: 'home' });
});
const twoPerCent = [{ id: 'all', effect: { kind: 'rate', rateBps: 200 } }];
const publish = (more: object = {}, from = '2026-01-01T00:00:00Z') =>
  mall.publish({ name: 'rules', rules: twoPerCent, ...more }, from);

let receipts = 0;
const buy = async (walletId: string, body: object, now = noon) => {
  receipts += 1;
  return mall.buy('zara', { walletId, receiptNumber: `R-${receipts}`, ...body }, { now });
};
const asked = (now = noon) => ({
  as: mall.keys.zara!,
  headers: { 'Idempotency-Key': mall.key(), ...mall.at(now) },
});
const giveBack = (id: string, body: object, now = noon) =>
  mall.send(PostReturn, { params: { id }, body, ...asked(now) });
const read = async (id: string, now = noon) => (await mall.send(GetPurchase, { params: { id }, ...asked(now) })).body;
const redeem = async (walletId: string, body: object) =>
  (await mall.send(PostRedemption, { body: { walletId, ...body }, ...asked() })).body;
const earnedOf = (answer: { body: { earned: { amountMinor: number }[] } }) =>
  answer.body.earned.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
const cashback = async (walletId: string, now = noon) => (await mall.balance(walletId, now)).cashback;
/** A wallet with so much cashback, earned at deco. */
async function aWalletWith(amountMinor: number): Promise<string> {
  const walletId = await mall.openWallet(noon);
  await mall.buy('deco', { walletId, receiptNumber: 'first', amountMinor: amountMinor * 50 }, { now: noon });
  return walletId;
}

describe('lines', () => {
  test('weighed, poured and cut: one piece each for the rules, and they come back by weight', async () => {
    const three = {
      id: 'three',
      when: [{ kind: 'basket', minQuantity: 3 }],
      effect: { kind: 'fixed', amountMinor: 50 },
    };
    await publish({ rules: [three] });
    const walletId = await mall.openWallet(noon);
    const lines = [
      { sku: 'ham', quantity: 345, unit: 'g', amountMinor: 690 },
      { sku: 'oil', quantity: 750, unit: 'ml', amountMinor: 1_200 },
    ];
    expect(earnedOf(await buy(walletId, { lines }))).toBe(0);
    const cut = await buy(walletId, {
      lines: [...lines, { sku: 'ribbon', quantity: 2_000, unit: 'mm', amountMinor: 300 }],
    });
    expect(earnedOf(cut)).toBe(50);
    const back = await giveBack(cut.body.id, { lines: [{ index: 0, quantity: 115 }] });
    expect(back.body.amountMinor).toBe(230);
    expect((await read(cut.body.id)).returnable.lines[0]).toEqual({ index: 0, quantity: 230, amountMinor: 460 });
  });

  test('tips, deposits and stored value never earn; items, services and shipping do', async () => {
    await publish();
    const walletId = await mall.openWallet(noon);
    const kinds = ['item', 'service', 'shipping', 'tip', 'deposit', 'storedValue'];
    const lines = kinds.map((kind) => ({ kind, amountMinor: 1_000 }));
    const bought = await buy(walletId, { lines });
    expect([bought.body.totalMinor, earnedOf(bought), bought.body.explanation.baseMinor]).toEqual([6_000, 60, 3_000]);
    expect(bought.body.explanation.excluded).toEqual([3, 4, 5].map((line) => ({ line, reason: 'kind' })));
  });

  test('a discount is spread over the items and takes no base from the rest', async () => {
    await publish({ rules: [{ id: 'shoes', scope: { category: 'shoes' }, effect: { kind: 'rate', rateBps: 1_000 } }] });
    const walletId = await mall.openWallet(noon);
    const lines = [
      { category: 'shoes', amountMinor: 6_000 },
      { category: 'socks', amountMinor: 2_000 },
      { kind: 'service', category: 'shoes', amountMinor: 500 },
      { kind: 'discount', amountMinor: -800 },
    ];
    const bought = await buy(walletId, { lines });
    expect([bought.body.totalMinor, earnedOf(bought)]).toEqual([7_700, 590]);
    const below = await buy(walletId, { lines: [{ amountMinor: 100 }, { kind: 'discount', amountMinor: -101 }] });
    expect([below.status, below.body.code]).toEqual([422, 'amount-out-of-range']);
    const positive = await buy(walletId, { lines: [{ kind: 'discount', amountMinor: 1 }] });
    expect(positive.body.errors).toEqual([{ pointer: '/lines/0/amountMinor', code: 'too-large' }]);
  });

  test('without tax where the rules say so, each line by its own rate', async () => {
    await publish({ settings: { tax: 'excl' } });
    const walletId = await mall.openWallet(noon);
    const lines = [
      { amountMinor: 12_000, taxMinor: 2_000 },
      { amountMinor: 10_550, taxMinor: 550 },
    ];
    const bought = await buy(walletId, { lines });
    expect([bought.body.explanation.baseMinor, earnedOf(bought)]).toEqual([20_000, 400]);
    const half = await giveBack(bought.body.id, { lines: [{ index: 0, quantity: 1 }] });
    expect(half.body.clawback).toMatchObject([{ amountMinor: 200 }]);
  });

  test('or a bare amount, with a total that is theirs, two hundred at most', async () => {
    await publish();
    const walletId = await mall.openWallet(noon);
    const lines = Array.from({ length: 200 }, () => ({ amountMinor: 10 }));
    expect((await buy(walletId, { lines, totalMinor: 2_000, reference: 'order/7' })).body).toMatchObject({
      totalMinor: 2_000,
      reference: 'order/7',
    });
    const refusal = async (body: object) => {
      const { status, body: told } = await buy(walletId, body);
      return [status, told.code, told.errors?.[0]?.pointer];
    };
    expect(await refusal({ lines: [...lines, { amountMinor: 1 }] })).toEqual([400, 'malformed', '/lines']);
    expect(await refusal({ lines, totalMinor: 1_999 })).toEqual([400, 'total-mismatch', '/totalMinor']);
    expect(await refusal({ lines, amountMinor: 2_000 })).toEqual([400, 'malformed', '/amountMinor']);
    expect(await refusal({})).toEqual([400, 'malformed', '/lines']);
    expect(await refusal({ amountMinor: 10, currency: 'USD' })).toEqual([422, 'currency-mismatch', '/currency']);
    expect(await refusal({ amountMinor: 10, reference: 'Ms Smith' })).toEqual([400, 'malformed', '/reference']);
  });
});

describe('tenders', () => {
  test('those that do not earn take their share of the base; what none names is other', async () => {
    await publish({ settings: { nonEarningTenders: ['giftCard', 'mealVoucher'] } });
    const walletId = await mall.openWallet(noon);
    const tenders = [
      { kind: 'mealVoucher', amountMinor: 1_000 },
      { kind: 'giftCard', amountMinor: 500 },
      { kind: 'cash', amountMinor: 2_000 },
    ];
    const bought = await buy(walletId, { amountMinor: 5_000, tenders });
    expect([bought.body.explanation.baseMinor, earnedOf(bought)]).toEqual([3_500, 70]);
    expect(bought.body.paid).toEqual({ walletMinor: 0, otherMinor: 5_000, drawn: [] });
    expect(earnedOf(await buy(walletId, { amountMinor: 5_000 }))).toBe(100);
  });

  test('above what the wallet leaves to pay are refused', async () => {
    await publish();
    const walletId = await aWalletWith(1_000);
    const tenders = [{ kind: 'card', amountMinor: 4_500 }];
    const refused = await buy(walletId, { amountMinor: 5_000, pay: { amountMinor: 1_000 }, tenders });
    expect([refused.body.code, refused.body.maxMinor]).toEqual(['tender-mismatch', 4_000]);
    const paid = await buy(walletId, { amountMinor: 5_000, pay: { amountMinor: 500 }, tenders });
    expect(paid.body.paid).toMatchObject({ walletMinor: 500, otherMinor: 4_500 });
  });
});

describe('pay', () => {
  test('max pays what is usable, perhaps nothing, and never refuses; an amount above it is refused', async () => {
    await publish({ settings: { redeem: { minBasketMinor: 2_000, minAmountMinor: 100, maxShareBps: 5_000 } } });
    const walletId = await aWalletWith(1_500);
    expect((await buy(walletId, { amountMinor: 1_999, pay: { max: true } })).body.paid.walletMinor).toBe(0);
    expect((await buy(walletId, { amountMinor: 2_000, pay: { max: true } })).body.paid.walletMinor).toBe(1_000);
    expect((await buy(walletId, { amountMinor: 2_000, pay: { amountMinor: 600 } })).body.code).toBe(
      'insufficient-funds',
    );
    expect((await buy(walletId, { amountMinor: 2_000, pay: { max: true } })).status).toBe(201);
    expect((await buy(walletId, { amountMinor: 2_000, pay: { max: true } })).body.paid.walletMinor).toBe(0);
  });

  test('a web order held at check-out is captured in part by its purchase; the rest is released', async () => {
    await publish();
    const walletId = await aWalletWith(1_000);
    const held = await redeem(walletId, { amountMinor: 800, capture: false });
    const order = { channel: 'web', amountMinor: 5_000, pay: { redemptionId: held.id, amountMinor: 600 } };
    const bought = await buy(walletId, order);
    expect(bought.body).toMatchObject({ paid: { walletMinor: 600, otherMinor: 4_400 }, earned: [{ amountMinor: 88 }] });
    expect(await cashback(walletId)).toMatchObject({ availableMinor: 488, heldMinor: 0 });
    const told = await mall.send(GetRedemption, { params: { id: held.id }, ...asked() });
    expect(told.body).toMatchObject({ status: 'captured', amountMinor: 600, releasedMinor: 200 });
    expect((await giveBack(bought.body.id, { all: true })).body.refunded).toEqual({
      walletMinor: 600,
      otherMinor: 4_400,
    });
  });

  test('a redemption already captured is taken up once: it reduces the base, and nothing more is drawn', async () => {
    await publish();
    const walletId = await aWalletWith(1_000);
    const redeemed = await redeem(walletId, { amountMinor: 400 });
    const pay = { redemptionId: redeemed.id };
    expect((await buy(walletId, { amountMinor: 399, pay })).body.code).toBe('tender-mismatch');
    const bought = await buy(walletId, { amountMinor: 5_000, pay });
    expect(bought.body.paid).toEqual({ walletMinor: 400, otherMinor: 4_600, drawn: [] });
    expect([bought.body.explanation.baseMinor, earnedOf(bought)]).toEqual([4_600, 92]);
    expect(await cashback(walletId)).toMatchObject({ availableMinor: 692 });
    expect((await buy(walletId, { amountMinor: 5_000, pay })).body.code).toBe('redemption-already-used');
  });

  test('one that came back whole pays nothing more: the purchase is told so', async () => {
    await publish();
    const walletId = await aWalletWith(1_000);
    const { id } = await redeem(walletId, { amountMinor: 400 });
    await mall.send(PostRedemptionReturn, { params: { id }, body: { amountMinor: 400 }, ...asked() });
    const bought = await buy(walletId, { amountMinor: 5_000, pay: { redemptionId: id } });
    expect([bought.status, bought.body.code]).toEqual([422, 'hold-closed']);
  });
});

describe('time', () => {
  test('a shop without a network posts its sales later, in order, each under the rules of its own time', async () => {
    const cap = { asset: 'cashback', per: 'member', window: 'day', amountMinor: 150 };
    await publish({ caps: [cap] });
    await publish({ rules: [{ id: 'all', effect: { kind: 'rate', rateBps: 1_000 } }] }, '2026-03-15T00:00:00+01:00');
    const walletId = await mall.openWallet('2026-03-13T00:00:00Z');
    const arrives = '2026-03-16T09:00:00Z';
    const sales = ['2026-03-14T10:00:00Z', '2026-03-14T11:00:00Z', '2026-03-14T23:30:00Z'];
    const earned: number[] = [];
    for (const occurredAt of sales) {
      const sold = await buy(walletId, { occurredAt, amountMinor: 5_000 }, arrives);
      expect(sold.body).toMatchObject({
        occurredAt: occurredAt.replace('Z', '.000Z'),
        recordedAt: '2026-03-16T09:00:00.000Z',
      });
      earned.push(earnedOf(sold));
    }
    expect(earned).toEqual([100, 50, 500]);
    const tooLate = await buy(walletId, { occurredAt: '2026-03-09T08:59:59Z', amountMinor: 5_000 }, arrives);
    expect([tooLate.body.code, tooLate.body.errors]).toEqual([
      'occurred-at-out-of-range',
      [{ pointer: '/occurredAt', code: 'out-of-range' }],
    ]);
    const early = await buy(walletId, { occurredAt: '2026-03-16T09:05:01Z', amountMinor: 5_000 }, arrives);
    expect(early.body.code).toBe('occurred-at-out-of-range');
  });

  test('tills restart their numbers every local day, not every UTC day', async () => {
    await publish();
    const walletId = await mall.openWallet(noon);
    const sale = { receiptNumber: '0001', tillId: 'T1', amountMinor: 100 };
    const first = await buy(walletId, sale, '2026-03-14T22:59:00Z');
    expect(first.status).toBe(201);
    const same = await buy(walletId, { ...sale, occurredAt: '2026-03-14T10:00:00Z' }, '2026-03-14T23:01:00Z');
    expect([same.body.code, same.body.existingId]).toEqual(['receipt-already-used', first.body.id]);
    expect((await buy(walletId, sale, '2026-03-14T23:02:00Z')).status).toBe(201);
  });

  test('what is ordered waits for its pick-up', async () => {
    const then = 'cancel';
    await publish({ settings: { pending: { mode: 'onEvent', maxDays: 30, then } } });
    const walletId = await mall.openWallet(noon);
    const bought = await buy(walletId, { channel: 'click_collect', amountMinor: 5_000 });
    expect(bought.body.earned).toEqual([
      { asset: 'cashback', amountMinor: 100, status: 'pending', availableAt: null, expiresAt: null },
    ]);
    await giveBack(bought.body.id, { amountMinor: 2_500 });
    const confirmed = await mall.send(PostConfirm, { params: { id: bought.body.id }, ...asked() });
    expect(confirmed.body.confirmed).toEqual([{ asset: 'cashback', amountMinor: 50 }]);
    expect(await cashback(walletId)).toMatchObject({ availableMinor: 50, pendingMinor: 0 });
  });
});

test('an exchange is a return, then a purchase: the value that comes back pays the next thing', async () => {
  await publish();
  const walletId = await aWalletWith(1_000);
  const bought = await buy(walletId, { lines: [{ sku: 'jean-36', amountMinor: 5_000 }], pay: { max: true } });
  expect(await cashback(walletId)).toMatchObject({ availableMinor: 80 });
  const back = await giveBack(bought.body.id, { all: true, receiptNumber: 'X-1', tillId: 'T1' });
  expect(back.body).toMatchObject({
    refunded: { walletMinor: 1_000, otherMinor: 4_000 },
    clawback: [{ amountMinor: 80 }],
  });
  const exchanged = await buy(walletId, { lines: [{ sku: 'jean-38', amountMinor: 5_500 }], pay: { max: true } });
  expect(exchanged.body.paid).toMatchObject({ walletMinor: 1_000, otherMinor: 4_500 });
  expect(await cashback(walletId)).toMatchObject({ availableMinor: 90 });
  expect((await read(bought.body.id)).returnable).toEqual({ amountMinor: 0, lines: [] });
});
