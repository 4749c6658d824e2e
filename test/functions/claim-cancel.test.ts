import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as purchase from '../../functions/purchase/handler.ts';
import { PostCancellation } from '../../shared/contract/cancellation.ts';
import { PostClaim } from '../../shared/contract/claim.ts';
import { GetPurchase, PostPurchase } from '../../shared/contract/purchase.ts';
import { PostRedemption } from '../../shared/contract/redemption.ts';
import { PostReturn } from '../../shared/contract/return.ts';
import { PostTransfer } from '../../shared/contract/transfer.ts';
import { PostClose } from '../../shared/contract/wallet.ts';
import { openClaimCode } from '../../shared/domain/guest-id.ts';
import { identifierKeysFrom } from '../../shared/domain/identifier.ts';
import type { Table } from '../../shared/store/client.ts';
import { openLedger } from '../../shared/store/entries.ts';
import type { Ledger } from '../../shared/store/port.ts';
import { type Engine, startEngine } from './engine.ts';
import { demo, inProcess } from './in-process.ts';
import { aMall } from './mall.ts';

let engine: Engine;
let table: Table;
let mall: Awaited<ReturnType<typeof aMall>>;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine?.stop());

const noon = '2026-03-14T12:00:00Z';
const basket = { receiptNumber: 'R-1', tillId: 'T1', amountMinor: 5_000 };
beforeEach(async () => {
  table = await engine.anotherTable();
  mall = await aMall(table, { zara: 'fashion', deco: 'home' });
  const rules = [
    { id: 'all', effect: { kind: 'rate', rateBps: 200 } },
    { id: 'welcome', when: [{ kind: 'nth', n: 1 }], effect: { kind: 'fixed', amountMinor: 300 } },
  ];
  await mall.publish({ name: 'rules', rules }, '2026-01-01T00:00:00Z');
});

const asked = (idempotencyKey = mall.key(), now = noon) => ({
  as: mall.keys.zara!,
  headers: { 'Idempotency-Key': idempotencyKey, ...mall.at(now) },
});
const sell = (body: object = basket) => mall.send(PostPurchase, { body, ...asked() });
const claim = (claimCode: string, walletId: string, key?: string, now?: string) =>
  mall.send(PostClaim, { body: { claimCode, walletId }, ...asked(key, now) });
const cancel = async (walletId: string, idempotencyKey: string) =>
  (await mall.send(PostCancellation, { body: { walletId, idempotencyKey }, ...asked() })).body.status;
const read = async (id: string) => (await mall.send(GetPurchase, { params: { id }, ...asked() })).body;
const giveBack = (id: string, body: object, key?: string) =>
  mall.send(PostReturn, { params: { id }, body, ...asked(key) });
const available = async (walletId: string) => (await mall.balance(walletId, noon)).cashback?.availableMinor ?? 0;
const said = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code];

test('a claim that happened is reversed: what it earned is gone, and the basket can be claimed again, as before', async () => {
  const { id, claimCode } = (await sell()).body;
  const walletId = await mall.openWallet(noon);
  const claimed = await claim(claimCode, walletId, 'lost');
  expect(await available(walletId)).toBe(400);
  expect(await cancel(walletId, 'lost')).toBe('reversed');
  expect(await available(walletId)).toBe(0);
  expect((await mall.entries(walletId, noon))[0].postings).toEqual([
    { account: 'wallet', asset: 'cashback', amountMinor: -400 },
    { account: 'funding:zara', asset: 'cashback', amountMinor: 400 },
  ]);
  expect(await read(claimed.body.id)).toMatchObject({ cancelled: true, returnable: { amountMinor: 0 } });
  expect(await read(id)).toMatchObject({ id, claimCode, returnable: { amountMinor: 5_000 } });
  expect(await cancel(walletId, 'lost')).toBe('reversed');
  expect(said(await claim(claimCode, walletId, 'lost'))).toEqual([201, undefined]);
  expect(await available(walletId)).toBe(0);

  const again = await claim(claimCode, walletId, 'anew');
  expect([again.status, again.body.earned[0].amountMinor]).toEqual([201, 400]);
  expect(await available(walletId)).toBe(400);
  expect(said(await claim(claimCode, await mall.openWallet(noon)))).toEqual([422, 'already-claimed']);
});

