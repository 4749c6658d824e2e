import { describe, expect, test } from 'vitest';
import { item, tillOf } from '../support/paper-till.ts';

const all = { kind: 'all' as const };
const amount = (amountMinor: number) => ({ kind: 'amount' as const, amountMinor });

describe('of rewards for every multiple that a cap has clipped', () => {
  const each = (of: string, target: number, amountMinor: number, cap: object) => ({
    rules: [
      {
        id: 'challenge',
        group: 'challenge',
        funder: 'operator',
        effect: { kind: 'threshold', of, target, window: 'month', amountMinor, repeat: 'each' },
      },
    ],
    caps: [cap],
  });
  const monthly = { per: 'member', window: 'month', amountMinor: 500 };
  const byReceipt = { per: 'receipt', amountMinor: 300 };

  test.each(['cancelled', 'returned'])('a purchase is %s that earned none: no other loses its own', (how) => {
    const { till, cashback } = tillOf(each('purchases', 1, 500, monthly));
    till.sell('wal_a', [item(1_000)]);
    till.sell('wal_a', [item(1_000)]);
    if (how === 'cancelled') till.cancel('wal_a', [2]);
    else till.giveBack('wal_a', 2, all);
    expect(cashback()).toBe(500);
    till.cancel('wal_a', [1]);
    expect(cashback()).toBe(0);
    till.sell('wal_a', [item(1_000)]);
    expect(cashback()).toBe(500);
  });

  test('the one that earned is cancelled and the other stays: all of the reward goes', () => {
    const { till, cashback } = tillOf(each('purchases', 1, 500, monthly));
    till.sell('wal_a', [item(1_000)]);
    till.sell('wal_a', [item(1_000)]);
    till.cancel('wal_a', [1]);
    expect(cashback()).toBe(0);
  });

  test('each takes what it was given, and no more', () => {
    const { till, cashback } = tillOf(each('spend', 1_000, 220, byReceipt));
    till.sell('wal_a', [item(1_000)]);
    till.sell('wal_a', [item(2_000)]);
    expect(cashback()).toBe(220 + 300);
    till.cancel('wal_a', [2]);
    expect(cashback()).toBe(220);
  });

  test('a part that comes back takes what it had been given more than the rest is', () => {
    const { till, cashback } = tillOf(each('spend', 1_000, 220, byReceipt));
    till.sell('wal_a', [item(3_000)]);
    till.sell('wal_a', [item(1_000)]);
    expect(cashback()).toBe(300 + 220);
    till.giveBack('wal_a', 1, amount(1_000));
    expect(cashback()).toBe(300 + 220);
    till.giveBack('wal_a', 1, amount(1_000));
    expect(cashback()).toBe(220 + 220);
    till.cancel('wal_a', [1]);
    expect(cashback()).toBe(220);
  });

  test('of its own rewards those that stay with what others bought stay', () => {
    const { till, cashback } = tillOf(each('spend', 1_000, 220, byReceipt));
    till.sell('wal_a', [item(900)]);
    till.sell('wal_a', [item(1_200)]);
    till.sell('wal_a', [item(700)]);
    expect(cashback()).toBe(300);
    till.cancel('wal_a', [2]);
    expect(cashback()).toBe(150);
    till.cancel('wal_a', [1]);
    expect(cashback()).toBe(0);
  });

  test('beyond its own it takes what was given last: the reward belongs to the counter', () => {
    const { till, cashback } = tillOf(each('spend', 1_000, 220, byReceipt));
    till.sell('wal_a', [item(500)]);
    till.sell('wal_a', [item(2_500)]);
    till.sell('wal_a', [item(1_000)]);
    expect(cashback()).toBe(300 + 220);
    till.cancel('wal_a', [1]);
    expect(cashback()).toBe(300);
    till.cancel('wal_a', [3]);
    expect(cashback()).toBe(200);
    till.cancel('wal_a', [2]);
    expect(cashback()).toBe(0);
  });

  test('a return that is undone gives back as much as it took', () => {
    const { till, cashback } = tillOf(each('purchases', 1, 500, { ...monthly, amountMinor: 700 }));
    till.sell('wal_a', [item(1_000)]);
    till.sell('wal_a', [item(1_000)]);
    till.giveBack('wal_a', 2, all);
    expect(cashback()).toBe(500);
    till.cancel('wal_a', [3]);
    expect(cashback()).toBe(700);
    till.cancel('wal_a', [2]);
    expect(cashback()).toBe(500);
  });

  test('until engine 2 it takes a share of the others’', () => {
    const { till, cashback } = tillOf(each('spend', 1_000, 220, byReceipt), 2);
    for (const amountMinor of [500, 2_500, 1_000]) till.sell('wal_a', [item(amountMinor)]);
    till.cancel('wal_a', [1]);
    expect(cashback()).toBe(520 - 130);
  });

  test('by engine 1 they are shared out evenly', () => {
    const { till, cashback } = tillOf(each('purchases', 1, 500, monthly), 1);
    till.sell('wal_a', [item(1_000)]);
    till.sell('wal_a', [item(1_000)]);
    till.cancel('wal_a', [2]);
    expect(cashback()).toBe(250);
  });
});
