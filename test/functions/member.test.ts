import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { PostRedemption } from '../../shared/contract/redemption.ts';
import { ListEntries } from '../../shared/contract/wallet.ts';
import { type Engine, startEngine } from './engine.ts';
import { aMall } from './mall.ts';

/** What a member can rely on, whoever runs the ecosystem. */

let engine: Engine;
let mall: Awaited<ReturnType<typeof aMall>>;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine?.stop());
beforeEach(async () => {
  mall = await aMall(await engine.anotherTable(), { zara: 'fashion' });
});

const twoPerCent = { id: 'all', effect: { kind: 'rate', rateBps: 200 } };
const publish = (more: object) => mall.publish({ name: 'rules', rules: [twoPerCent], ...more }, '2026-01-01T00:00:00Z');
const day = (date: number) => `2026-03-${String(date).padStart(2, '0')}T12:00:00Z`;
let receipts = 0;
const buy = async (walletId: string, amountMinor: number, now: string) => {
  receipts += 1;
  return mall.buy('zara', { walletId, receiptNumber: `R-${receipts}`, amountMinor }, { now });
};

test('what was earned on three days is listed as three lots, each with its own end', async () => {
  await publish({ settings: { expiry: { cashback: { mode: 'duration', days: 30 } } } });
  const walletId = await mall.openWallet(day(1));
  for (const date of [1, 2, 3]) await buy(walletId, 5_000 * date, day(date));
  const lots = await mall.lots(walletId, day(3));
  expect(lots.map((lot: { remainingMinor: number; expiresAt: string }) => [lot.remainingMinor, lot.expiresAt])).toEqual(
    [
      [100, '2026-03-31T11:00:00.000Z'],
      [200, '2026-04-01T11:00:00.000Z'],
      [300, '2026-04-02T11:00:00.000Z'],
    ],
  );
});

test('a level is reached by what was bought, however little of the reward is left', async () => {
  const effect = { kind: 'threshold', of: 'spend', target: 10_000, window: 'year', amountMinor: 500 };
  await publish({ rules: [twoPerCent, { id: 'level', effect, group: 'challenge' }] });
  const walletId = await mall.openWallet(day(1));
  expect((await buy(walletId, 9_000, day(1))).body.earned).toMatchObject([{ amountMinor: 180 }]);
  await mall.send(PostRedemption, {
    as: mall.keys.zara!,
    body: { walletId, amountMinor: 180 },
    headers: { 'Idempotency-Key': mall.key(), ...mall.at(day(2)) },
  });
  expect((await mall.balance(walletId, day(2))).cashback.availableMinor).toBe(0);
  expect((await buy(walletId, 1_000, day(3))).body.balances.cashback.availableMinor).toBe(20 + 500);
});

test('every entry of a wallet is read page by page, from the newest to its opening, each with its balances', async () => {
  await publish({});
  const walletId = await mall.openWallet(day(1));
  for (let sale = 0; sale < 7; sale += 1) await buy(walletId, 100, day(2));
  const read: { sequence: number; kind: string; hash: string; balances: object }[] = [];
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({ limit: '3', ...(cursor ? { cursor } : {}) }).toString();
    const page = await mall.send(ListEntries, { params: { id: walletId }, query, headers: mall.at(day(2)) });
    read.push(...page.body.data);
    cursor = page.body.nextCursor;
  } while (cursor);
  expect(read.map(({ sequence }) => sequence)).toEqual([7, 6, 5, 4, 3, 2, 1, 0]);
  expect([read[0]!.kind, read.at(-1)!.kind]).toEqual(['purchased', 'opened']);
  expect(read[0]!.balances).toEqual(await mall.balance(walletId, day(2)));
  expect(new Set(read.map(({ hash }) => hash)).size).toBe(8);
});