test('another wallet may have the basket that is free again, or the guest brings it back', async () => {
  const { id, claimCode } = (await sell()).body;
  const [one, two] = [await mall.openWallet(noon), await mall.openWallet(noon)];
  await claim(claimCode, one, 'lost');
  await cancel(one, 'lost');
  expect((await giveBack(id, { amountMinor: 1_000 })).body).toMatchObject({ returnable: { amountMinor: 4_000 } });
  expect((await claim(claimCode, two)).body).toMatchObject({ totalMinor: 4_000, earned: [{ amountMinor: 380 }] });
  expect([await available(one), await available(two)]).toEqual([0, 380]);
});

test('a claim that had not arrived is refused when it comes, on that wallet and under that key', async () => {
  const { claimCode } = (await sell()).body;
  const walletId = await mall.openWallet(noon);
  expect(await cancel(walletId, 'lost')).toBe('prevented');
  expect(said(await claim(claimCode, walletId, 'lost', '2026-03-20T12:00:00Z'))).toEqual([422, 'cancelled']);
  expect((await claim(claimCode, walletId, 'other', '2026-03-20T12:00:00Z')).status).toBe(201);
});

test('a claim that was refused stays refused', async () => {
  const { claimCode } = (await sell()).body;
  const [one, two] = [await mall.openWallet(noon), await mall.openWallet(noon)];
  await claim(claimCode, one);
  const refused = await claim(claimCode, two, 'lost');
  expect(await cancel(two, 'lost')).toBe('prevented');
  expect((await claim(claimCode, two, 'lost')).body).toEqual(refused.body);
});

test('what was spent meanwhile is written off, never owed nor taken elsewhere', async () => {
  const { claimCode } = (await sell()).body;
  const walletId = await mall.openWallet(noon);
  await claim(claimCode, walletId, 'lost');
  await mall.send(PostRedemption, { body: { walletId, amountMinor: 150 }, ...asked() });
  expect(await cancel(walletId, 'lost')).toBe('reversed');
  expect((await mall.balance(walletId, noon)).cashback).toMatchObject({ availableMinor: 0, owedMinor: 0 });
});

test('of which something came back: the reward goes to the cent, the basket stays the purchase that it became', async () => {
  const { id, claimCode } = (await sell()).body;
  const walletId = await mall.openWallet(noon);
  await claim(claimCode, walletId, 'lost');
  const back = await giveBack(id, { amountMinor: 1_000 }, 'back');
  expect(await available(walletId)).toBe(380);
  expect(await cancel(walletId, 'lost')).toBe('reversed');
  expect(await available(walletId)).toBe(0);
  expect(said(await claim(claimCode, walletId))).toEqual([422, 'already-claimed']);
  const again = await giveBack(id, { amountMinor: 1_000 }, 'back');
  expect([again.body.id, again.headers['Idempotent-Replayed']]).toEqual([back.body.id, 'true']);
  expect(said(await giveBack(id, { amountMinor: 1_000 }))).toEqual([422, 'cancelled']);
});

test('after a transfer of all the reward is taken from the successor, and the basket is free', async () => {
  const { claimCode } = (await sell()).body;
  const [walletId, successor] = [await mall.openWallet(noon), await mall.openWallet(noon)];
  await claim(claimCode, walletId, 'lost');
  const body = { fromWalletId: walletId, toWalletId: successor, all: true, reason: 'lost' };
  await mall.send(PostTransfer, { body, headers: { 'Idempotency-Key': mall.key(), ...mall.at(noon) } });
  expect(await available(successor)).toBe(400);
  expect(await cancel(walletId, 'lost')).toBe('reversed');
  expect(await available(successor)).toBe(0);
  expect((await claim(claimCode, successor)).status).toBe(201);
});

test('on a wallet that was emptied and closed nothing comes back, so the basket stays claimed', async () => {
  const { claimCode } = (await sell()).body;
  const [walletId, other] = [await mall.openWallet(noon), await mall.openWallet(noon)];
  await claim(claimCode, walletId, 'lost');
  await mall.send(PostRedemption, { body: { walletId, max: true }, ...asked() });
  await mall.send(PostClose, { params: { id: walletId }, headers: { 'Idempotency-Key': 'close', ...mall.at(noon) } });
  expect(await cancel(walletId, 'lost')).toBe('reversed');
  expect(said(await claim(claimCode, other))).toEqual([422, 'already-claimed']);
});

