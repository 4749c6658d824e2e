import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PostCancellation } from '../../shared/contract/cancellation.ts';
import { PostClaim } from '../../shared/contract/claim.ts';
import { GetPurchase, PostPurchase } from '../../shared/contract/purchase.ts';
import { PostReturn } from '../../shared/contract/return.ts';
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
  await mall.publish({ name: 'rate', rules }, '2026-01-01T00:00:00Z');
});

const asked = (idempotencyKey = mall.key(), as = mall.keys.zara!) => ({
  as,
  headers: { 'Idempotency-Key': idempotencyKey, ...mall.at(noon) },
});
/** A guest's basket of 50.00, and what can be asked of it. */
async function aGuest(receiptNumber = 'R-1', soldUnder?: string) {
  const sold = await mall.send(PostPurchase, { body: { receiptNumber, amountMinor: 5_000 }, ...asked(soldUnder) });
  const { id, claimCode } = sold.body;
  return {
    giveBack: (amountMinor: number, key?: string) =>
      mall.send(PostReturn, { params: { id }, body: { amountMinor }, ...asked(key) }),
    leftMinor: async () => (await mall.send(GetPurchase, { params: { id }, ...asked() })).body.returnable.amountMinor,
    returns: async () => (await mall.send(GetPurchase, { params: { id }, ...asked() })).body.returns,
    claim: async (key?: string) => {
      const walletId = await mall.openWallet(noon);
      const { body } = await mall.send(PostClaim, { body: { claimCode, walletId }, ...asked(key) });
      return { walletId, body };
    },
  };
}
const cancel = async (key: string, as?: string) => {
  const { status, body } = await mall.send(PostCancellation, {
    body: { idempotencyKey: key },
    ...asked(undefined, as),
  });
  return status === 200 ? body.status : [status, body.code];
};
const said = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code];

