import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { GetCampaign, PostCampaign, PublishCampaign } from '../../shared/contract/campaign.ts';
import { PostCancellation } from '../../shared/contract/cancellation.ts';
import { BudgetExhausted } from '../../shared/contract/domain-event.ts';
import { PostQuote } from '../../shared/contract/purchase.ts';
import { PostReturn } from '../../shared/contract/return.ts';
import { PostWallet } from '../../shared/contract/wallet.ts';
import { secondMs } from '../../shared/domain/instant.ts';
import type { BusEvent } from '../../shared/store/bus.ts';
import { aStream, recordsOf } from '../support/stream.ts';
import { aConsumer } from './consumer.ts';
import { type Engine, startEngine } from './engine.ts';
import { aMall } from './mall.ts';

let engine: Engine;
let table: Engine['table'];
let mall: Awaited<ReturnType<typeof aMall>>;
beforeAll(async () => {
  engine = await startEngine();
});
beforeEach(async () => {
  table = await engine.anotherTable();
  mall = await aMall(table, { zara: 'fashion', deco: 'home' });
});
afterAll(() => engine?.stop());

const [before, now] = ['2026-02-20T12:00:00Z', '2026-03-14T12:00:00Z'];
const spring = {
  name: 'Spring',
  startsAt: '2026-03-01T00:00:00Z',
  endsAt: '2026-04-01T00:00:00Z',
  funder: 'operator',
  rules: [{ id: 'more', effect: { kind: 'rate', rateBps: 500 }, group: 'boost' }],
};

async function campaign(more: object, at = before): Promise<string> {
  const { id } = (await mall.send(PostCampaign, { body: { ...spring, ...more }, headers: mall.at(at) })).body;
  const published = await mall.send(PublishCampaign, { params: { id }, body: {}, headers: mall.at(at) });
  expect(published.status).toBe(200);
  return id;
}
const spent = async (id: string) =>
  (await mall.send(GetCampaign, { params: { id }, headers: mall.at(now) })).body.spentMinor;

/** A sale of 10.00 on a new wallet: what of it the campaign gave, and how that is explained. */
async function sale(more: { merchantId?: string; walletId?: string; amountMinor?: number } = {}) {
  const { merchantId = 'zara', walletId = await mall.openWallet(now), amountMinor = 1000 } = more;
  const idempotencyKey = mall.key();
  const body = { walletId, receiptNumber: idempotencyKey, amountMinor };
  const { body: bought } = await mall.buy(merchantId, body, { now, idempotencyKey });
  const [rule] = bought.explanation.rules;
  return { id: bought.id as string, walletId, idempotencyKey, rule, earnedMinor: bought.earned[0]?.amountMinor ?? 0 };
}
const giveBack = (id: string, body: object, idempotencyKey = mall.key()) =>
  mall.send(PostReturn, {
    as: mall.keys.zara!,
    params: { id },
    body,
    headers: { 'Idempotency-Key': idempotencyKey, ...mall.at(now) },
  });
const cancel = (walletId: string, idempotencyKey: string) =>
  mall.send(PostCancellation, { as: mall.keys.zara!, body: { walletId, idempotencyKey }, headers: mall.at(now) });
const balance = async (walletId: string) => (await mall.balance(walletId, now)).cashback.availableMinor;

/** The stream brings everything so far, some of it twice and in no order; what the bus was told. */
async function stream(seed = 1): Promise<BusEvent[]> {
  const { handler, told } = aConsumer(table);
  const { discarded } = await aStream(await recordsOf(table), { seed, duplicates: 0.3 })(handler);
  expect(discarded).toEqual([]);
  return told;
}

