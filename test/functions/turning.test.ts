import { afterAll, beforeAll, expect, test } from 'vitest';
import { verbs } from '../../functions/redemption/handler.ts';
import { PostAdjustment } from '../../shared/contract/adjustment.ts';
import { PutMerchant } from '../../shared/contract/merchant.ts';
import { PostRedemption } from '../../shared/contract/redemption.ts';
import { openLedger } from '../../shared/store/entries.ts';
import type { LedgerPort } from '../../shared/store/port.ts';
import { type Engine, startEngine } from './engine.ts';
import { demo, inProcess } from './in-process.ts';
import { aMall } from './mall.ts';

/** A request and its duplicate, of which another version or other settings decide each. */

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine?.stop());

const redeem = (minAmountMinor: number) => ({ minBasketMinor: 0, minAmountMinor, maxShareBps: 10_000 });

type Times = { readonly refusedAt: string; readonly acceptedAt: string };

/**
 * Two functions with one request: the second starts once the first has decided, and after what happens in between; the
 * first writes when the second has read, and the second when the first has written. Then it is asked once more.
 */
async function cross(as: string, walletId: string, { refusedAt, acceptedAt }: Times, between = async () => {}) {
  const ledger = openLedger(engine.table);
  const [decided, read, written] = [1, 2, 3].map(() => Promise.withResolvers<void>());
  const transact: LedgerPort['transact'] = async (writes) => {
    decided!.resolve();
    await read!.promise;
    return ledger.transact(writes).finally(written!.resolve);
  };
  const late =
    <A extends unknown[], R>(write: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      read!.resolve();
      await written!.promise;
      return write(...args);
    };
  const slow = { ...ledger, put: late(ledger.put), transact: late(ledger.transact) };
  const first = inProcess(verbs, engine.table, demo, { ...ledger, transact });
  const second = inProcess(verbs, engine.table, demo, slow);
  const headers = { 'Idempotency-Key': walletId };
  const ask = (now: string) => ({
    as,
    body: { walletId, amountMinor: 30, capture: true },
    headers: { ...headers, 'Boucle-Now': now },
  });
  const refusing = first.send(PostRedemption, ask(refusedAt));
  await decided!.promise;
  await between();
  const accepting = await second.send(PostRedemption, ask(acceptedAt));
  const again = await first.send(PostRedemption, ask(acceptedAt));
  return [await refusing, accepting, again].map(({ status, body }) => `${status} ${body.code ?? ''}`);
}

const given = '2026-03-14T10:00:00Z';
const noon = '2026-03-14T12:00:00Z';
const [justBefore, justAfter] = ['2026-03-14T11:59:59.500Z', '2026-03-14T12:00:00.500Z'];

async function aWallet({ openWallet, send, key }: Awaited<ReturnType<typeof aMall>>) {
  const walletId = await openWallet(given);
  const body = { walletId, asset: 'cashback', amountMinor: 500, reason: 'test' };
  await send(PostAdjustment, { body, headers: { 'Idempotency-Key': key(), 'Boucle-Now': given } });
  return walletId;
}

test.each([
  ['one that begins', 40, 1, { refusedAt: justBefore, acceptedAt: justAfter }],
  ['one that ends', 1, 40, { refusedAt: justAfter, acceptedAt: justBefore }],
])('what one version refused is not done under another: %s', async (name, before, after, times) => {
  const mall = await aMall(engine.table, { zara: 'fashion' });
  await mall.publish({ name, settings: { redeem: redeem(before) }, rules: [] }, given);
  await mall.publish({ name, settings: { redeem: redeem(after) }, rules: [] }, noon);
  const answers = await cross(mall.keys.zara!, await aWallet(mall), times);
  expect(answers).toEqual(Array(3).fill('422 redeem-minimum-amount'));
});

test('what a merchant of one sector was refused is not done once it is of another', async () => {
  const mall = await aMall(engine.table, { deco: 'home' });
  const acceptance = { cashback: { sector: ['fashion'] } };
  await mall.publish({ name: 'fashion', settings: { acceptance }, rules: [] }, given);
  const walletId = await aWallet(mall);
  const move = async () => {
    const body = { name: 'deco', sector: 'fashion', connected: true };
    await mall.send(PutMerchant, { params: { id: 'deco' }, body, headers: { 'Boucle-Now': noon } });
  };
  const times = { refusedAt: justBefore, acceptedAt: justAfter };
  const answers = await cross(mall.keys.deco!, walletId, times, move);
  expect(answers).toEqual(Array(3).fill(answers[0]));
  expect(answers[0]).toMatch(/^422/);
});
