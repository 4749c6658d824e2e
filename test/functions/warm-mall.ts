import { expect } from 'vitest';
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
import type { Engine } from './engine.ts';
import { demo, inProcess } from './in-process.ts';

const verbs = [...merchant.verbs, ...purchase.verbs, ...redemption.verbs, ...ruleset.verbs, ...wallet.verbs];
const scopes = [
  ...['wallet:read', 'wallet:write', 'purchase:write', 'redemption:write', 'return:write', 'transfer:write'],
];
export const origins = ['zara', 'deco', 'japanese', 'starbucks'];
const triesMax = 20;
let count = 0;
export const key = () => {
  count += 1;
  return { 'Idempotency-Key': `counted-${count}` };
};

/**
 * Warm functions on one table, no sandbox, as on AWS, and the key of a till: two of them, and what one writes the other
 * does not hold.
 */
export async function aWarmMall(engine: Engine) {
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
  // Long enough after the version began for a duplicate to be decided by it too: entries are then put alone.
  for (const one of [first, second]) one.wait(140_000);
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
    one.wait(140_000);
    return one;
  };
  return { as, quietly, another, buyAtLast, counter, first, second, open, buy, spend, walletId };
}