describe('a budget', () => {
  test('is given to the last cent and no further: the last reward is cut, says so, and then there is none', async () => {
    const id = await campaign({ budgetMinor: 120 });
    expect(await spent(id)).toBe(0);
    const sales = [await sale(), await sale(), await sale(), await sale()];
    expect(sales.map(({ earnedMinor }) => earnedMinor)).toEqual([50, 50, 20, 0]);
    expect(sales[2]!.rule).toMatchObject({ wantedMinor: 50, amountMinor: 20, capId: `${id}/budget` });
    expect(sales[3]!.rule).toMatchObject({ wantedMinor: 50, amountMinor: 0, reason: 'budget' });
    expect(await spent(id)).toBe(120);
    await stream();
    expect(await spent(id)).toBe(120);
  });

  test('is seen by a quote, which takes nothing of it', async () => {
    const id = await campaign({ budgetMinor: 70 });
    await sale();
    const walletId = await mall.openWallet(now);
    const quote = async () =>
      (
        await mall.send(PostQuote, {
          as: mall.keys.zara!,
          body: { walletId, amountMinor: 1000 },
          headers: mall.at(now),
        })
      ).body.earned[0].amountMinor;
    expect([await quote(), await quote(), await spent(id)]).toEqual([20, 20, 50]);
    expect((await sale({ walletId })).earnedMinor).toBe(20);
  });

  test('gets back what returns and cancellations free, once the stream has brought them, in whatever order', async () => {
    const id = await campaign({ budgetMinor: 100 });
    const [one, two] = [await sale(), await sale()];
    await giveBack(one.id, { amountMinor: 400 });
    await cancel(two.walletId, two.idempotencyKey);
    await stream(3);
    expect(await spent(id)).toBe(30);
    await giveBack(one.id, { all: true });
    await stream(4);
    expect(await spent(id)).toBe(0);
    expect((await sale({ amountMinor: 2000 })).earnedMinor).toBe(100);
  });

  test('is not exceeded by a return that is undone: the reward comes back only if there is still some', async () => {
    const id = await campaign({ budgetMinor: 60 });
    const [one, other] = [await sale(), await sale()];
    expect([one.earnedMinor, other.earnedMinor]).toEqual([50, 10]);
    await giveBack(one.id, { all: true }, 'back-1');
    await stream(1);
    await cancel(one.walletId, 'back-1');
    expect([await balance(one.walletId), await spent(id)]).toEqual([50, 60]);

    await giveBack(one.id, { all: true }, 'back-2');
    await stream(2);
    expect((await sale()).earnedMinor).toBe(50);
    await cancel(one.walletId, 'back-2');
    expect([await balance(one.walletId), await spent(id)]).toEqual([0, 60]);
    await stream(3);
    expect(await spent(id)).toBe(60);
    // The sale stands as before, without its reward: nothing more is taken when it comes back for good.
    expect((await giveBack(one.id, { all: true })).body.clawback).toEqual([]);
  });

  describe('under which a threshold gives', () => {
    const challenge = {
      budgetMinor: 400,
      rules: [
        { id: 'two', effect: { kind: 'threshold', of: 'purchases', target: 2, amountMinor: 400 }, group: 'challenge' },
      ],
    };
    const earnedBy = async (walletId: string, count: number) => {
      const sales = [];
      for (let nth = 0; nth < count; nth += 1) sales.push(await sale({ walletId }));
      return sales;
    };

    test.each(['returned', 'cancelled'] as const)(
      'keeps what stays with the counter when the purchase is %s',
      async (how) => {
        const id = await campaign(challenge);
        const walletId = await mall.openWallet(now);
        const [, second] = await earnedBy(walletId, 3);
        expect(second!.earnedMinor).toBe(400);
        if (how === 'returned') await giveBack(second!.id, { all: true });
        else await cancel(walletId, second!.idempotencyKey);
        await stream(3);
        expect([await balance(walletId), await spent(id)]).toEqual([400, 400]);
        const others = await earnedBy(await mall.openWallet(now), 2);
        expect(others.map(({ earnedMinor }) => earnedMinor)).toEqual([0, 0]);
      },
    );

    test('is as it was once that return is undone, and gets back what goes with the purchase itself', async () => {
      const id = await campaign(challenge);
      const walletId = await mall.openWallet(now);
      const [, second, third] = await earnedBy(walletId, 3);
      await giveBack(second!.id, { all: true }, 'back');
      await cancel(walletId, 'back');
      await stream(2);
      expect([await balance(walletId), await spent(id)]).toEqual([400, 400]);
      await giveBack(third!.id, { all: true });
      await giveBack(second!.id, { all: true });
      await stream(5);
      expect([await balance(walletId), await spent(id)]).toEqual([0, 0]);
    });
  });

  test('that is gone is told to the bus, as one fact however often', async () => {
    const id = await campaign({ budgetMinor: 90 });
    await sale();
    expect(await stream(1)).toEqual([]);
    await sale();
    await sale();
    const told = await stream(2);
    expect(new Set(told.map((event) => event.id)).size).toBe(1);
    expect(BudgetExhausted.parse(told[0])).toMatchObject({
      type: 'campaign.budget-exhausted',
      data: { campaignId: id, budgetMinor: 90 },
    });
  });

  test('is asked once for a key: the same purchase again earns what it earned', async () => {
    const id = await campaign({ budgetMinor: 60 });
    const walletId = await mall.openWallet(now);
    const body = { walletId, receiptNumber: 'R-1', amountMinor: 1000 };
    const [first, again] = [
      await mall.buy('zara', body, { now, idempotencyKey: 'twice' }),
      await mall.buy('zara', body, { now, idempotencyKey: 'twice' }),
    ];
    expect(again.body).toEqual(first.body);
    expect(await spent(id)).toBe(50);
  });
});

