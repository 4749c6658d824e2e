import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { PostPurchase } from '../../shared/contract/purchase.ts';
import { GetRedemption, PostCapture, PostRedemption, PostRelease } from '../../shared/contract/redemption.ts';
import { PostWallet } from '../../shared/contract/wallet.ts';
import { type Engine, startEngine } from './engine.ts';
import { aMall } from './mall.ts';

let engine: Engine;
let mall: Awaited<ReturnType<typeof aMall>>;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine?.stop());

const rules = [{ id: 'all', effect: { kind: 'rate', rateBps: 200 } }];
const noon = '2026-03-14T12:00:00Z';
const spend = (
  walletId: string,
  amountMinor: number,
  more: object = {},
  { now = noon, idempotencyKey = mall.key() } = {},
) =>
  mall.send(PostRedemption, {
    as: mall.keys.zara!,
    body: { walletId, amountMinor, ...more },
    headers: { 'Idempotency-Key': idempotencyKey, 'Boucle-Now': now },
  });

/** A wallet that holds what a purchase of fifty times as much earned. */
async function aWalletWith(cashbackMinor: number): Promise<string> {
  const walletId = await mall.openWallet(noon);
  await mall.buy('zara', { walletId, receiptNumber: 'first', amountMinor: cashbackMinor * 50 }, { now: noon });
  return walletId;
}

beforeEach(async () => {
  mall = await aMall(await engine.anotherTable(), { zara: 'fashion', deco: 'home' });
  await mall.publish({ name: 'two per cent', rules }, '2026-01-01T00:00:00Z');
});

test('I1: the same key and body give the same status, body and ids, and one movement', async () => {
  const walletId = await mall.openWallet(noon);
  const body = { walletId, receiptNumber: 'R-1', amountMinor: 8500 };
  const first = await mall.buy('zara', body, { now: noon, idempotencyKey: 'same' });
  const second = await mall.buy(
    'zara',
    { amountMinor: 8500, receiptNumber: 'R-1', walletId },
    { now: noon, idempotencyKey: 'same' },
  );
  expect(second.status).toBe(201);
  expect(second.body).toEqual(first.body);
  expect(second.headers['Idempotent-Replayed']).toBe('true');
  expect(first.headers['Idempotent-Replayed']).toBeUndefined();
  expect((await mall.balance(walletId, noon)).cashback.availableMinor).toBe(170);
});

test('I2: the same key with another body is refused and moves nothing', async () => {
  const walletId = await mall.openWallet(noon);
  await mall.buy('zara', { walletId, receiptNumber: 'R-1', amountMinor: 8500 }, { now: noon, idempotencyKey: 'same' });
  const other = await mall.buy(
    'zara',
    { walletId, receiptNumber: 'R-1', amountMinor: 8501 },
    { now: noon, idempotencyKey: 'same' },
  );
  expect([other.status, other.body.code]).toEqual([422, 'idempotency-mismatch']);
  expect((await mall.balance(walletId, noon)).cashback.availableMinor).toBe(170);
});

test('I3: a receipt counts once, whatever the key; the answer names the purchase that used it', async () => {
  const walletId = await mall.openWallet(noon);
  const body = { walletId, receiptNumber: 'R-1', tillId: 'T1', amountMinor: 8500 };
  const first = await mall.buy('zara', body, { now: noon });
  const again = await mall.buy('zara', body, { now: noon });
  expect([again.status, again.body.code, again.body.existingId]).toEqual([422, 'receipt-already-used', first.body.id]);
  expect((await mall.buy('zara', { ...body, tillId: 'T2' }, { now: noon })).status).toBe(201);
  expect((await mall.buy('zara', body, { now: '2026-03-15T12:00:00Z' })).status).toBe(201);
});

test('I4: twenty parallel spends of the whole balance: one succeeds, nineteen have insufficient funds', async () => {
  const walletId = await aWalletWith(147);
  const answers = await Promise.all(Array.from({ length: 20 }, () => spendUntilAnswered(walletId, 147)));
  expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
  expect(answers.filter((answer) => answer.body.code === 'insufficient-funds')).toHaveLength(19);
  expect((await mall.balance(walletId, noon)).cashback.availableMinor).toBe(0);
});

/** A till retries a conflict or an unknown outcome with the same key, ten times at most. */
async function spendUntilAnswered(walletId: string, amountMinor: number) {
  const idempotencyKey = mall.key();
  let answer = await spend(walletId, amountMinor, {}, { idempotencyKey });
  for (let retry = 0; retry < 10 && (answer.status === 409 || answer.status === 503); retry += 1) {
    answer = await spend(walletId, amountMinor, {}, { idempotencyKey });
  }
  return answer;
}

test('I5: what is held cannot be held again', async () => {
  const walletId = await aWalletWith(50);
  for (let hold = 0; hold < 5; hold += 1) expect((await spend(walletId, 10, { capture: false })).status).toBe(201);
  const sixth = await spend(walletId, 10, { capture: false });
  expect([sixth.status, sixth.body.code, sixth.body.usableMinor]).toEqual([422, 'insufficient-funds', 0]);
  expect((await mall.balance(walletId, noon)).cashback).toEqual({
    availableMinor: 0,
    pendingMinor: 0,
    heldMinor: 50,
    owedMinor: 0,
  });
});

