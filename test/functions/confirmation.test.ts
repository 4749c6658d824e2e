import { afterAll, beforeAll, expect, test } from 'vitest';
import { PostConfirm } from '../../shared/contract/confirmation.ts';
import { PostTransfer } from '../../shared/contract/transfer.ts';
import { type Engine, startEngine } from './engine.ts';
import { aMall } from './mall.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine?.stop());

const noon = '2026-03-14T12:00:00Z';
async function aMallWaiting(then: 'release' | 'cancel') {
  const mall = await aMall(await engine.anotherTable(), { zara: 'fashion' });
  const settings = { pending: { mode: 'onEvent', maxDays: 30, then } };
  const rules = [{ id: 'all', effect: { kind: 'rate', rateBps: 200 } }];
  await mall.publish({ name: 'on pick-up', settings, rules }, '2026-01-01T00:00:00Z');
  const walletId = await mall.openWallet(noon);
  const order = { walletId, receiptNumber: 'R-1', amountMinor: 5_000, channel: 'click_collect' };
  const bought = await mall.buy('zara', order, { now: noon });
  const confirm = (idempotencyKey = mall.key(), now = noon) =>
    mall.send(PostConfirm, {
      params: { id: bought.body.id },
      as: mall.keys.zara!,
      headers: { 'Idempotency-Key': idempotencyKey, ...mall.at(now) },
    });
  const balance = async (id = walletId, now = noon) => {
    const { availableMinor, pendingMinor } = (await mall.balance(id, now)).cashback;
    return { availableMinor, pendingMinor };
  };
  return { mall, walletId, confirm, balance };
}

test('what an order earned waits for its pick-up, and is there once it is confirmed (S4-02)', async () => {
  const { confirm, balance } = await aMallWaiting('cancel');
  expect(await balance()).toEqual({ availableMinor: 0, pendingMinor: 100 });
  const done = await confirm('picked-up');
  expect([done.status, done.body.confirmed]).toEqual([200, [{ asset: 'cashback', amountMinor: 100 }]]);
  expect(await balance()).toEqual({ availableMinor: 100, pendingMinor: 0 });
  expect((await confirm('picked-up')).body).toEqual(done.body);
  expect((await confirm()).body.code).toBe('nothing-pending');
});

test('when the event never comes it is cancelled, or released, as the ruleset says', async () => {
  const cancelled = await aMallWaiting('cancel');
  const later = '2026-04-14T12:00:00Z';
  expect(await cancelled.balance(cancelled.walletId, later)).toEqual({ availableMinor: 0, pendingMinor: 0 });
  expect((await cancelled.confirm(undefined, later)).body.code).toBe('nothing-pending');
  const released = await aMallWaiting('release');
  expect(await released.balance(released.walletId, later)).toEqual({ availableMinor: 100, pendingMinor: 0 });
});

test('after a transfer of all the event still finds its value', async () => {
  const { mall, walletId, confirm, balance } = await aMallWaiting('cancel');
  const successor = await mall.openWallet(noon);
  await mall.send(PostTransfer, {
    body: { fromWalletId: walletId, toWalletId: successor, all: true, reason: 'lost' },
    headers: { 'Idempotency-Key': mall.key(), ...mall.at(noon) },
  });
  expect(await balance(successor)).toEqual({ availableMinor: 0, pendingMinor: 100 });
  expect((await confirm()).status).toBe(200);
  expect(await balance(successor)).toEqual({ availableMinor: 100, pendingMinor: 0 });
});
