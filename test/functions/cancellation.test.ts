import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PostCancellation } from '../../shared/contract/cancellation.ts';
import { PostCapture, PostRedemption, PostRelease } from '../../shared/contract/redemption.ts';
import { PostRedemptionReturn, PostReturn } from '../../shared/contract/return.ts';
import { PostTransfer } from '../../shared/contract/transfer.ts';
import { type Engine, startEngine } from './engine.ts';
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

const cancel = (walletId: string, idempotencyKey: string, { now = noon, as = mall.keys.zara! } = {}) =>
  mall.send(PostCancellation, { as, body: { walletId, idempotencyKey }, headers: mall.at(now) });
const redeem = (walletId: string, amountMinor: number, idempotencyKey: string, more: object = {}) =>
  mall.send(PostRedemption, {
    as: mall.keys.zara!,
    body: { walletId, amountMinor, ...more },
    headers: { 'Idempotency-Key': idempotencyKey, ...mall.at(noon) },
  });
const capture = (
  id: string,
  idempotencyKey: string,
  operation: typeof PostCapture | typeof PostRelease = PostCapture,
) =>
  mall.send(operation, {
    params: { id },
    ...(operation === PostCapture ? { body: {} } : {}),
    as: mall.keys.zara!,
    headers: { 'Idempotency-Key': idempotencyKey, ...mall.at(noon) },
  });
const available = async (walletId: string) => (await mall.balance(walletId, noon)).cashback?.availableMinor ?? 0;

/** A wallet with two euros of cashback. */
async function aWallet(): Promise<string> {
  const walletId = await mall.openWallet(noon);
  await mall.buy('deco', { walletId, receiptNumber: 'first', amountMinor: 10_000 }, { now: noon });
  return walletId;
}

