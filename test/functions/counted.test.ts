import { afterAll, beforeAll, expect, test } from 'vitest';
import * as merchant from '../../functions/merchant/handler.ts';
import * as purchase from '../../functions/purchase/handler.ts';
import * as redemption from '../../functions/redemption/handler.ts';
import * as ruleset from '../../functions/ruleset/handler.ts';
import * as wallet from '../../functions/wallet/handler.ts';
import { PostKey } from '../../shared/contract/key.ts';
import { PutMerchant } from '../../shared/contract/merchant.ts';
import { PostPurchase } from '../../shared/contract/purchase.ts';
import { PostRedemption } from '../../shared/contract/redemption.ts';
import { PostRuleset, PublishRuleset } from '../../shared/contract/ruleset.ts';
import { PostWallet } from '../../shared/contract/wallet.ts';
import { counting } from '../support/counted.ts';
import { startEngine } from './engine.ts';
import { demo, inProcess } from './in-process.ts';

/** What each operation costs, counted at the client of a warm function on AWS: no sandbox, its caches filled. */

let engine: Awaited<ReturnType<typeof startEngine>>;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine?.stop());

const verbs = [...merchant.verbs, ...purchase.verbs, ...redemption.verbs, ...ruleset.verbs, ...wallet.verbs];
const scopes = ['wallet:read', 'wallet:write', 'purchase:write', 'redemption:write'];
const origins = ['zara', 'deco', 'japanese', 'starbucks'];
const triesMax = 20;
/** 31 without the retry rule; 3 to 5 with it, the more the busier the machine that engine and callers share. */
const wastedMax = 8;
let count = 0;
const key = () => {
  count += 1;
  return { 'Idempotency-Key': `counted-${count}` };
};

/** Two functions on one table, and the key of a till: what one writes the other does not hold. */
async function aMall() {
  const table = await engine.anotherTable();
  const counter = counting(table);
  const ecosystem = { ...demo, sandbox: false };
  const first = inProcess(verbs, table, ecosystem);
  const second = inProcess(verbs, table, ecosystem);
  for (const id of origins) {
    await first.send(PutMerchant, { params: { id }, body: { name: id, sector: 'retail', connected: true } });
  }
  const made = await first.send(PostKey, { body: { label: 'till', merchantIds: origins, scopes } });
  const draft = await first.send(PostRuleset, {
    body: { name: 'all', rules: [{ id: 'all', effect: { kind: 'rate', rateBps: 500 } }] },
  });
  const effectiveFrom = new Date(Date.now() + 70_000).toISOString();
  const published = await first.send(PublishRuleset, { params: { id: draft.body.id }, body: { effectiveFrom } });
  expect(published.status, JSON.stringify(published.body)).toBeLessThan(300);
  for (const one of [first, second]) one.wait(100_000);
  const as = made.body.secret as string;
  const open = async () => (await first.send(PostWallet, { as, body: {}, headers: key() })).body.id as string;
  const buy = async (at: typeof first, walletId: string, body: object = {}, headers = key()) => {
    count += 1;
    const sent = { walletId, merchantId: 'zara', receiptNumber: `R-${count}`, amountMinor: 1000, ...body };
    const bought = await at.send(PostPurchase, { as, body: sent, headers });
    expect(bought.status, JSON.stringify(bought.body)).toBe(201);
    return bought;
  };
  /** As a till does: the same key again while the answer is to try again. */
  const buyAtLast = async (at: typeof first, walletId: string) => {
    const sent = { walletId, merchantId: 'zara', receiptNumber: `R-${key()['Idempotency-Key']}`, amountMinor: 1000 };
    const headers = key();
    for (let attempt = 0; attempt < triesMax; attempt += 1) {
      const { status } = await at.send(PostPurchase, { as, body: sent, headers });
      if (status === 201) return;
      expect(status).toBe(409);
    }
    throw new Error('a caller never got through');
  };
  const spend = async (at: typeof first, walletId: string, body: object = {}) => {
    const sent = { walletId, merchantId: 'zara', amountMinor: 10, ...body };
    return at.send(PostRedemption, { as, body: sent, headers: key() });
  };
  const walletId = await open();
  // Fills the caches of both: key, merchant, version.
  await buy(first, walletId);
  await buy(second, await open());
  /** A minute later; the caches of both are filled again by sales to somebody else. */
  const quietly = async () => {
    const another = await open();
    for (const one of [first, second]) {
      one.wait(60_000);
      await buy(one, another);
    }
  };
  /** One more function, as when many callers come at once: each instance serves one request at a time. */
  const another = () => {
    const one = inProcess(verbs, table, ecosystem);
    one.wait(100_000);
    return one;
  };
  return { quietly, another, buyAtLast, counter, first, second, open, buy, spend, walletId };
}

