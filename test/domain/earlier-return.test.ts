import { describe, expect, test } from 'vitest';
import { compileRuleset } from '../../shared/lambda/compile-ruleset.ts';
import { item, noon, paperTill, tillOf } from '../support/paper-till.ts';

const all = { kind: 'all' as const };
const amount = (amountMinor: number) => ({ kind: 'amount' as const, amountMinor });
const rate = (rateBps: number) => [{ id: 'rate', effect: { kind: 'rate', rateBps } }];

describe('of several returns an earlier one is cancelled: the purchase gives what is kept now gives', () => {
  const when = [{ kind: 'basket', minMinor: 3_000 }];
  const large = { rules: [{ id: 'large', when, effect: { kind: 'fixed', amountMinor: 200 } }] };

  test('too little for the reward that the cancelled one had taken', () => {
    const { till, cashback } = tillOf(large);
    till.sell('wal_a', [item(5_000)]);
    till.giveBack('wal_a', 1, amount(2_500));
    till.giveBack('wal_a', 1, amount(2_499));
    till.cancel('wal_a', [2]);
    expect(cashback()).toBe(0);
    till.giveBack('wal_a', 1, all);
    expect(cashback()).toBe(0);
  });

  test('enough again for the reward that the later one had taken; it is taken once', () => {
    const { till, cashback } = tillOf(large);
    for (const _ of [1, 2]) till.sell('wal_a', [item(5_000)]);
    till.giveBack('wal_a', 1, amount(1_000));
    till.giveBack('wal_a', 1, amount(1_500));
    expect(cashback()).toBe(200);
    till.cancel('wal_a', [3]);
    expect(cashback()).toBe(400);
    till.giveBack('wal_a', 1, all);
    expect(cashback()).toBe(200);
  });

  test('as much of a cap as it is then worth, no more and no less', () => {
    const caps = [{ per: 'member', window: 'month', amountMinor: 300 }];
    const keeps = (firstMinor: number, secondMinor: number) => {
      const known = tillOf({ rules: rate(1_000), caps });
      known.till.sell('wal_a', [item(5_000)]);
      for (const back of [firstMinor, secondMinor]) known.till.giveBack('wal_a', 1, amount(back));
      known.till.cancel('wal_a', [2]);
      return known;
    };
    expect(keeps(2_000, 1_000).cashback()).toBe(300);
    const { till, cashback } = keeps(2_500, 2_400);
    expect(cashback()).toBe(260);
    till.sell('wal_a', [item(1_000)]);
    expect(cashback()).toBe(300);
  });

  test('rounded as that part alone: four times over, not a cent is left', () => {
    const { till, cashback } = tillOf({ rules: rate(100) });
    for (const purchase of [1, 6, 11, 16]) {
      till.sell('wal_a', [item(150)]);
      till.giveBack('wal_a', purchase, amount(1));
      till.giveBack('wal_a', purchase, amount(148));
      till.cancel('wal_a', [purchase + 1]);
      till.giveBack('wal_a', purchase, all);
    }
    expect(cashback()).toBe(0);
  });
});

test('a redemption whose purchase gave some of it back gives nothing back again, in either order', () => {
  for (const cancelled of [[2, 3], [3], []]) {
    const { till } = tillOf({ rules: [] });
    till.give('wal_a', 1_000);
    till.redeem('wal_a', 300);
    const pay = { kind: 'redemption' as const, amountMinor: null, placed: till.ledger.placedOf('wal_a', 2, noon) };
    till.sell('wal_a', [item(1_000)], { pay });
    till.giveBack('wal_a', 3, amount(500));
    if (cancelled.length > 0) till.cancel('wal_a', cancelled);
    till.cancel('wal_a', [2, 3]);
    expect(till.ledger.balances('wal_a', noon).gift?.availableMinor, String(cancelled)).toBe(1_000);
  }
});