test('I7: a hold past its time is available again without any job, and its capture is refused', async () => {
  const walletId = await aWalletWith(50);
  const held = await spend(walletId, 30, { capture: false, holdSeconds: 60 });
  const later = '2026-03-14T12:01:00Z';
  expect((await mall.balance(walletId, later)).cashback.availableMinor).toBe(50);
  const headers = { 'Idempotency-Key': mall.key(), 'Boucle-Now': later };
  const captured = await mall.send(PostCapture, {
    as: mall.keys.zara!,
    params: { id: held.body.id },
    body: {},
    headers,
  });
  expect([captured.status, captured.body.code]).toEqual([422, 'hold-expired']);
  const replayed = await mall.send(PostCapture, {
    as: mall.keys.zara!,
    params: { id: held.body.id },
    body: {},
    headers,
  });
  expect(replayed.body).toEqual(captured.body);
  expect(replayed.headers['Idempotent-Replayed']).toBe('true');
});

test('a hold is captured once, in part: the rest is released', async () => {
  const walletId = await aWalletWith(50);
  const held = await spend(walletId, 30, { capture: false });
  const act = (operation: typeof PostCapture | typeof PostRelease, body: object) =>
    mall.send(operation, {
      as: mall.keys.zara!,
      params: { id: held.body.id },
      body,
      headers: { 'Idempotency-Key': mall.key(), 'Boucle-Now': noon },
    });
  const above = await act(PostCapture, { amountMinor: 31 });
  expect([above.body.code, above.body.maxMinor]).toEqual(['capture-above-hold', 30]);
  const captured = await act(PostCapture, { amountMinor: 20 });
  expect(captured.body).toMatchObject({ status: 'captured', amountMinor: 20, releasedMinor: 10 });
  expect((await act(PostCapture, {})).body.code).toBe('hold-closed');
  expect((await act(PostRelease, {})).body.code).toBe('hold-closed');
  expect((await mall.balance(walletId, noon)).cashback).toMatchObject({ availableMinor: 30, heldMinor: 0 });
  const read = await mall.send(GetRedemption, {
    as: mall.keys.zara!,
    params: { id: held.body.id },
    headers: { 'Boucle-Now': noon },
  });
  expect(read.body).toMatchObject({ status: 'captured', amountMinor: 20 });
  const foreign = await mall.send(GetRedemption, {
    as: mall.keys.deco!,
    params: { id: held.body.id },
    headers: { 'Boucle-Now': noon },
  });
  expect(foreign.status).toBe(404);
});

test('a web order held at check-out is captured in its purchase, once, and earns on the rest', async () => {
  const walletId = await aWalletWith(500);
  const held = await spend(walletId, 500, { capture: false });
  const body = {
    walletId,
    amountMinor: 5000,
    receiptNumber: 'web-1',
    channel: 'web',
    pay: { redemptionId: held.body.id },
  };
  const bought = await mall.buy('zara', body, { now: noon });
  expect(bought.body).toMatchObject({ paid: { walletMinor: 500, otherMinor: 4500 }, earned: [{ amountMinor: 90 }] });
  const twice = await mall.buy('zara', { ...body, receiptNumber: 'web-2' }, { now: noon });
  expect(twice.body.code).toBe('redemption-already-used');
  expect((await mall.buy('deco', { ...body, receiptNumber: 'web-3' }, { now: noon })).status).toBe(400);
});

test('I13: the same requests under the same rules give the same postings', async () => {
  const ledgers = [];
  for (let run = 0; run < 2; run += 1) {
    const again = await aMall(await engine.anotherTable(), { zara: 'fashion' });
    await again.publish({ name: 'two per cent', rules }, '2026-01-01T00:00:00Z');
    const walletId = await again.openWallet(noon);
    await again.buy('zara', { walletId, receiptNumber: 'R-1', amountMinor: 8500 }, { now: noon });
    const entries = await again.entries(walletId, noon);
    ledgers.push(
      entries.map((entry: { sequence: number; postings: object[] }) =>
        JSON.stringify([entry.sequence, entry.postings]),
      ),
    );
  }
  expect(ledgers[0]).toEqual(ledgers[1]);
  expect(ledgers[0]).toHaveLength(2);
});

// On one deployed table the second run would be a replay of the first; two tables are two histories.
test.skipIf(process.env.BOUCLE_DEPLOYED)('I13: two ledgers with the same history have the same hashes', async () => {
  const chains: string[][] = [];
  for (let run = 0; run < 2; run += 1) {
    const again = await aMall(await engine.anotherTable(), { zara: 'fashion' });
    await again.publish({ name: 'two per cent', rules }, '2026-01-01T00:00:00Z');
    const ask = (idempotencyKey: string) => ({ 'Idempotency-Key': idempotencyKey, 'Boucle-Now': noon });
    const opened = await again.send(PostWallet, { body: {}, headers: ask('open') });
    const basket = { walletId: opened.body.id, merchantId: 'zara', receiptNumber: 'R-1', amountMinor: 8500 };
    await again.send(PostPurchase, { body: basket, headers: ask('buy') });
    await again.send(PostRedemption, {
      body: { walletId: opened.body.id, merchantId: 'zara', amountMinor: 70 },
      headers: ask('spend'),
    });
    const entries = await again.entries(opened.body.id, noon);
    chains.push(entries.map((entry: { hash: string }) => entry.hash));
  }
  expect(chains[0]).toHaveLength(3);
  expect(new Set(chains[0]).size).toBe(3);
  expect(chains[1]).toEqual(chains[0]);
});

test('a time before the wallet’s newest entry is refused in a sandbox', async () => {
  const walletId = await aWalletWith(50);
  const early = await mall.buy(
    'zara',
    { walletId, receiptNumber: 'R-9', amountMinor: 100 },
    { now: '2026-03-14T11:59:59Z' },
  );
  expect([early.status, early.body.code]).toEqual([422, 'clock-before-last-entry']);
});
