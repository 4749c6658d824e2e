import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PostAdjustment } from '../../shared/contract/adjustment.ts';
import { PostKey } from '../../shared/contract/key.ts';
import { PostPurchase, PostQuote } from '../../shared/contract/purchase.ts';
import { PostCapture, PostRedemption } from '../../shared/contract/redemption.ts';
import { type Engine, startEngine } from './engine.ts';
import { aMall } from './mall.ts';

/** Points never pay: only a redemption that names them draws them (api.md §2). */

let engine: Engine;
let mall: Awaited<ReturnType<typeof aMall>>;
let cashbackKey: string;
let walletId: string;

const headers = () => ({ 'Idempotency-Key': mall.key() });
const zara = () => ({ as: mall.keys.zara!, headers: headers() });

beforeAll(async () => {
  engine = await startEngine();
  mall = await aMall(await engine.anotherTable(), { zara: 'fashion' });
  const scopes = ['purchase:write', 'redemption:write'];
  const terms = { label: 'cashback', merchantIds: ['zara'], scopes, assets: ['cashback'] };
  cashbackKey = (await mall.send(PostKey, { body: terms })).body.secret;
  walletId = await mall.openWallet();
  for (const asset of ['points', 'cashback']) {
    const body = { walletId, asset, amountMinor: 5_000, reason: 'test' };
    await mall.send(PostAdjustment, { body, headers: headers() });
  }
});
afterAll(() => engine?.stop());

const redeem = (body: object) => mall.send(PostRedemption, { ...zara(), body: { walletId, ...body } });
const redemptionOf = async (asset: string, capture: boolean) =>
  (await redeem({ amountMinor: 800, assets: [asset], capture })).body.id as string;
const sale = (redemptionId: string) => ({
  walletId,
  receiptNumber: mall.key().slice(-40),
  amountMinor: 1_000,
  pay: { redemptionId },
});
const named = [{ pointer: '/pay/redemptionId', code: 'not-allowed' }];

describe.each([true, false])('a redemption of points, captured: %s', (capture) => {
  test('pays no purchase, and none is quoted; nothing is drawn', async () => {
    const body = sale(await redemptionOf('points', capture));
    const before = await mall.balance(walletId);
    for (const operation of [PostQuote, PostPurchase]) {
      const refused = await mall.send(operation, { ...zara(), body });
      expect([refused.status, refused.body.code, refused.body.errors]).toEqual([422, 'out-of-scope', named]);
    }
    expect(await mall.balance(walletId)).toEqual(before);
  });

  test('is taken up by no key that may not draw points, as it is not captured by one', async () => {
    const id = await redemptionOf('points', capture);
    const asked = () => ({ as: cashbackKey, headers: headers() });
    const captured = await mall.send(PostCapture, { ...asked(), params: { id }, body: {} });
    const bought = await mall.send(PostPurchase, { ...asked(), body: sale(id) });
    expect([captured, bought].map(({ status, body }) => [status, body.code])).toEqual([
      [403, 'asset-not-in-scope'],
      [403, 'asset-not-in-scope'],
    ]);
    expect(bought.body.errors).toEqual(named);
  });
});

test.each([true, false])('a redemption of cashback pays for a key of cashback, captured: %s', async (capture) => {
  const body = sale(await redemptionOf('cashback', capture));
  const bought = await mall.send(PostPurchase, { as: cashbackKey, headers: headers(), body });
  expect([bought.status, bought.body.paid.walletMinor]).toEqual([201, 800]);
});

test('points and currency are never added up in one redemption', async () => {
  for (const amount of [{ amountMinor: 550 }, { max: true }]) {
    const mixed = await redeem({ ...amount, assets: ['cashback', 'points'] });
    expect([mixed.status, mixed.body.errors]).toEqual([400, [{ pointer: '/assets', code: 'not-allowed' }]]);
  }
  expect((await redeem({ amountMinor: 50, assets: ['points'] })).body.drawn).toEqual([
    { asset: 'points', amountMinor: 50 },
  ]);
});