describe('under the policy of debts', () => {
  const debt = { settings: { returns: { clawback: 'debt' } }, rules: rate(1_000) };

  /** 5.00 earned, spent and owed; 3.00 earned pay of that; then the return that made the debt is cancelled. */
  function lifted() {
    const known = tillOf(debt);
    const { till, balance } = known;
    till.sell('wal_a', [item(5_000)]);
    till.redeem('wal_a', 500);
    till.giveBack('wal_a', 1, all);
    till.sell('wal_a', [item(3_000)]);
    expect(balance()).toMatchObject({ availableMinor: 0, owedMinor: 200 });
    till.cancel('wal_a', [3]);
    expect(balance()).toMatchObject({ availableMinor: 300, owedMinor: 0 });
    return known;
  }

  test('what had paid it is owed again when its own purchase goes, as much as has come back: together nothing', () => {
    const cancelled = lifted();
    cancelled.till.cancel('wal_a', [4]);
    expect(cancelled.balance()).toMatchObject({ availableMinor: 300, owedMinor: 300 });
    const returned = lifted();
    returned.till.giveBack('wal_a', 4, all);
    expect(returned.balance()).toMatchObject({ availableMinor: 300, owedMinor: 300 });
  });

  test('what comes back of a debt that was paid meanwhile is the purchase’s own: of its origin, and it ends with it', () => {
    const expiry = { cashback: { mode: 'duration', days: 10 } };
    const { till } = tillOf({ ...debt, settings: { ...debt.settings, expiry } });
    till.sell('wal_a', [item(5_000)]);
    till.redeem('wal_a', 500);
    till.giveBack('wal_a', 1, all);
    till.sell('wal_a', [item(5_000)]);
    till.cancel('wal_a', [3]);
    expect(till.ledger.stateOf('wal_a').lots).toMatchObject([
      { originId: 'zara', funding: [{ who: 'zara' }], expiry: { kind: 'at' }, remainingMinor: 500 },
    ]);
  });
});

test('a threshold that a cancelled return and a later sale reach together is left to the next sale, of one cent', () => {
  const effect = { kind: 'threshold', of: 'spend', target: 10_000, window: 'month', amountMinor: 200 };
  const { till, cashback } = tillOf({ rules: [{ id: 't', effect, group: 'challenge' }] });
  till.sell('wal_a', [item(6_000)]);
  till.giveBack('wal_a', 1, all);
  till.sell('wal_a', [item(5_000)]);
  till.cancel('wal_a', [2]);
  expect(cashback()).toBe(0);
  till.sell('wal_a', [item(1)]);
  expect(cashback()).toBe(200);
});

test('a shared budget that is gone takes only its own reward along: the others are given again, once', () => {
  const budget = { rules: ['bonus'], per: 'all', window: 'ever', amountMinor: 400 };
  const bonus = { id: 'bonus', group: 'boost', effect: { kind: 'fixed', amountMinor: 400 } };
  const rules = compileRuleset(1, { name: 'n', rules: [...rate(1_000), bonus], caps: [budget] });
  const till = paperTill(rules);
  till.open('wal_a');
  const sold = till.sell('wal_a', [item(1_000)]);
  const limitId = sold.kind === 'accepted' ? sold.limits![0]!.limitId : '';
  const granted = (quantity: number) => new Map([[limitId, quantity]]);
  const cashback = () => till.ledger.balances('wal_a', noon).cashback?.availableMinor;
  till.sell('wal_a', [item(1_000)], { granted: granted(400) });
  const before = cashback()!;
  till.giveBack('wal_a', 2, all);
  expect(before - cashback()!).toBe(500);
  till.cancel('wal_a', [3], granted(0));
  expect(before - cashback()!).toBe(400);
  till.giveBack('wal_a', 2, all);
  expect(before - cashback()!).toBe(500);
});

test('all that is left, returned by its amount, is all of it: no fixed reward and no threshold is kept', () => {
  const bonus = { id: 'bonus', effect: { kind: 'fixed', amountMinor: 100 } };
  const effect = { kind: 'threshold', of: 'purchases', target: 1, window: 'month', amountMinor: 500 };
  for (const amounts of [[1_000], [400, 600]]) {
    const { till, cashback } = tillOf({ rules: [bonus, { id: 'first', group: 'challenge', effect }] });
    till.sell('wal_a', [item(1_000)]);
    expect(cashback()).toBe(600);
    for (const one of amounts) till.giveBack('wal_a', 1, amount(one));
    expect(cashback()).toBe(0);
  }
});