describe('a till that never got its answer cancels the return of a guest basket by key', () => {
  test('that had come: all of the basket can come back again, and all of it is claimed', async () => {
    const guest = await aGuest();
    await guest.giveBack(1_000);
    const back = await guest.giveBack(2_000, 'lost');
    expect(await guest.leftMinor()).toBe(2_000);
    expect([await cancel('lost'), await cancel('lost')]).toEqual(['reversed', 'reversed']);
    expect([await guest.leftMinor(), (await guest.returns()).length]).toEqual([4_000, 1]);
    expect((await guest.giveBack(2_000, 'lost')).body).toEqual(back.body);
    expect(await guest.leftMinor()).toBe(4_000);
    expect((await guest.claim()).body).toMatchObject({ totalMinor: 4_000, earned: [{ amountMinor: 80 }] });
  });

  test('that had not: it is refused when it comes, on every basket, and of no other key', async () => {
    const [guest, other] = [await aGuest(), await aGuest('R-2')];
    expect([await cancel('lost'), await cancel('lost')]).toEqual(['prevented', 'prevented']);
    expect(said(await guest.giveBack(2_000, 'lost'))).toEqual([422, 'cancelled']);
    expect(said(await guest.giveBack(2_000, 'lost'))).toEqual([422, 'cancelled']);
    expect(said(await other.giveBack(1_000, 'lost'))).toEqual([422, 'cancelled']);
    expect([await guest.leftMinor(), await other.leftMinor()]).toEqual([5_000, 5_000]);
    expect((await guest.giveBack(2_000)).status).toBe(201);
  });

  test('that had not: refused as cancelled, also once no more is left of the basket than that', async () => {
    const guest = await aGuest();
    expect(await cancel('lost')).toBe('prevented');
    expect(said(await guest.giveBack(4_500, 'lost'))).toEqual([422, 'cancelled']);
    expect((await guest.giveBack(1_000)).status).toBe(201);
    expect(said(await guest.giveBack(4_500, 'lost'))).toEqual([422, 'cancelled']);
  });

  test('that was refused before: what it was refused for stays its answer', async () => {
    const guest = await aGuest();
    expect(said(await guest.giveBack(5_001, 'lost'))).toEqual([422, 'over-returned']);
    expect(await cancel('lost')).toBe('prevented');
    expect(said(await guest.giveBack(5_001, 'lost'))).toEqual([422, 'over-returned']);
  });

  test('of two baskets that came back under one key, both are whole again', async () => {
    const [one, two] = [await aGuest(), await aGuest('R-2')];
    for (const guest of [one, two]) expect((await guest.giveBack(1_000, 'both')).status).toBe(201);
    expect(await cancel('both')).toBe('reversed');
    expect([await one.leftMinor(), await two.leftMinor()]).toEqual([5_000, 5_000]);
  });

  test('by another merchant’s till: it stays', async () => {
    const guest = await aGuest();
    await guest.giveBack(2_000, 'lost');
    expect(await cancel('lost', mall.keys.deco!)).toBe('prevented');
    expect(await guest.leftMinor()).toBe(3_000);
  });

  test('of a basket that a wallet has claimed since: refused, for the wallet was given the rest', async () => {
    const guest = await aGuest();
    await guest.giveBack(2_000, 'lost');
    await guest.claim();
    expect(await cancel('lost')).toEqual([422, 'already-claimed']);
    expect(await guest.leftMinor()).toBe(3_000);
  });

  test('of a basket that a wallet had claimed before: it is reversed on the wallet, though the till names none', async () => {
    const guest = await aGuest();
    const { walletId } = await guest.claim();
    const available = async () => (await mall.balance(walletId, noon)).cashback!.availableMinor;
    expect((await guest.giveBack(2_000, 'lost')).status).toBe(201);
    expect([await guest.leftMinor(), await available()]).toEqual([3_000, 60]);
    expect(await cancel('lost')).toBe('reversed');
    expect([await guest.leftMinor(), await available()]).toEqual([5_000, 100]);
    const named = { body: { walletId, idempotencyKey: 'lost' }, ...asked() };
    expect((await mall.send(PostCancellation, named)).body).toEqual({ status: 'reversed' });
    expect(await cancel('late')).toBe('prevented');
    expect(said(await guest.giveBack(1_000, 'late'))).toEqual([422, 'cancelled']);
    expect(await available()).toBe(100);
  });

  test('sent again after its key was cancelled: it is answered as it was first, and nothing more comes back', async () => {
    const guest = await aGuest();
    await guest.claim();
    const first = await guest.giveBack(2_000, 'lost');
    expect(await cancel('lost')).toBe('reversed');
    const again = await guest.giveBack(2_000, 'lost');
    expect([again.status, again.body, again.headers['Idempotent-Replayed']]).toEqual([201, first.body, 'true']);
    expect(await guest.leftMinor()).toBe(5_000);
    const other = await guest.giveBack(1_000, 'lost');
    expect(said(other)).toEqual([422, 'idempotency-mismatch']);
  });

  test('on another wallet that claims the basket later the key stays cancelled', async () => {
    const guest = await aGuest();
    const { walletId } = await guest.claim('claim');
    expect(said(await guest.giveBack(6_000, 'lost'))).toEqual([422, 'over-returned']);
    expect(await cancel('lost')).toBe('prevented');
    expect(said(await guest.giveBack(6_000, 'lost'))).toEqual([422, 'over-returned']);
    const unclaiming = { body: { walletId, idempotencyKey: 'claim' }, ...asked() };
    expect((await mall.send(PostCancellation, unclaiming)).body).toEqual({ status: 'reversed' });
    await guest.claim();
    expect(said(await guest.giveBack(2_000, 'lost'))).toEqual([422, 'cancelled']);
    expect(await guest.leftMinor()).toBe(5_000);
  });

  test('where the same key sold a basket that is claimed: what came back of others is undone all the same', async () => {
    const [one, two, late] = [await aGuest(), await aGuest('R-2'), await aGuest('R-4')];
    const sold = await aGuest('R-3', 'same');
    for (const guest of [one, late, two]) expect((await guest.giveBack(1_000, 'same')).status).toBe(201);
    await sold.claim();
    const refused = await mall.send(PostCancellation, { body: { idempotencyKey: 'same' }, ...asked() });
    expect(said(refused)).toEqual([422, 'already-claimed']);
    expect(refused.body.detail).toMatch(/claimed the basket that was recorded under this key/);
    for (const guest of [one, late, two]) expect(await guest.leftMinor()).toBe(5_000);
  });

  test('where one of several has been claimed since: the others are undone', async () => {
    const guests = [await aGuest(), await aGuest('R-2'), await aGuest('R-3')];
    for (const guest of guests) expect((await guest.giveBack(1_000, 'many')).status).toBe(201);
    await guests[1]!.claim();
    const refused = await mall.send(PostCancellation, { body: { idempotencyKey: 'many' }, ...asked() });
    expect(said(refused)).toEqual([422, 'already-claimed']);
    expect(refused.body.detail).toMatch(/what came back under this key stays back/);
    expect(await Promise.all(guests.map(({ leftMinor }) => leftMinor()))).toEqual([5_000, 4_000, 5_000]);
  });

  test('at the same moment as it comes: whichever is first, the return has no effect', async () => {
    for (let round = 0; round < 10; round += 1) {
      const guest = await aGuest(`R-at-once-${round}`);
      const [back, status] = await Promise.all([guest.giveBack(2_000, `k-${round}`), cancel(`k-${round}`)]);
      expect([201, 409, 422]).toContain(back.status);
      expect(['reversed', 'prevented']).toContain(status);
      expect([await cancel(`k-${round}`), await guest.leftMinor()]).toEqual([expect.any(String), 5_000]);
    }
  });
});
