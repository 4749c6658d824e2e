import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PostCancellation } from '../../shared/contract/cancellation.ts';
import { PostClaim } from '../../shared/contract/claim.ts';
import { PostConfirm } from '../../shared/contract/confirmation.ts';
import { PostKey } from '../../shared/contract/key.ts';
import { GetPurchase, PostPurchase, PostQuote } from '../../shared/contract/purchase.ts';
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
const evening = '2026-03-14T18:00:00Z';
const basket = { receiptNumber: 'R-1', tillId: 'T1', amountMinor: 5_000 };
const publish = (rateBps: number, effectiveFrom: string) =>
  mall.publish({ name: 'rate', rules: [{ id: 'all', effect: { kind: 'rate', rateBps } }] }, effectiveFrom);
beforeEach(async () => {
  mall = await aMall(await engine.anotherTable(), { zara: 'fashion', deco: 'home' });
  await publish(200, '2026-01-01T00:00:00Z');
});

type Ask = { now?: string; idempotencyKey?: string; as?: string };
const asked = ({ now = evening, idempotencyKey = mall.key(), as = mall.keys.zara! }: Ask = {}) => ({
  as,
  headers: { 'Idempotency-Key': idempotencyKey, ...mall.at(now) },
});
const sell = (body: object = basket, ask: Ask = {}) =>
  mall.send(PostPurchase, { body, ...asked({ now: noon, ...ask }) });
const claim = (claimCode: string, walletId: string, ask: Ask = {}) =>
  mall.send(PostClaim, { body: { claimCode, walletId }, ...asked(ask) });
const giveBack = (id: string, body: object, ask: Ask = {}) =>
  mall.send(PostReturn, { params: { id }, body, ...asked(ask) });
const cancel = (idempotencyKey: string, ask: Ask = {}) =>
  mall.send(PostCancellation, { body: { idempotencyKey }, ...asked(ask) });
const read = (id: string, ask: Ask = {}) => mall.send(GetPurchase, { params: { id }, ...asked(ask) });
const available = async (walletId: string, now = evening) =>
  (await mall.balance(walletId, now)).cashback?.availableMinor ?? 0;
const said = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code];