test('a debt is owed again whole, however many rewards of a purchase had paid it', () => {
  const fixed = { id: 'fixed', group: 'boost', effect: { kind: 'fixed', amountMinor: 500 } };
  const { till, balance } = tillOf({ settings: { returns: { clawback: 'debt' } }, rules: [...rate(1_000), fixed] });
  till.sell('wal_a', [item(2_000)]);
  till.redeem('wal_a', 700);
  till.giveBack('wal_a', 1, all);
  for (const sequence of [4, 6]) {
    till.sell('wal_a', [item(5_000)]);
    till.cancel('wal_a', [sequence]);
    expect(balance()).toMatchObject({ availableMinor: 0, owedMinor: 700 });
  }
});

test('a redemption is back when its purchase is cancelled after a return of it that never was', () => {
  const { till } = tillOf({ rules: [] });
  till.give('wal_a', 1_000);
  till.redeem('wal_a', 300);
  const pay = { kind: 'redemption' as const, amountMinor: null, placed: till.ledger.placedOf('wal_a', 2, noon) };
  till.sell('wal_a', [item(1_000)], { pay });
  till.giveBack('wal_a', 3, amount(500));
  for (const targets of [[4], [3], [2]]) till.cancel('wal_a', targets);
  expect(till.ledger.balances('wal_a', noon).gift?.availableMinor).toBe(1_000);
});

test('nothing stays pending of what is all returned: not what a return gave, nor a threshold that was reached anew', () => {
  const delay = { pending: { mode: 'delay', days: 14 }, returns: { clawback: 'pendingOnly' } };
  const skip = tillOf({
    settings: delay,
    rules: rate(1_000),
    caps: [{ per: 'receipt', amountMinor: 300, onLimit: 'skip' }],
  });
  skip.till.sell('wal_a', [item(4_000)]);
  skip.till.giveBack('wal_a', 1, amount(1_000));
  expect(skip.balance()).toMatchObject({ pendingMinor: 300 });
  skip.till.giveBack('wal_a', 1, all);
  expect(skip.balance()).toMatchObject({ pendingMinor: 0 });
  const effect = { kind: 'threshold', of: 'purchases', target: 2, window: 'month', amountMinor: 500 };
  const anew = tillOf({ settings: delay, rules: [{ id: 'second', group: 'challenge', funder: 'operator', effect }] });
  for (const _ of [1, 2]) anew.till.sell('wal_a', [item(1_000)]);
  anew.till.giveBack('wal_a', 1, all);
  anew.till.sell('wal_a', [item(1_000)]);
  expect(anew.balance()).toMatchObject({ pendingMinor: 500 });
  for (const sequence of [2, 4]) anew.till.giveBack('wal_a', sequence, all);
  expect(anew.balance()).toMatchObject({ pendingMinor: 0 });
  const older = tillOf({
    settings: delay,
    rules: [...rate(1_000), { id: 'second', group: 'challenge', funder: 'operator', effect }],
  });
  for (const minor of [1_000, 4_000]) older.till.sell('wal_a', [item(minor)]);
  older.till.cancel('wal_a', [1]);
  older.till.giveBack('wal_a', 2, all);
  expect(older.balance()).toMatchObject({ pendingMinor: 0 });
});

test('two purchases that paid a debt are cancelled one after the other: it is owed again whole', () => {
  const { till, balance } = tillOf({ settings: { returns: { clawback: 'debt' } }, rules: rate(1_000) });
  till.sell('wal_a', [item(7_000)]);
  till.redeem('wal_a', 700);
  till.giveBack('wal_a', 1, all);
  for (const _ of [4, 5]) till.sell('wal_a', [item(5_000)]);
  for (const sequence of [4, 5]) till.cancel('wal_a', [sequence]);
  expect(balance()).toMatchObject({ availableMinor: 0, owedMinor: 700 });
});