test('an earn that meets its wallet takes two trips and one write; the next at the same function one trip', async () => {
  const { counter, second, buy, walletId } = await aMall();
  expect(await counter.of(() => buy(second, walletId))).toMatchObject({ trips: 2, writes: 1 });
  expect(await counter.of(() => buy(second, walletId))).toMatchObject({ trips: 1, writes: 1 });
});

test('a held head that is old costs an earn one failed write, and never an answer', async () => {
  const { counter, first, second, buy, walletId } = await aMall();
  await buy(second, walletId);
  expect(await counter.of(() => buy(first, walletId))).toMatchObject({ writes: 2, failedWrites: 1 });
});

test('a spend, and a purchase paid with the wallet, take two trips once the wallet has been quiet', async () => {
  const { counter, first, second, buy, spend, walletId, quietly } = await aMall();
  for (const one of [first, second]) one.wait(120_000);
  await quietly();
  expect(await counter.of(() => spend(second, walletId))).toMatchObject({ trips: 2, writes: 1 });
  await quietly();
  const paid = await counter.of(() => buy(second, walletId, { pay: { max: true } }));
  expect(paid).toMatchObject({ trips: 2, writes: 1 });
});

test('a replay that the head knows takes one trip and no write', async () => {
  const { counter, second, buy, walletId } = await aMall();
  const headers = key();
  const body = { receiptNumber: 'R-again' };
  const bought = await buy(second, walletId, body, headers);
  let again: Awaited<ReturnType<typeof buy>> | undefined;
  const counted = await counter.of(async () => {
    again = await buy(second, walletId, body, headers);
  });
  expect(again?.body).toEqual(bought.body);
  expect(again?.headers['Idempotent-Replayed']).toBe('true');
  expect(counted).toMatchObject({ trips: 1, writes: 0 });
});

test('a purchase of 3 lines on 4 lots with 24 remembered keys fits one write unit', async () => {
  const { counter, first, buy, open } = await aMall();
  const walletId = await open();
  for (let at = 0; at < 24; at += 1) await buy(first, walletId, { merchantId: origins[at % 4] });
  const lines = ['A-1', 'A-2', 'A-3'].map((sku) => ({
    sku,
    brand: 'Brand',
    category: 'category',
    quantity: 1,
    amountMinor: 1000,
  }));
  const body = { amountMinor: undefined, totalMinor: 3000, lines };
  const counted = await counter.of(() => buy(first, walletId, body));
  expect(counted.writes).toBe(1);
  expect(counted.itemBytesMax).toBeLessThanOrEqual(1_024);
  expect(counted.itemBytesMax).toBeGreaterThan(300);
});

test('sixty-four callers on one wallet waste few writes a success', async () => {
  const { counter, another, buyAtLast, open } = await aMall();
  const walletId = await open();
  const callers = Array.from({ length: 64 }, another);
  const counted = await counter.of(() => Promise.all(callers.map((caller) => buyAtLast(caller, walletId))));
  const wasted = counted.failedWrites / callers.length;
  console.log(`64 callers on one wallet: ${counted.writes} writes, ${wasted.toFixed(1)} wasted a caller`);
  expect(wasted).toBeLessThanOrEqual(wastedMax);
}, 60_000);