describe('a basket without a wallet', () => {
  test('is counted, earns nothing, and answers a code instead of wallet fields', async () => {
    const sold = await sell();
    expect(sold.status).toBe(201);
    expect(sold.body).toEqual({
      id: expect.stringMatching(/^pur_/),
      merchantId: 'zara',
      receiptNumber: 'R-1',
      tillId: 'T1',
      channel: 'store',
      occurredAt: '2026-03-14T12:00:00.000Z',
      recordedAt: '2026-03-14T12:00:00.000Z',
      totalMinor: 5_000,
      paid: { walletMinor: 0, otherMinor: 5_000, drawn: [] },
      earned: [],
      claimCode: expect.stringMatching(/^[A-H][A-Z2-7]{25}$/),
      claimExpiresAt: '2026-03-21T12:00:00.000Z',
    });
    expect((await read(sold.body.id)).body).toEqual({
      ...sold.body,
      sentences: ['A sale without a wallet earns nothing until it is claimed for one.'],
      returns: [],
      returnable: { amountMinor: 5_000, lines: [{ index: 0, quantity: 1, amountMinor: 5_000 }] },
    });
  });

  test('is quoted as it would be recorded', async () => {
    const quoted = await mall.send(PostQuote, { body: basket, ...asked({ now: noon }) });
    const { id: _, recordedAt: _at, claimCode: _code, claimExpiresAt: _until, ...sold } = (await sell()).body;
    expect(quoted.body).toEqual({ ...sold, usable: [] });
    const tooMuch = { ...basket, tenders: [{ kind: 'card', amountMinor: 5_001 }] };
    const refused = await mall.send(PostQuote, { body: tooMuch, ...asked() });
    expect([...said(refused), refused.body.maxMinor]).toEqual([422, 'tender-mismatch', 5_000]);
  });

  test('cannot be paid with a wallet', async () => {
    const paid = await sell({ ...basket, pay: { max: true } });
    expect([...said(paid), paid.body.errors]).toEqual([400, 'malformed', [{ pointer: '/pay', code: 'not-allowed' }]]);
  });

  test('counts once for its key, whatever is sent again; another body under the key is refused', async () => {
    const first = await sell(basket, { idempotencyKey: 'k' });
    const again = await sell({ amountMinor: 5_000, tillId: 'T1', receiptNumber: 'R-1' }, { idempotencyKey: 'k' });
    expect([again.status, again.body, again.headers['Idempotent-Replayed']]).toEqual([201, first.body, 'true']);
    expect(said(await sell({ ...basket, amountMinor: 1 }, { idempotencyKey: 'k' }))).toEqual([
      422,
      'idempotency-mismatch',
    ]);
    expect((await sell({ ...basket, tillId: 'T2' }, { idempotencyKey: 'k', as: mall.keys.deco! })).status).toBe(201);
    const without = await mall.send(PostPurchase, { body: basket, as: mall.keys.zara!, headers: mall.at(noon) });
    expect(said(without)).toEqual([400, 'idempotency-key-required']);
  });

  test('uses its receipt up among guest baskets; a wallet may have it too', async () => {
    const { id } = (await sell()).body;
    const again = await sell();
    expect([...said(again), again.body.existingId]).toEqual([422, 'receipt-already-used', id]);
    expect((await sell({ ...basket, tillId: 'T2' })).status).toBe(201);
    expect((await sell(basket, { as: mall.keys.deco! })).status).toBe(201);
    expect((await sell(basket, { now: '2026-03-15T12:00:00Z' })).status).toBe(201);
    const walletId = await mall.openWallet(noon);
    expect((await mall.buy('zara', { walletId, ...basket }, { now: noon })).status).toBe(201);
  });

  test.each([
    ['tender-mismatch', { ...basket, tenders: [{ kind: 'cash', amountMinor: 5_001 }] }],
    ['occurred-at-out-of-range', { ...basket, occurredAt: '2026-03-01T12:00:00Z' }],
  ])('is refused like any purchase, and its key remembers: %s', async (code, body) => {
    const refused = await sell(body, { idempotencyKey: 'k' });
    expect(said(refused)).toEqual([422, code]);
    const again = await sell(body, { idempotencyKey: 'k' });
    expect([again.body, again.headers['Idempotent-Replayed']]).toEqual([refused.body, 'true']);
    expect(said(await sell(basket, { idempotencyKey: 'k' }))).toEqual([422, 'idempotency-mismatch']);
    expect((await sell()).status).toBe(201);
  });

  test('sent by many at once under one key is one', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => sell(basket, { idempotencyKey: 'k' })));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(answers.filter(({ headers }) => headers['Idempotent-Replayed'] === undefined)).toHaveLength(1);
  });
});

