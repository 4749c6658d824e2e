import { afterAll, beforeAll, expect, test } from 'vitest';
import { PostCancellation } from '../../shared/contract/cancellation.ts';
import { PostConfirm } from '../../shared/contract/confirmation.ts';
import { PostReturn } from '../../shared/contract/return.ts';
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
  return { mall, walletId, confirm, balance, id: bought.body.id as string };
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

test('what a return gave waits for the same event, and is confirmed with the rest', async () => {
  const mall = await aMall(await engine.anotherTable(), { zara: 'fashion' });
  // biome-ignore lint/suspicious/noThenProperty: the contract's own word; the object is never awaited
  const settings = { pending: { mode: 'onEvent', maxDays: 30, then: 'cancel' } };
  const rules = [
    { id: 'rate', effect: { kind: 'rate', rateBps: 1_000 } },
    { id: 'two', group: 'boost', funder: 'operator', effect: { kind: 'fixed', amountMinor: 200 } },
  ];
  const caps = [{ per: 'receipt', amountMinor: 300 }];
  await mall.publish({ name: 'on pick-up', settings, rules, caps }, '2026-01-01T00:00:00Z');
  const walletId = await mall.openWallet(noon);
  const bought = await mall.buy('zara', { walletId, receiptNumber: 'R-1', amountMinor: 4_000 }, { now: noon });
  const as = () => ({ as: mall.keys.zara!, headers: { 'Idempotency-Key': mall.key(), ...mall.at(noon) } });
  const params = { id: bought.body.id };
  const back = await mall.send(PostReturn, { params, body: { amountMinor: 1_000 }, ...as() });
  expect([back.status, (await mall.balance(walletId, noon)).cashback!.pendingMinor]).toEqual([201, 300]);
  const done = await mall.send(PostConfirm, { params, ...as() });
  expect(done.body.confirmed).toEqual([{ asset: 'cashback', amountMinor: 300 }]);
  expect((await mall.balance(walletId, noon)).cashback).toMatchObject({ availableMinor: 300, pendingMinor: 0 });
});

test('also what a cancelled return gave again on the wallet that had taken everything over', async () => {
  const { mall, walletId, confirm, balance, id } = await aMallWaiting('cancel');
  const key = mall.key();
  const headers = () => ({ 'Idempotency-Key': mall.key(), ...mall.at(noon) });
  const returned = { as: mall.keys.zara!, headers: { ...headers(), 'Idempotency-Key': key } };
  await mall.send(PostReturn, { params: { id }, body: { all: true }, ...returned });
  const successor = await mall.openWallet(noon);
  const all = { fromWalletId: walletId, toWalletId: successor, all: true as const, reason: 'lost' };
  await mall.send(PostTransfer, { body: all, headers: headers() });
  const body = { walletId, idempotencyKey: key };
  const undone = await mall.send(PostCancellation, { body, as: mall.keys.zara!, headers: headers() });
  expect(undone.body).toEqual({ status: 'reversed' });
  expect(await balance(successor)).toEqual({ availableMinor: 0, pendingMinor: 100 });
  expect((await confirm()).status).toBe(200);
  expect(await balance(successor)).toEqual({ availableMinor: 100, pendingMinor: 0 });
});

test('a confirmation and a refusal of one answer again after the wallet was merged, and merged once more', async () => {
  const { mall, walletId, confirm } = await aMallWaiting('cancel');
  const done = await confirm('picked-up');
  const refused = await confirm('again');
  expect([done.status, refused.body.code]).toEqual([200, 'nothing-pending']);
  let from = walletId;
  for (const _ of ['merged', 'once more']) {
    const to = await mall.openWallet(noon);
    const body = { fromWalletId: from, toWalletId: to, all: true as const, reason: 'lost' };
    const headers = { 'Idempotency-Key': mall.key(), ...mall.at(noon) };
    expect((await mall.send(PostTransfer, { body, headers })).status).toBe(201);
    from = to;
    const replay = await confirm('picked-up');
    expect([replay.status, replay.body, replay.headers['Idempotent-Replayed']]).toEqual([200, done.body, 'true']);
    expect((await confirm('again')).body).toEqual(refused.body);
  }
});

test('what was confirmed on the successor answers again when that is merged too', async () => {
  const { mall, walletId, confirm, balance } = await aMallWaiting('cancel');
  const mergeInto = async (from: string) => {
    const to = await mall.openWallet(noon);
    const body = { fromWalletId: from, toWalletId: to, all: true as const, reason: 'lost' };
    await mall.send(PostTransfer, { body, headers: { 'Idempotency-Key': mall.key(), ...mall.at(noon) } });
    return to;
  };
  const second = await mergeInto(walletId);
  const done = await confirm('picked-up');
  expect(done.status).toBe(200);
  const third = await mergeInto(second);
  expect((await confirm('picked-up')).body).toEqual(done.body);
  expect(await balance(third)).toEqual({ availableMinor: 100, pendingMinor: 0 });
});
