import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Engine, startEngine } from './engine.ts';
import { aMall } from './mall.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine?.stop());

const sectors = { starbucks: 'cafe', japanese: 'restaurant', zara: 'fashion', deco: 'home' };
const rates = [
  { id: 'cafes', scope: { sector: 'cafe' }, effect: { kind: 'rate', rateBps: 400 } },
  { id: 'restaurants', scope: { sector: 'restaurant' }, effect: { kind: 'rate', rateBps: 400 } },
  { id: 'fashion', scope: { sector: 'fashion' }, effect: { kind: 'rate', rateBps: 200 } },
  { id: 'home', scope: { sector: 'home' }, effect: { kind: 'rate', rateBps: 600 } },
];

// Requirements §5.1, to the cent.
const policies = [
  {
    name: 'seed mix',
    settings: {},
    merchants: { deco: { accrualBase: 'gross' } },
    earned: [19, 128, 167, 168],
    paid: 314,
  },
  { name: 'all net, half up', settings: {}, merchants: {}, earned: [19, 128, 167, 158], paid: 314 },
  {
    name: 'all net, floor',
    settings: { rounding: { mode: 'floor' } },
    merchants: {},
    earned: [19, 128, 167, 157],
    paid: 314,
  },
  { name: 'all gross', settings: { accrualBase: 'gross' }, merchants: {}, earned: [19, 128, 170, 168], paid: 317 },
];

describe("Sarah's day", () => {
  test.each(policies)('$name', async ({ name, settings, merchants, earned, paid }) => {
    const mall = await aMall(await engine.anotherTable(), sectors);
    await mall.publish({ name, settings, merchants, rules: rates }, '2026-01-01T00:00:00Z');
    const walletId = await mall.openWallet('2026-03-14T10:00:00+01:00');
    const day = [
      { merchantId: 'starbucks', now: '2026-03-14T11:00:00+01:00', amountMinor: 480 },
      { merchantId: 'japanese', now: '2026-03-14T12:30:00+01:00', amountMinor: 3200 },
      { merchantId: 'zara', now: '2026-03-14T14:00:00+01:00', amountMinor: 8500, pay: { max: true } },
      { merchantId: 'deco', now: '2026-03-14T15:30:00+01:00', amountMinor: 2800, pay: { max: true } },
    ];
    const answers = [];
    for (const { merchantId, now, ...basket } of day) {
      const answer = await mall.buy(merchantId, { walletId, receiptNumber: 'R-1', ...basket }, { now });
      expect(answer.status).toBe(201);
      answers.push(answer.body);
    }
    expect(answers.map((answer) => answer.earned[0].amountMinor)).toEqual(earned);
    expect(answers.reduce((sum, answer) => sum + answer.paid.walletMinor, 0)).toBe(paid);
    expect(answers[3].balances.cashback.availableMinor).toBe(earned[3]);
    expect(answers.reduce((sum, answer) => sum + answer.totalMinor, 0)).toBe(14980);
  });

  test('every cent keeps its origin: circulation and clearing come from the postings', async () => {
    const mall = await aMall(await engine.anotherTable(), sectors);
    await mall.publish(
      { name: 'seed', merchants: { deco: { accrualBase: 'gross' } }, rules: rates },
      '2026-01-01T00:00:00Z',
    );
    const walletId = await mall.openWallet('2026-03-14T10:00:00+01:00');
    const now = '2026-03-14T15:30:00+01:00';
    await mall.buy('starbucks', { walletId, receiptNumber: 'R', amountMinor: 480 }, { now });
    await mall.buy('japanese', { walletId, receiptNumber: 'R', amountMinor: 3200 }, { now });
    expect(
      (await mall.lots(walletId, now)).map((lot: { originId: string; remainingMinor: number }) => [
        lot.originId,
        lot.remainingMinor,
      ]),
    ).toEqual([
      ['starbucks', 19],
      ['japanese', 128],
    ]);
    await mall.buy('zara', { walletId, receiptNumber: 'R', amountMinor: 8500, pay: { max: true } }, { now });
    await mall.buy('deco', { walletId, receiptNumber: 'R', amountMinor: 2800, pay: { max: true } }, { now });
    const sums = new Map<string, number>();
    for (const entry of await mall.entries(walletId, now)) {
      for (const { account, amountMinor } of entry.postings) sums.set(account, (sums.get(account) ?? 0) + amountMinor);
    }
    expect(Object.fromEntries(sums)).toEqual({
      wallet: 168,
      'funding:starbucks': -19,
      'funding:japanese': -128,
      'funding:zara': -167,
      'funding:deco': -168,
      'receivable:zara': 147,
      'receivable:deco': 167,
    });
  });
});
