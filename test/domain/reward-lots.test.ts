import { describe, expect, test } from 'vitest';
import { compileRuleset } from '../../shared/lambda/compile-ruleset.ts';
import { deskOf } from '../oracle/undoing/desk.ts';
import { item, noon, tillOf } from '../support/paper-till.ts';

const all = { kind: 'all' as const };
const amount = (amountMinor: number) => ({ kind: 'amount' as const, amountMinor });
const rate = (rateBps: number) => ({ id: 'rate', effect: { kind: 'rate', rateBps } });
const fixed = (more: object = {}) => ({
  ...{ id: 'fixed', group: 'extra', funder: 'operator', effect: { kind: 'fixed', amountMinor: 200 } },
  ...more,
});
const from3000 = { when: [{ kind: 'basket', minMinor: 3_000 }] };
// biome-ignore lint/suspicious/noThenProperty: the ruleset's own word
const onEvent = { pending: { mode: 'onEvent', maxDays: 3, then: 'cancel' } };

type Document = { readonly rules: readonly object[]; readonly [field: string]: unknown };

function deskUnder(document: Document) {
  const groups = { extra: { order: 6, stacking: 'sum' } };
  const desk = deskOf(compileRuleset(1, { name: 'n', groups, ...document }), noon);
  /** What is there of each funder, in minor units. */
  const lotsOf = () =>
    Object.fromEntries(
      desk.ledger
        .stateOf(desk.current())
        .lots.filter(({ asset }) => asset === 'cashback')
        .map(({ funding, remainingMinor }) => [funding[0]!.who, remainingMinor]),
    );
  const balance = () => desk.ledger.balances(desk.current(), desk.now()).cashback;
  return { ...desk, lotsOf, balance, bought: (at: number) => desk.purchases[at]! };
}

test('a return is cancelled: each reward is back in the lot that it was taken out of', () => {
  const { give, buy, takeBack, undo, bought, lotsOf } = deskUnder({ rules: [rate(1_000), fixed(from3000)] });
  give(150);
  buy('zara', [[4_000, '']], 1, 150);
  const before = lotsOf();
  expect(before).toEqual({ zara: 385, operator: 200 });
  const back = takeBack(bought(0), amount(1_600))!;
  expect(lotsOf()).toEqual({ zara: 231 });
  undo(bought(0), back);
  expect(lotsOf()).toEqual(before);
});