describe('a claim', () => {
  test('is a purchase of the wallet under the rules of the basket’s own time', async () => {
    await publish(1_000, '2026-03-14T15:00:00Z');
    const { id, claimCode } = (await sell()).body;
    const walletId = await mall.openWallet(evening);
    const claimed = await claim(claimCode, walletId);
    expect(claimed.status).toBe(201);
    expect(claimed.body).toMatchObject({
      walletId,
      merchantId: 'zara',
      receiptNumber: 'R-1',
      occurredAt: '2026-03-14T12:00:00.000Z',
      recordedAt: '2026-03-14T18:00:00.000Z',
      earned: [{ asset: 'cashback', amountMinor: 100, status: 'available' }],
      balances: { cashback: { availableMinor: 100 } },
      explanation: { rulesetVersion: 1 },
    });
    expect(await available(walletId)).toBe(100);
    const [newest] = await mall.entries(walletId, evening);
    expect(newest).toMatchObject({ kind: 'purchased', merchantId: 'zara', id: claimed.body.id });
    const told = (await read(id)).body;
    expect(told).toMatchObject({ id: claimed.body.id, walletId, returnable: { amountMinor: 5_000 } });
    expect(told.claimCode).toBeUndefined();
    expect((await read(claimed.body.id)).body).toEqual(told);
  });

  test('earns by what is known of the wallet now', async () => {
    const first = { id: 'first', when: [{ kind: 'nth', n: 1 }], effect: { kind: 'fixed', amountMinor: 300 } };
    await mall.publish({ name: 'welcome', rules: [first] }, '2026-03-14T11:00:00Z');
    const [one, two] = [await mall.openWallet(noon), await mall.openWallet(noon)];
    const sold = [(await sell()).body, (await sell({ ...basket, tillId: 'T2' })).body];
    await mall.buy('zara', { walletId: two, receiptNumber: 'R-9', amountMinor: 100 }, { now: evening });
    expect((await claim(sold[0].claimCode, one)).body.earned).toMatchObject([{ amountMinor: 300 }]);
    expect((await claim(sold[1].claimCode, two)).body.earned).toEqual([]);
  });

  test('happens once: the same again is a replay, under any other key or wallet it is already claimed', async () => {
    const { claimCode } = (await sell()).body;
    const [one, two] = [await mall.openWallet(noon), await mall.openWallet(noon)];
    const first = await claim(claimCode, one, { idempotencyKey: 'k' });
    const again = await claim(claimCode, one, { idempotencyKey: 'k' });
    expect([again.body, again.headers['Idempotent-Replayed']]).toEqual([first.body, 'true']);
    expect(said(await claim(claimCode, one))).toEqual([422, 'already-claimed']);
    const late = await claim(claimCode, two, { idempotencyKey: 'late' });
    expect(said(late)).toEqual([422, 'already-claimed']);
    expect((await claim(claimCode, two, { idempotencyKey: 'late' })).body).toEqual(late.body);
    expect([await available(one), await available(two)]).toEqual([100, 0]);
  });

  test('of one code by ten wallets at once, each sent twice, is one wallet’s', async () => {
    const { claimCode, id } = (await sell()).body;
    const wallets = await Promise.all(Array.from({ length: 10 }, () => mall.openWallet(noon)));
    const answers = await Promise.all(
      wallets.flatMap((walletId) => [0, 1].map(() => claim(claimCode, walletId, { idempotencyKey: 'same' }))),
    );
    const won = answers.filter(({ status }) => status === 201);
    expect(new Set(won.map(({ body }) => body.id)).size).toBe(1);
    const others = answers.filter(({ status }) => status !== 201).map(said);
    expect(new Set(others.map(String))).toEqual(new Set(['422,already-claimed']));
    const balances = await Promise.all(wallets.map((walletId) => available(walletId)));
    expect(balances.reduce((sum, amount) => sum + amount, 0)).toBe(100);
    expect((await read(id)).body.id).toBe(won[0]!.body.id);
  });

  test('comes too late when late sales do', async () => {
    const { claimCode } = (await sell()).body;
    const walletId = await mall.openWallet(noon);
    const late = await claim(claimCode, walletId, { now: '2026-03-21T12:00:00.001Z' });
    expect(said(late)).toEqual([422, 'claim-expired']);
    const other = (await sell({ ...basket, tillId: 'T2' })).body.claimCode;
    const another = await mall.openWallet(noon);
    expect((await claim(other, another, { now: '2026-03-21T12:00:00Z' })).status).toBe(201);
  });

  test('needs a code that is one, of a basket that the caller may know of, and a wallet that is open', async () => {
    const { claimCode } = (await sell()).body;
    const walletId = await mall.openWallet(noon);
    const wrong = claimCode.endsWith('A') ? `${claimCode.slice(0, -1)}B` : `${claimCode.slice(0, -1)}A`;
    const unknown = await claim(wrong, walletId);
    expect(said(unknown)).toEqual([404, 'not-found']);
    const foreign = await claim(claimCode, walletId, { as: mall.keys.deco! });
    expect([foreign.status, foreign.body]).toEqual([404, unknown.body]);
    expect(said(await claim('no-code', walletId))).toEqual([400, 'malformed']);
    expect(said(await claim(claimCode, `wal_a${'b'.repeat(25)}`))).toEqual([404, 'not-found']);
    const app = { label: 'app', merchantIds: ['deco'], scopes: ['wallet:write', 'wallet:history'] };
    const as = (await mall.send(PostKey, { body: app })).body.secret;
    expect((await claim(claimCode, walletId, { as })).status).toBe(201);
  });

  test('finds the receipt on the wallet already: then the basket is another ticket of it', async () => {
    const { claimCode } = (await sell()).body;
    const walletId = await mall.openWallet(noon);
    const bought = await mall.buy('zara', { walletId, ...basket }, { now: noon });
    const claimed = await claim(claimCode, walletId);
    expect([...said(claimed), claimed.body.existingId]).toEqual([422, 'receipt-already-used', bought.body.id]);
  });

  test('is bound by the ceiling of the key', async () => {
    const { claimCode } = (await sell()).body;
    const walletId = await mall.openWallet(noon);
    const app = { label: 'app', merchantIds: ['zara'], scopes: ['wallet:write'], ceilingMinor: 4_999 };
    const as = (await mall.send(PostKey, { body: app })).body.secret;
    expect(said(await claim(claimCode, walletId, { as }))).toEqual([422, 'ceiling-exceeded']);
    expect((await read((await sell({ ...basket, tillId: 'T2' })).body.id, { as })).status).toBe(403);
  });
});