describe.skipIf(process.env.BOUCLE_DEPLOYED)(
  'a return that meets the cancelled claim of its basket comes again',
  () => {
    const keys = identifierKeysFrom('secret of the tests', 'demo');

    /** Asks for all of a basket, at a function that reads it so often as it was when a wallet had claimed it, then as it is. */
    async function askMeanwhile(
      staleReads: number,
      meanwhile: (claimCode: string, walletId: string) => Promise<unknown>,
    ) {
      const { id, claimCode } = (await sell()).body;
      const walletId = await mall.openWallet(noon);
      await claim(claimCode, walletId, 'lost');
      const ledger = openLedger(table);
      const asItWas = await ledger.findBasket(openClaimCode(keys, claimCode)!);
      await meanwhile(claimCode, walletId);
      let reads = 0;
      const findBasket: Ledger['findBasket'] = async (basketId) => {
        reads += 1;
        return reads > staleReads ? ledger.findBasket(basketId) : asItWas;
      };
      const { send } = inProcess(purchase.verbs, table, demo, { ...ledger, findBasket });
      return () => send(PostReturn, { params: { id }, body: { all: true }, ...asked('back') });
    }

    test.each([
      ['once the wallet’s purchase is read', 3],
      ['before it is looked for', 2],
    ])('and is the basket’s: cancelled %s', async (_when, staleReads) => {
      const ask = await askMeanwhile(staleReads, (_claimCode, walletId) => cancel(walletId, 'lost'));
      expect(said(await ask())).toEqual([409, 'conflict-retry']);
      expect((await ask()).body).toMatchObject({ amountMinor: 5_000, returnable: { amountMinor: 0 } });
    });

    test('and is of the wallet that has claimed it since', async () => {
      const other = await mall.openWallet(noon);
      const ask = await askMeanwhile(3, async (claimCode, walletId) => {
        await cancel(walletId, 'lost');
        await claim(claimCode, other, 'anew');
      });
      expect(said(await ask())).toEqual([409, 'conflict-retry']);
      expect((await ask()).body).toMatchObject({ amountMinor: 5_000, clawback: [{ asset: 'cashback' }] });
      expect(await available(other)).toBe(0);
    });
  },
);

test('claims and cancellations at once leave one reward for one basket, or none', async () => {
  const { id, claimCode } = (await sell()).body;
  const wallets = await Promise.all([1, 2, 3].map(() => mall.openWallet(noon)));
  await Promise.all(
    wallets.flatMap((walletId) => [
      claim(claimCode, walletId, 'k'),
      cancel(walletId, 'k'),
      claim(claimCode, walletId, 'k'),
    ]),
  );
  for (const walletId of wallets) await cancel(walletId, 'k');
  expect(await Promise.all(wallets.map(available))).toEqual([0, 0, 0]);
  expect((await read(id)).claimCode).toBe(claimCode);
  expect((await claim(claimCode, wallets[0]!, 'last')).status).toBe(201);
  expect(await available(wallets[0]!)).toBe(400);
});

test('a claim that is reversed gives back the visit that it had used up', async () => {
  const when = [{ kind: 'after', scope: { merchant: 'deco' } }];
  const combo = { id: 'combo', scope: { merchant: 'zara' }, when, effect: { kind: 'fixed', amountMinor: 55 } };
  await mall.publish({ name: 'combo', rules: [combo] }, '2026-01-02T00:00:00Z');
  const walletId = await mall.openWallet(noon);
  await mall.send(PostPurchase, { body: { ...basket, walletId }, ...asked(), as: mall.keys.deco! });
  const { claimCode } = (await sell({ ...basket, receiptNumber: 'R-2' })).body;
  await claim(claimCode, walletId, 'lost');
  expect(await available(walletId)).toBe(55);
  expect(await cancel(walletId, 'lost')).toBe('reversed');
  expect(await available(walletId)).toBe(0);
  await claim(claimCode, walletId, 'anew');
  expect(await available(walletId)).toBe(55);
});