describe('value that an event has made spendable', () => {
  const caps = [{ rules: ['rate', 'fixed'], per: 'receipt', amountMinor: 300 }];
  const capped = { rules: [rate(1_000), fixed(from3000)], caps, settings: onEvent };

  test('stays spendable when a return makes one reward grow for another, and when that return is cancelled', () => {
    const { buy, confirm, takeBack, undo, wait, bought, balance } = deskUnder(capped);
    buy('zara', [[3_917, '']], 1, 0);
    confirm(bought(0));
    const back = takeBack(bought(0), amount(1_003))!;
    expect(balance()).toMatchObject({ availableMinor: 291, pendingMinor: 0 });
    undo(bought(0), back);
    wait(4 * 24);
    expect(balance()).toMatchObject({ availableMinor: 300, pendingMinor: 0 });
  });

  test.each(['returned', 'cancelled'])('never came: the purchase is %s, and nothing else is taken for it', (how) => {
    const { buy, confirm, takeBack, cancel, wait, bought, balance, ledger, current } = deskUnder({
      rules: [rate(1_000)],
      settings: onEvent,
    });
    buy('zara', [[1_000, '']], 1, 0);
    buy('zara', [[2_000, '']], 1, 0);
    confirm(bought(1));
    wait(4 * 24);
    expect(balance()).toMatchObject({ availableMinor: 200, pendingMinor: 0 });
    if (how === 'returned') takeBack(bought(0), all);
    else cancel(bought(0));
    expect(balance()).toMatchObject({ availableMinor: 200, owedMinor: 0 });
    expect(ledger.of(current()).at(-1)!.event).toMatchObject({
      clawbacks: [{ fromWalletMinor: 0, owedMinor: 0, writtenOffMinor: 0 }],
    });
  });

  test('came too late for one of two rewards: that one is not taken back with the other', () => {
    // biome-ignore lint/suspicious/noThenProperty: the ruleset's own word
    const shorter = { credit: { mode: 'onEvent', maxDays: 1, then: 'cancel' } };
    const { buy, confirm, takeBack, wait, bought, balance, give } = deskUnder({
      rules: [rate(1_000), fixed(shorter)],
      settings: onEvent,
    });
    give(100);
    buy('zara', [[1_000, '']], 1, 0);
    buy('zara', [[5_000, '']], 1, 0);
    wait(2 * 24);
    for (const at of [0, 1]) confirm(bought(at));
    expect(balance()).toMatchObject({ availableMinor: 600 });
    takeBack(bought(0), all);
    expect(balance()).toMatchObject({ availableMinor: 500 });
  });

  test('never came of a threshold’s reward: a purchase that counted and did not wait itself takes nothing for it', () => {
    const second = { kind: 'threshold', of: 'purchases', target: 2, window: 'ever', amountMinor: 300 };
    const challenge = { id: 'challenge', group: 'challenge', funder: 'operator', effect: second };
    const { buy, takeBack, wait, bought, balance } = deskUnder({
      rules: [rate(1_000), challenge],
      merchants: { deco: { pending: onEvent.pending } },
    });
    buy('zara', [[9_000, '']], 1, 0);
    buy('deco', [[1_000, '']], 1, 0);
    expect(balance()).toMatchObject({ availableMinor: 900, pendingMinor: 400 });
    wait(5 * 24);
    takeBack(bought(0), amount(8_999));
    takeBack(bought(0), all);
    expect(balance()).toMatchObject({ availableMinor: 0, owedMinor: 0 });
  });

  test('came to another wallet that took all over: it is taken back there', () => {
    const { buy, confirm, takeBack, move, wait, bought, balance } = deskUnder({
      rules: [rate(1_000)],
      settings: onEvent,
    });
    buy('zara', [[1_000, '']], 1, 0);
    confirm(bought(0));
    move();
    wait(4 * 24);
    expect(balance()).toMatchObject({ availableMinor: 100 });
    takeBack(bought(0), all);
    expect(balance()).toMatchObject({ availableMinor: 0 });
  });
});

test('a reward that grew is taken back out of its own lot, not out of another shop’s that is still pending', () => {
  const { buy, takeBack, undo, wait, bought, lotsOf, balance } = deskUnder({
    rules: [rate(500)],
    caps: [{ rules: ['rate'], per: 'receipt', amountMinor: 300, onLimit: 'skip' }],
    settings: { pending: { mode: 'delay', days: 2 } },
  });
  buy('zara', [[7_600, '']], 1, 0);
  wait(24);
  buy('deco', [[2_000, '']], 1, 0);
  wait(24);
  const back = takeBack(bought(0), amount(2_300))!;
  expect(lotsOf()).toEqual({ deco: 100, zara: 265 });
  undo(bought(0), back);
  expect(lotsOf()).toEqual({ deco: 100 });
  expect(balance()).toMatchObject({ availableMinor: 0, pendingMinor: 100 });
});

describe('a threshold’s reward of 3.00 at the third of three purchases, each with 2.00 of the same funder', () => {
  const third = { kind: 'threshold', of: 'purchases', target: 3, window: 'ever', amountMinor: 300 };
  const challenge = { id: 'challenge', group: 'challenge', funder: 'operator', effect: third };
  const settings = { pending: { mode: 'delay', days: 14 }, returns: { clawback: 'pendingOnly' } };
  const three = () => {
    const desk = deskUnder({ rules: [rate(100), fixed(), challenge], settings });
    for (let nth = 0; nth < 3; nth += 1) {
      desk.buy('zara', [[3_000, '']], 1, 0);
      desk.wait(24);
    }
    expect(desk.balance()).toMatchObject({ pendingMinor: 990 });
    return desk;
  };

  test.each([
    [0, 1, 2],
    [2, 1, 0],
    [1, 0, 2],
  ])('all come back, in the order %i, %i, %i: nothing is left pending', (...order) => {
    const desk = three();
    for (const at of order) desk.takeBack(desk.bought(at), all);
    expect(desk.balance()).toMatchObject({ availableMinor: 0, pendingMinor: 0 });
  });

  test('one comes back, one is cancelled, one comes back: nothing is left either', () => {
    const desk = three();
    desk.takeBack(desk.bought(0), all);
    desk.cancel(desk.bought(1));
    desk.takeBack(desk.bought(2), all);
    expect(desk.balance()).toMatchObject({ availableMinor: 0, pendingMinor: 0 });
  });
});