test('in a sandbox that plays another year, what is known of a budget outlives the day on which it is played', async () => {
  await campaign(
    { budgetMinor: 120, startsAt: '2020-03-01T00:00:00Z', endsAt: '2020-04-01T00:00:00Z' },
    '2020-02-20T12:00:00Z',
  );
  const in2020 = '2020-03-14T12:00:00Z';
  const walletId = await mall.openWallet(in2020);
  const { body } = await mall.buy('zara', { walletId, receiptNumber: 'R-1', amountMinor: 1000 }, { now: in2020 });
  expect(body.earned[0].amountMinor).toBe(50);
  await stream();
  const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.name }));
  const kept = Items.filter(({ pk }) => /^(?:LIMIT|CLAIM|STAKE)#/.test(pk));
  expect(new Set(kept.map(({ pk }) => pk.split('#')[0]))).toEqual(new Set(['LIMIT', 'CLAIM', 'STAKE']));
  for (const { ttl } of kept) expect(ttl).toBeGreaterThan(Date.now() / secondMs);
});

test('the first members to enrol are welcomed, the others are not, and who asks twice is one', async () => {
  await campaign({
    rules: [{ id: 'w', on: 'enrolment', effect: { kind: 'fixed', amountMinor: 500 }, group: 'welcome' }],
    caps: [{ per: 'all', window: 'campaign', members: 3 }],
  });
  const open = async (key: string) =>
    (await mall.send(PostWallet, { body: {}, headers: { 'Idempotency-Key': key, ...mall.at(now) } })).body.balances
      .cashback?.availableMinor ?? 0;
  const given = [];
  for (const key of ['a', 'b', 'b', 'c', 'd', 'c', 'a']) given.push(await open(key));
  expect(given).toEqual([500, 500, 500, 500, 0, 500, 500]);
});

test('what one merchant may give in a day is one for all wallets, and another for another merchant', async () => {
  const rules = [{ id: 'all', effect: { kind: 'rate', rateBps: 500 } }];
  const caps = [{ per: 'merchant', window: 'day', amountMinor: 80 }];
  await mall.publish({ name: 'Capped', rules, caps }, before);
  const given = [await sale(), await sale(), await sale(), await sale({ merchantId: 'deco' })];
  expect(given.map(({ earnedMinor }) => earnedMinor)).toEqual([50, 30, 0, 50]);
});

test('a limit is taken of as much as its rules give in the end, not what a narrower one took off again', async () => {
  const rules = [
    { id: 'ten', effect: { kind: 'rate', rateBps: 1_000 }, group: 'boost' },
    { id: 'two', effect: { kind: 'rate', rateBps: 200 }, group: 'welcome' },
  ];
  const caps = [
    { rules: ['ten', 'two'], per: 'all', window: 'month', amountMinor: 800 },
    { group: 'boost', per: 'all', window: 'month', amountMinor: 250 },
  ];
  await mall.publish({ name: 'Capped', rules, caps }, before);
  const given = [];
  for (let nth = 0; nth < 12; nth += 1) {
    const { walletId } = await sale({ amountMinor: 1_000 });
    given.push(await balance(walletId));
    await stream(nth + 1);
  }
  // The boost is gone after 2.50; of the other 5.50 only the 2 % takes something.
  expect(given).toEqual([120, 120, 70, ...Array.from({ length: 9 }, () => 20)]);
});
