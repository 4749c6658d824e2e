import { describe, expect, test } from 'vitest';
import { item, lineOf, noon, tillOf } from '../support/paper-till.ts';

const all = { kind: 'all' as const };
const half = { kind: 'amount' as const, amountMinor: 500 };
const tenth = { id: 'tenth', effect: { kind: 'rate', rateBps: 1_000 } };

describe('a return is cancelled that had given back some of a cap', () => {
  const earnedNext = (cap: object, back: typeof all | typeof half) => {
    const { till, cashback } = tillOf({ rules: [tenth], caps: [{ per: 'member', window: 'ever', ...cap }] });
    till.sell('wal_a', [item(1_000)]);
    till.giveBack('wal_a', 1, back);
    till.cancel('wal_a', [2]);
    expect(cashback()).toBe(100);
    till.sell('wal_a', [item(1_000)]);
    return cashback() - 100;
  };

  test('of an amount: it is used up again', () => {
    expect(earnedNext({ amountMinor: 100 }, half)).toBe(0);
    expect(earnedNext({ amountMinor: 130 }, half)).toBe(30);
    expect(earnedNext({ amountMinor: 130 }, all)).toBe(30);
  });

  test('of a number of receipts: it counts as one again', () => {
    expect(earnedNext({ count: 1 }, all)).toBe(0);
    expect(earnedNext({ count: 2 }, all)).toBe(100);
    expect(earnedNext({ count: 1 }, half)).toBe(0);
  });

  test('and used by another sale since: both have it, and no third one has any', () => {
    const caps = [{ per: 'member', window: 'ever', amountMinor: 100 }];
    const { till, cashback } = tillOf({ rules: [tenth], caps });
    till.sell('wal_a', [item(1_000)]);
    till.giveBack('wal_a', 1, all);
    till.sell('wal_a', [item(1_000)]);
    till.cancel('wal_a', [2]);
    expect(cashback()).toBe(200);
    till.sell('wal_a', [item(1_000)]);
    expect(cashback()).toBe(200);
    till.giveBack('wal_a', 1, all);
    till.giveBack('wal_a', 3, all);
    expect(cashback()).toBe(0);
  });
});

describe('a return is cancelled that had brought a threshold below its target', () => {
  const challenge = (of: string, target: number, repeat = 'once') => ({
    rules: [
      {
        id: 'challenge',
        group: 'challenge',
        funder: 'operator',
        effect: { kind: 'threshold', of, target, window: 'month', amountMinor: 200, repeat },
      },
    ],
  });

  test('the reward is there again, once, and goes again with another return', () => {
    const { till, cashback } = tillOf(challenge('spend', 4_000));
    till.sell('wal_a', [item(3_000)]);
    till.sell('wal_a', [item(1_000)]);
    till.giveBack('wal_a', 2, half);
    expect(cashback()).toBe(0);
    till.cancel('wal_a', [3]);
    expect(cashback()).toBe(200);
    till.sell('wal_a', [item(1_000)]);
    expect(cashback()).toBe(200);
    till.giveBack('wal_a', 5, all);
    till.giveBack('wal_a', 2, half);
    expect(cashback()).toBe(0);
  });

  test('of every multiple, those that it had taken are there again', () => {
    const { till, cashback } = tillOf(challenge('spend', 1_000, 'each'));
    till.sell('wal_a', [item(3_500)]);
    expect(cashback()).toBe(600);
    till.giveBack('wal_a', 1, { kind: 'amount', amountMinor: 1_600 });
    expect(cashback()).toBe(200);
    till.cancel('wal_a', [2]);
    expect(cashback()).toBe(600);
    till.sell('wal_a', [item(500)]);
    expect(cashback()).toBe(800);
  });

  test('another sale reached it since: that reward is the only one, and goes once both sales are back', () => {
    const { till, cashback } = tillOf(challenge('spend', 1_000));
    till.sell('wal_a', [item(1_000)]);
    till.giveBack('wal_a', 1, all);
    till.sell('wal_a', [item(1_000)]);
    till.cancel('wal_a', [2]);
    expect(cashback()).toBe(200);
    till.giveBack('wal_a', 3, all);
    expect(cashback()).toBe(200);
    till.giveBack('wal_a', 1, all);
    expect(cashback()).toBe(0);
  });

  test('which now would be reached by nobody’s purchase: it is left to the next one', () => {
    const { till, cashback } = tillOf(challenge('purchases', 3));
    till.sell('wal_a', [item(1_000)]);
    till.sell('wal_a', [item(1_000)]);
    till.giveBack('wal_a', 2, all);
    till.sell('wal_a', [item(1_000)]);
    till.cancel('wal_a', [3]);
    expect(cashback()).toBe(0);
    till.sell('wal_a', [item(1_000)]);
    expect(cashback()).toBe(200);
  });
});

test('a sale that is cancelled after a merge counts no more: the next one of the successor is its first', () => {
  const first = { ...tenth, when: [{ kind: 'nth', n: 1 }] };
  const { till } = tillOf({ rules: [first] });
  till.open('wal_b');
  till.sell('wal_a', [item(1_000)]);
  till.moveTo('wal_a', 'wal_b');
  expect(till.ledger.stateOf('wal_b').purchaseCount).toBe(1);
  till.cancel('wal_a', [1]);
  expect(till.ledger.stateOf('wal_b').purchaseCount).toBe(0);
  expect(lineOf(till.sell('wal_b', [item(1_000)])).effects.credits).toMatchObject([{ amountMinor: 100 }]);
});

test('after a merge a cancelled return takes its refund from value of the same kind, whatever ids lots have there', () => {
  const points = { id: 'points', asset: 'points', effect: { kind: 'points', points: 1, perMinor: 100 } };
  const { till } = tillOf({ rules: [tenth, points] });
  till.open('wal_b');
  till.give('wal_b', 50);
  till.give('wal_a', 100);
  till.sell('wal_a', [item(2_000)]);
  till.sell('wal_a', [item(4_000)], { pay: { kind: 'wallet', amountMinor: 100, assets: ['cashback'] } });
  till.moveTo('wal_a', 'wal_b');
  const before = till.ledger.balances('wal_b', noon);
  till.giveBack('wal_a', 3, { kind: 'amount', amountMinor: 2_000 });
  till.cancel('wal_a', [5]);
  expect(till.ledger.balances('wal_b', noon)).toEqual(before);
});