test('the code is told to who may record sales of the merchant, not to who only reads them', async () => {
  const { id, claimCode } = (await sell()).body;
  expect((await read(id)).body.claimCode).toBe(claimCode);
  const reader = { label: 'reader', merchantIds: ['zara'], scopes: ['purchase:read'] };
  const as = (await mall.send(PostKey, { body: reader })).body.secret;
  const told = await read(id, { as });
  expect([told.status, told.body.totalMinor, told.body.claimCode]).toEqual([200, 5_000, undefined]);
  expect(said(await read(id, { as: mall.keys.deco! }))).toEqual([404, 'not-found']);
});

describe('what comes back of a guest basket', () => {
  const lines = [
    { sku: 'sock', quantity: 3, amountMinor: 3_000 },
    { sku: 'belt', amountMinor: 3_000, taxMinor: 500 },
    { kind: 'discount', amountMinor: -1_000 },
  ];
  const ticket = { receiptNumber: 'R-1', lines, tenders: [{ kind: 'card', amountMinor: 5_000 }] };

  test('goes to other tender, as far as it was bought', async () => {
    const { id } = (await sell(ticket)).body;
    const one = await giveBack(id, { lines: [{ index: 0, quantity: 1 }] }, { idempotencyKey: 'one' });
    expect(one.status).toBe(201);
    expect(one.body).toEqual({
      id: expect.stringMatching(/^ret_/),
      purchaseId: id,
      amountMinor: 833,
      refunded: { walletMinor: 0, otherMinor: 833 },
      clawback: [],
      recordedAt: '2026-03-14T18:00:00.000Z',
      returnable: { amountMinor: 4_167 },
    });
    const again = await giveBack(id, { lines: [{ index: 0, quantity: 1 }] }, { idempotencyKey: 'one' });
    expect([again.body, again.headers['Idempotent-Replayed']]).toEqual([one.body, 'true']);
    expect(said(await giveBack(id, { all: true }, { idempotencyKey: 'one' }))).toEqual([422, 'idempotency-mismatch']);
    const tooMuch = await giveBack(id, { amountMinor: 4_168 }, { idempotencyKey: 'much' });
    expect([...said(tooMuch), tooMuch.body.returnableMinor]).toEqual([422, 'over-returned', 4_167]);
    expect((await giveBack(id, { amountMinor: 4_168 }, { idempotencyKey: 'much' })).body).toEqual(tooMuch.body);
    const rest = await giveBack(id, { all: true });
    expect(rest.body).toMatchObject({ amountMinor: 4_167, returnable: { amountMinor: 0 } });
    expect((await read(id)).body).toMatchObject({
      returns: [{ id: rest.body.id, amountMinor: 4_167 }, { id: one.body.id }],
      returnable: { amountMinor: 0, lines: [] },
    });
    expect(said(await giveBack(id, { all: true }))).toEqual([422, 'nothing-to-return']);
    const walletId = await mall.openWallet(evening);
    expect(said(await claim((await read(id)).body.claimCode, walletId))).toEqual([422, 'nothing-to-claim']);
  });

  test('before a claim counts: the rest earns, its lines keep their index, and nothing comes back twice', async () => {
    const { id, claimCode } = (await sell(ticket)).body;
    const socks = await giveBack(id, { lines: [{ index: 0, quantity: 3 }] }, { idempotencyKey: 'socks' });
    const walletId = await mall.openWallet(evening);
    const claimed = await claim(claimCode, walletId);
    expect(claimed.body).toMatchObject({
      totalMinor: 2_500,
      paid: { otherMinor: 2_500 },
      earned: [{ amountMinor: 50 }],
    });
    expect((await read(id)).body.returnable).toEqual({
      amountMinor: 2_500,
      lines: [{ index: 1, quantity: 1, amountMinor: 2_500 }],
    });
    const again = await giveBack(id, { lines: [{ index: 0, quantity: 3 }] }, { idempotencyKey: 'socks' });
    expect([again.body, again.headers['Idempotent-Replayed']]).toEqual([socks.body, 'true']);
    const once = await giveBack(id, { lines: [{ index: 0, quantity: 1 }] });
    expect(said(once)).toEqual([400, 'malformed']);
    const belt = await giveBack(id, { lines: [{ index: 1, quantity: 1 }] });
    expect(belt.body).toMatchObject({
      amountMinor: 2_500,
      refunded: { walletMinor: 0, otherMinor: 2_500 },
      clawback: [{ asset: 'cashback', amountMinor: 50, fromWalletMinor: 50 }],
      balances: { cashback: { availableMinor: 0 } },
    });
  });

  test('by amount, in part, leaves the rest to be claimed to the cent', async () => {
    const { id, claimCode } = (await sell()).body;
    for (const amountMinor of [1_250, 1]) expect((await giveBack(id, { amountMinor })).status).toBe(201);
    const walletId = await mall.openWallet(evening);
    const claimed = await claim(claimCode, walletId);
    expect(claimed.body).toMatchObject({ totalMinor: 3_749, earned: [{ amountMinor: 75 }] });
    expect((await giveBack(claimed.body.id, { amountMinor: 3_750 })).body).toMatchObject({ returnableMinor: 3_749 });
    expect((await giveBack(claimed.body.id, { all: true })).body.returnable.amountMinor).toBe(0);
    expect(await available(walletId)).toBe(0);
  });

  test('at once by many is never more than was bought', async () => {
    const { id } = (await sell()).body;
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => untilAnswered(() => giveBack(id, { amountMinor: 2_000 }))),
    );
    expect(answers.map(said).sort()).toEqual([
      [201, undefined],
      [201, undefined],
      [422, 'over-returned'],
      [422, 'over-returned'],
    ]);
    expect((await read(id)).body.returnable.amountMinor).toBe(1_000);
  });

  test('is its own merchant’s', async () => {
    const { id } = (await sell()).body;
    expect(said(await giveBack(id, { all: true }, { as: mall.keys.deco! }))).toEqual([404, 'not-found']);
  });

  test('nothing of it waits for an event', async () => {
    const { id } = (await sell()).body;
    const confirm = () => mall.send(PostConfirm, { params: { id }, ...asked({ idempotencyKey: 'c' }) });
    const first = await confirm();
    expect(said(first)).toEqual([422, 'nothing-pending']);
    expect((await confirm()).body).toEqual(first.body);
  });
});

