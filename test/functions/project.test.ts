import type { Context, DynamoDBRecord } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PostCancellation } from '../../shared/contract/cancellation.ts';
import { ReceiptDuplicated } from '../../shared/contract/domain-event.ts';
import { FindPurchase } from '../../shared/contract/find-purchase.ts';
import { PostRuleset, PublishRuleset } from '../../shared/contract/ruleset.ts';
import type { Reaction } from '../../shared/lambda/reaction.ts';
import { aStream, recordsOf, type StreamSettings } from '../support/stream.ts';
import { aConsumer } from './consumer.ts';
import { type Engine, startEngine } from './engine.ts';
import { aMall } from './mall.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine?.stop());

const noon = '2026-03-14T12:00:00Z';
const seeds = Array.from({ length: 6 }, (_, at) => at + 1);

async function aMallWithReceipts() {
  const table = await engine.anotherTable();
  const mall = await aMall(table, { zara: 'fashion', deco: 'home' });
  const buy = async (
    receiptNumber: string,
    more: { idempotencyKey?: string; merchantId?: string; at?: string } = {},
  ) => {
    const walletId = await mall.openWallet(noon);
    const { merchantId = 'zara', idempotencyKey = mall.key(), at = noon } = more;
    const body = { walletId, receiptNumber, tillId: 'T1', amountMinor: 1_000 };
    const bought = await mall.buy(merchantId, body, { now: at, idempotencyKey });
    return { walletId, id: bought.body.id as string, idempotencyKey };
  };
  const cancel = (walletId: string, idempotencyKey: string) =>
    mall.send(PostCancellation, { as: mall.keys.zara!, body: { walletId, idempotencyKey }, headers: mall.at(noon) });
  const look = (receiptNumber: string, more: Record<string, string> = {}, as = mall.keys.zara!) => {
    const query = new URLSearchParams({ receiptNumber, tillId: 'T1', date: '2026-03-14', ...more }).toString();
    return mall.send(FindPurchase, { as, query, headers: mall.at(noon) });
  };
  const deliver = async (consumer: ReturnType<typeof aConsumer>, settings: StreamSettings) =>
    aStream(await recordsOf(table), settings)(consumer.handler);
  return { table, mall, buy, cancel, look, deliver };
}

test('a receipt on two wallets is told to the bus, with the purchases that name it and nothing personal', async () => {
  const { table, buy, deliver } = await aMallWithReceipts();
  const [one, two] = [await buy('R-1'), await buy('R-1', { at: '2026-03-14T12:30:00Z' })];
  await buy('R-2');
  const consumer = aConsumer(table);
  await deliver(consumer, { seed: 1 });
  const [event] = consumer.told;
  expect(event).toEqual({
    id: expect.stringMatching(/^evt_[a-z2-7]{26}$/),
    type: 'receipt.duplicated',
    timestamp: '2026-03-14T12:30:00.000Z',
    data: {
      merchantId: 'zara',
      tillId: 'T1',
      receiptNumber: 'R-1',
      date: '2026-03-14',
      purchaseIds: [one.id, two.id],
    },
  });
  expect(ReceiptDuplicated.safeParse(event).success).toBe(true);
  expect(new Set(consumer.told.map(({ id }) => id)).size).toBe(1);
});

test('once there was a purchase the time zone stays, however often and late it is noted', async () => {
  const { table, mall, buy, deliver } = await aMallWithReceipts();
  const publish = async (settings: object) => {
    const drafted = await mall.send(PostRuleset, { body: { name: 'Base', settings }, headers: mall.at(noon) });
    return (await mall.send(PublishRuleset, { params: { id: drafted.body.id }, body: {}, headers: mall.at(noon) }))
      .body;
  };
  expect((await publish({ timeZone: 'Europe/Lisbon' })).version).toBe(1);
  for (const receipt of ['R-1', 'R-2']) await buy(receipt);
  for (const seed of [1, 2]) await deliver(aConsumer(table), { seed, duplicates: 0.5 });
  expect(await publish({ timeZone: 'Europe/Paris' })).toMatchObject({
    code: 'time-zone-fixed',
    timeZone: 'Europe/Lisbon',
    errors: [{ pointer: '/document/settings/timeZone', code: 'not-allowed' }],
  });
  expect((await publish({ timeZone: 'Europe/Lisbon', rounding: { mode: 'floor' } })).version).toBe(2);
});

describe('in any order, some of it twice', () => {
  test.each(seeds)('what stands is found and what is doubled is told (%i)', async (seed) => {
    const { table, mall, buy, cancel, look, deliver } = await aMallWithReceipts();
    const doubled = [await buy('doubled'), await buy('doubled')];
    const freed = await buy('freed');
    await cancel(freed.walletId, freed.idempotencyKey);
    const after = await buy('freed');
    const gone = await buy('gone');
    await cancel(gone.walletId, gone.idempotencyKey);
    await buy('elsewhere');
    await buy('elsewhere', { merchantId: 'deco' });
    const again = await buy('again', { idempotencyKey: 'again-1' });
    await cancel(again.walletId, 'again-1');
    const sold = { walletId: again.walletId, receiptNumber: 'again', tillId: 'T1', amountMinor: 1_000 };
    const anew = await mall.buy('zara', sold, { now: noon });

    const consumer = aConsumer(table);
    const { discarded } = await deliver(consumer, { seed, duplicates: 0.4, batchSize: 3 });
    expect([discarded, consumer.lines]).toEqual([[], []]);
    const told = new Map(consumer.told.map((event) => [event.id, event.data]));
    expect([...told.values()]).toMatchObject([{ receiptNumber: 'doubled' }]);
    expect(doubled.map(({ id }) => id)).toContain((await look('doubled')).body.id);
    expect((await look('freed')).body.id).toBe(after.id);
    expect((await look('gone')).status).toBe(404);
    expect((await look('again')).body.id).toBe(anew.body.id);
    expect((await look('elsewhere')).body.merchantId).toBe('zara');
    expect((await look('elsewhere', {}, mall.keys.deco!)).body.merchantId).toBe('deco');
  });
});