test('what a reward paid of a debt when a return made it grow is owed again once that return is cancelled', () => {
  const desk = deskUnder({
    rules: [rate(100), fixed(from3000)],
    caps: [{ rules: ['rate', 'fixed'], per: 'receipt', amountMinor: 220, onLimit: 'skip' }],
    settings: { returns: { clawback: 'debt' } },
  });
  desk.buy('zara', [[10_000, '']], 1, 0);
  desk.buy('zara', [[2_900, '']], 1, 0);
  desk.spend(29);
  desk.takeBack(desk.bought(1), all);
  expect(desk.balance()).toMatchObject({ availableMinor: 0, owedMinor: 29 });
  const back = desk.takeBack(desk.bought(0), amount(7_100))!;
  expect(desk.balance()).toMatchObject({ availableMinor: 0, owedMinor: 0 });
  desk.undo(desk.bought(0), back);
  expect(desk.balance()).toMatchObject({ availableMinor: 0, owedMinor: 29 });
});

test('each reward goes at the cost of who sold what it was given for', () => {
  const each = { kind: 'threshold', of: 'spend', target: 1_000, window: 'ever', amountMinor: 100, repeat: 'each' };
  const desk = deskUnder({ rules: [{ id: 'challenge', group: 'challenge', effect: each }] });
  desk.buy('zara', [[1_000, '']], 1, 0);
  desk.buy('deco', [[1_000, '']], 1, 0);
  expect(desk.lotsOf()).toEqual({ zara: 100, deco: 100 });
  desk.takeBack(desk.bought(0), all);
  expect(desk.lotsOf()).toEqual({ deco: 100 });
  expect(desk.ledger.of(desk.current()).at(-1)!.effects.postings).toEqual([
    { account: 'funding:zara', asset: 'cashback', amountMinor: 100 },
  ]);
});

test.each([
  [2, 3],
  [3, 2],
])(
  'two returns under a cap that many share are cancelled, %i before %i: all of the reward is there again',
  (...order) => {
    const caps = [{ rules: ['rate'], per: 'all', window: 'ever', amountMinor: 100_000 }];
    const { till, cashback } = tillOf({ rules: [rate(1_000)], caps });
    const wants = till.sell('wal_b', [item(1_000)]);
    const limitId = wants.kind === 'accepted' ? wants.limits![0]!.limitId : '';
    till.sell('wal_a', [item(1_000)], { granted: new Map([[limitId, 100]]) });
    for (const minor of [200, 300]) till.giveBack('wal_a', 1, amount(minor));
    expect(cashback()).toBe(50);
    for (const sequence of order) till.cancel('wal_a', [sequence]);
    expect(cashback()).toBe(100);
  },
);

test('beyond the rewards that a threshold remembers, a purchase’s own goes at the cost of who sold it', () => {
  const each = { kind: 'threshold', of: 'spend', target: 1_000, window: 'ever', amountMinor: 100, repeat: 'each' };
  const desk = deskUnder({ rules: [{ id: 'challenge', group: 'challenge', effect: each }] });
  desk.buy('zara', [[1_000, '']], 1, 0);
  for (let nth = 0; nth < 7; nth += 1) desk.buy('deco', [[1_000, '']], 1, 0);
  expect(desk.lotsOf()).toEqual({ zara: 100, deco: 700 });
  desk.takeBack(desk.bought(0), all);
  expect(desk.lotsOf()).toEqual({ deco: 700 });
});