/** A till tries again when others were writing. */
async function untilAnswered(ask: () => ReturnType<typeof giveBack>) {
  let answer = await ask();
  for (let tries = 0; tries < 10 && answer.status === 409; tries += 1) answer = await ask();
  return answer;
}

describe('a till that never got its answer cancels a guest basket by key', () => {
  test('that had come: it never was, and its receipt is free again', async () => {
    const { id, claimCode } = (await sell(basket, { idempotencyKey: 'lost' })).body;
    expect((await cancel('lost')).body).toEqual({ status: 'reversed' });
    expect((await cancel('lost')).body).toEqual({ status: 'reversed' });
    expect((await read(id)).body).toMatchObject({ cancelled: true, returnable: { amountMinor: 0 } });
    const walletId = await mall.openWallet(evening);
    expect(said(await claim(claimCode, walletId))).toEqual([422, 'cancelled']);
    expect(said(await giveBack(id, { all: true }))).toEqual([422, 'cancelled']);
    const anew = await sell();
    expect([anew.status, anew.body.id === id]).toEqual([201, false]);
  });

  test('that had not: it is refused when it comes', async () => {
    expect((await cancel('lost')).body).toEqual({ status: 'prevented' });
    expect(said(await sell(basket, { idempotencyKey: 'lost' }))).toEqual([422, 'cancelled']);
    expect((await cancel('lost')).body).toEqual({ status: 'prevented' });
    expect((await sell(basket, { idempotencyKey: 'lost', as: mall.keys.deco! })).status).toBe(201);
    expect((await sell()).status).toBe(201);
  });

  test('that was refused: the refusal stays the answer', async () => {
    const tooMuch = { ...basket, tenders: [{ kind: 'cash', amountMinor: 6_000 }] };
    const refused = await sell(tooMuch, { idempotencyKey: 'lost' });
    expect((await cancel('lost')).body).toEqual({ status: 'prevented' });
    expect((await sell(tooMuch, { idempotencyKey: 'lost' })).body).toEqual(refused.body);
  });

  test('that a wallet has claimed: it stays, to be returned', async () => {
    const { claimCode } = (await sell(basket, { idempotencyKey: 'lost' })).body;
    const walletId = await mall.openWallet(evening);
    await claim(claimCode, walletId);
    expect(said(await cancel('lost'))).toEqual([422, 'already-claimed']);
    expect(await available(walletId)).toBe(100);
  });
});