describe('a till that never got its answer cancels by key', () => {
  test('a purchase that happened: what it paid is back, what it earned is gone, its receipt is free', async () => {
    const walletId = await aWallet();
    const basket = { walletId, receiptNumber: 'R-1', amountMinor: 5_000, pay: { amountMinor: 150 } };
    const bought = await mall.buy('zara', basket, { now: noon, idempotencyKey: 'lost' });
    expect(await available(walletId)).toBe(50 + 97);
    const cancelled = await cancel(walletId, 'lost');
    expect([cancelled.status, cancelled.body]).toEqual([200, { status: 'reversed' }]);
    expect(await available(walletId)).toBe(200);
    expect((await mall.lots(walletId, noon)).map((lot: { originId: string }) => lot.originId)).toEqual(['deco']);
    expect((await cancel(walletId, 'lost')).body.status).toBe('reversed');
    expect(await available(walletId)).toBe(200);
    const anew = await mall.buy('zara', basket, { now: noon });
    expect([anew.status, anew.body.id === bought.body.id]).toEqual([201, false]);
  });

  test('a repeat is the same for 48 hours, and a cancellation reaches back as far as sales may be late', async () => {
    const [twoDays, after] = ['2026-03-16T11:59:00Z', '2026-03-21T12:01:00Z'] as const;
    const walletId = await aWallet();
    const basket = { walletId, receiptNumber: 'R-1', amountMinor: 5_000, occurredAt: noon };
    const send = (now: string) => mall.buy('zara', basket, { now, idempotencyKey: 'lost' });
    expect((await send(noon)).status).toBe(201);
    expect((await send(twoDays)).headers['Idempotent-Replayed']).toBe('true');
    const late = await mall.buy('zara', { ...basket, receiptNumber: 'R-2' }, { now: after });
    expect(late.body.code).toBe('occurred-at-out-of-range');
    // The wallet's next entry forgets what is older.
    await mall.buy('deco', { walletId, receiptNumber: 'R-3', amountMinor: 5_000 }, { now: after });
    expect((await cancel(walletId, 'lost', { now: after })).body.status).toBe('prevented');
    expect((await mall.balance(walletId, after)).cashback.availableMinor).toBe(400);
  });

  test('a purchase that had not arrived: it is refused when it comes, for as long as sales may be late', async () => {
    const walletId = await aWallet();
    expect((await cancel(walletId, 'lost')).body.status).toBe('prevented');
    const basket = { walletId, receiptNumber: 'R-1', amountMinor: 5_000 };
    const late = await mall.buy('zara', basket, { now: '2026-03-20T12:00:00Z', idempotencyKey: 'lost' });
    expect([late.status, late.body.code]).toEqual([422, 'cancelled']);
    expect((await mall.buy('deco', basket, { now: '2026-03-20T12:00:00Z', idempotencyKey: 'lost' })).status).toBe(201);
  });

  test('what was earned and spent meanwhile is taken as far as it is there', async () => {
    const walletId = await mall.openWallet(noon);
    await mall.buy('zara', { walletId, receiptNumber: 'R-1', amountMinor: 5_000 }, { now: noon, idempotencyKey: 'e' });
    await redeem(walletId, 70, 'spent');
    await cancel(walletId, 'e');
    expect(await available(walletId)).toBe(0);
    const [newest] = await mall.entries(walletId, noon);
    expect(newest.postings).toEqual([
      { account: 'wallet', asset: 'cashback', amountMinor: -30 },
      { account: 'funding:zara', asset: 'cashback', amountMinor: 30 },
    ]);
  });

  test('a redemption, a hold, and a hold that was captured', async () => {
    const walletId = await aWallet();
    await redeem(walletId, 100, 'paid');
    await cancel(walletId, 'paid');
    expect(await available(walletId)).toBe(200);

    const held = await redeem(walletId, 60, 'held', { capture: false });
    await cancel(walletId, 'held');
    expect(await available(walletId)).toBe(200);
    expect((await capture(held.body.id, 'late')).body.code).toBe('hold-closed');

    const other = await redeem(walletId, 60, 'held-2', { capture: false });
    await capture(other.body.id, 'captured');
    expect(await available(walletId)).toBe(140);
    expect((await cancel(walletId, 'held-2')).body.status).toBe('reversed');
    expect(await available(walletId)).toBe(200);
    expect((await cancel(walletId, 'captured')).body.status).toBe('prevented');
    expect(await available(walletId)).toBe(200);
  });

  test('a captured hold of which something came back: only the rest comes back', async () => {
    const walletId = await aWallet();
    const held = await redeem(walletId, 80, 'held', { capture: false });
    await capture(held.body.id, 'captured');
    const returning = {
      body: { amountMinor: 30 },
      as: mall.keys.zara!,
      headers: { 'Idempotency-Key': 'back', ...mall.at(noon) },
    };
    await mall.send(PostRedemptionReturn, { params: { id: held.body.id }, ...returning });
    expect(await available(walletId)).toBe(150);
    await cancel(walletId, 'captured');
    expect(await available(walletId)).toBe(200);
  });

  test.each([
    ['first the purchase, then its return', ['bought', 'back']],
    ['first the return, then the purchase', ['back', 'bought']],
    ['both at once, under one key', ['same']],
  ])('a purchase and its return, %s: neither has happened', async (_, keys) => {
    const walletId = await aWallet();
    const [bought, back] = keys.length === 1 ? [keys[0]!, keys[0]!] : ['bought', 'back'];
    const basket = { walletId, receiptNumber: 'R-1', amountMinor: 5_000, pay: { amountMinor: 150 } };
    const { id } = (await mall.buy('zara', basket, { now: noon, idempotencyKey: bought })).body;
    const asked = {
      body: { amountMinor: 2_000 },
      as: mall.keys.zara!,
      headers: { 'Idempotency-Key': back, ...mall.at(noon) },
    };
    expect((await mall.send(PostReturn, { params: { id }, ...asked })).status).toBe(201);
    for (const key of keys) await cancel(walletId, key);
    expect(await available(walletId)).toBe(200);
    const again = {
      body: { all: true },
      as: mall.keys.zara!,
      headers: { 'Idempotency-Key': 'again', ...mall.at(noon) },
    };
    expect((await mall.send(PostReturn, { params: { id }, ...again })).body.code).toBe('cancelled');
  });

  test('a release: nothing is held again', async () => {
    const walletId = await aWallet();
    const held = await redeem(walletId, 60, 'held', { capture: false });
    await capture(held.body.id, 'released', PostRelease);
    expect((await cancel(walletId, 'released')).body.status).toBe('reversed');
    expect((await mall.balance(walletId, noon)).cashback).toMatchObject({ availableMinor: 200, heldMinor: 0 });
  });

  test('a redemption that a purchase took up goes with that purchase; a cancelled purchase frees its redemption', async () => {
    const walletId = await aWallet();
    const paid = await redeem(walletId, 100, 'paid');
    const basket = { walletId, amountMinor: 5_000, pay: { redemptionId: paid.body.id } };
    await mall.buy('zara', { ...basket, receiptNumber: 'R-1' }, { now: noon, idempotencyKey: 'first' });
    await cancel(walletId, 'first');
    expect(await available(walletId)).toBe(100);
    const again = await mall.buy('zara', { ...basket, receiptNumber: 'R-2' }, { now: noon });
    expect([again.status, again.body.paid.walletMinor]).toEqual([201, 100]);
    await cancel(walletId, 'paid');
    expect(await available(walletId)).toBe(200);
    const third = await mall.buy('zara', { ...basket, receiptNumber: 'R-3' }, { now: noon });
    expect(third.body.code).toBe('hold-closed');
  });

  test('of another caller nothing: the key is the caller’s own', async () => {
    const walletId = await aWallet();
    await mall.buy('zara', { walletId, receiptNumber: 'R-1', amountMinor: 5_000 }, { now: noon, idempotencyKey: 'k' });
    expect((await cancel(walletId, 'k', { as: mall.keys.deco! })).body.status).toBe('prevented');
    expect(await available(walletId)).toBe(300);
  });

  test('after a transfer of all the mark is on the old wallet and the value on the new one', async () => {
    const [walletId, successor] = [await aWallet(), await mall.openWallet(noon)];
    await mall.buy(
      'zara',
      { walletId, receiptNumber: 'R-1', amountMinor: 5_000, pay: { amountMinor: 150 } },
      { now: noon, idempotencyKey: 'lost' },
    );
    await mall.send(PostTransfer, {
      body: { fromWalletId: walletId, toWalletId: successor, all: true, reason: 'lost' },
      headers: { 'Idempotency-Key': mall.key(), ...mall.at(noon) },
    });
    expect(await available(successor)).toBe(147);
    expect((await cancel(walletId, 'lost')).body.status).toBe('reversed');
    expect([await available(walletId), await available(successor)]).toEqual([0, 200]);
    expect((await cancel(walletId, 'lost')).body.status).toBe('reversed');
    expect(await available(successor)).toBe(200);
  });
});