/** What no code can read: an entry of a layout to come. */
const poison = (record: DynamoDBRecord): DynamoDBRecord => ({
  ...record,
  dynamodb: { ...record.dynamodb!, NewImage: { ...record.dynamodb!.NewImage, hd: { S: '99|1' } } },
});

test.each(seeds)('a poison record goes to the queue and holds up no other (%i)', async (seed) => {
  const { table, buy, look } = await aMallWithReceipts();
  const receipts = Array.from({ length: 12 }, (_, at) => `R-${at}`);
  for (const receipt of receipts) await buy(receipt);
  const lost = await buy('lost');
  const records = await recordsOf(table);
  const key = (record: DynamoDBRecord) => JSON.stringify(record.dynamodb?.Keys);
  const opened = records.filter(({ dynamodb }) => dynamodb?.Keys?.sk?.S !== '000000001');
  const bought = records.filter((record) => !opened.includes(record));
  const victim = bought.find(({ dynamodb }) => dynamodb?.Keys?.pk?.S === `WALLET#${lost.walletId.slice(4)}`)!;
  const mixed = records.map((record) => (record === victim ? poison(record) : record));

  const consumer = aConsumer(table);
  const stream = aStream(mixed, { seed, batchSize: 8, retryAttempts: 3 });
  const { discarded, invocations } = await stream(consumer.handler);
  expect(discarded.map(key)).toContain(key(victim));
  expect(consumer.lines[0]).toMatch(/^not readable .*"pk":"WALLET#.*"sk":"000000001"/);
  for (const receipt of receipts) expect((await look(receipt)).body.receiptNumber).toBe(receipt);
  expect((await look('lost')).status).toBe(404);
  // Each batch once, and the one with the poison again as often as it may.
  expect(invocations).toBeLessThan(20);
});

describe('when the bus is away', () => {
  test('for a while, what it was to be told is told later', async () => {
    const { table, buy, deliver } = await aMallWithReceipts();
    await buy('R-1');
    await buy('R-1');
    const consumer = aConsumer(table, { refusals: 3 });
    const { discarded } = await deliver(consumer, { seed: 1 });
    expect(discarded).toEqual([]);
    expect(consumer.told.length).toBeGreaterThan(0);
    expect(consumer.lines[0]).toMatch(/^receipts failed/);
  });

  test.each([
    ['too often', { retryAttempts: 3 }],
    ['too long', { retryAttempts: 1_000, maxRecordAgeMs: 60_000 }],
  ])('%s, the records go to the queue, and receipts are still found', async (_, limits) => {
    const { table, buy, look, deliver } = await aMallWithReceipts();
    const { id } = await buy('R-1');
    const { id: other } = await buy('R-1');
    const consumer = aConsumer(table, { refusals: Number.POSITIVE_INFINITY });
    const { discarded } = await deliver(consumer, { seed: 2, ...limits });
    expect(discarded.length).toBeGreaterThan(0);
    expect([id, other]).toContain((await look('R-1')).body.id);
  });
});

test('a reaction that fails does not keep the others from theirs', async () => {
  const { table, buy, look, deliver } = await aMallWithReceipts();
  await buy('R-1');
  const failing: Reaction = {
    name: 'failing',
    react: async ({ table: { name } }) => {
      throw new TypeError(`canary ${name}`);
    },
  };
  const consumer = aConsumer(table, { also: [failing] });
  const { discarded } = await deliver(consumer, { seed: 1 });
  expect(discarded).toHaveLength(2);
  expect((await look('R-1')).status).toBe(200);
  expect(consumer.lines.join()).not.toContain('canary');
});

describe('the function', () => {
  const answer = async (records: DynamoDBRecord[], leftMs?: number) => {
    const { table, buy } = await aMallWithReceipts();
    await buy('R-1');
    const consumer = aConsumer(table);
    const context = (leftMs === undefined ? {} : { getRemainingTimeInMillis: () => leftMs }) as Context;
    const all = [...records, ...(await recordsOf(table))];
    return { all, done: consumer.handler({ Records: all }, context) };
  };

  test('answers which records failed', async () => {
    const bad = poison({ dynamodb: { Keys: {}, NewImage: {}, SequenceNumber: '7' } });
    expect(await (await answer([bad])).done).toEqual({ batchItemFailures: [{ itemIdentifier: '7' }] });
  });

  test('has nothing to do with what was taken away', async () => {
    const removed: DynamoDBRecord = { eventName: 'REMOVE', dynamodb: { SequenceNumber: '7' } };
    expect(await (await answer([removed])).done).toEqual({ batchItemFailures: [] });
  });

  test('fails altogether when nothing was done, as when its time is over', async () => {
    await expect((await answer([], 4_999)).done).rejects.toThrow('none of 2 records done');
  });
});
