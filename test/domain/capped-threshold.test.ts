import { describe, expect, test } from 'vitest';
import { compileRuleset } from '../../shared/lambda/compile-ruleset.ts';
import { item, lineOf, noon, paperTill } from '../support/paper-till.ts';

const all = { kind: 'all' as const };
const effect = { kind: 'threshold', of: 'purchases', target: 2, window: 'month', repeat: 'each', amountMinor: 400 };
const challenge = { id: 'challenge', group: 'challenge', funder: 'operator', effect };
const half = { id: 'half', scope: { category: 'card' }, effect: { kind: 'rate', rateBps: 5_000 } };

/** Every second purchase gives 4.00, 4.00 a member in all: what purchases are given, and what is there. */
function aMember(cap: object = {}, settings: object = {}) {
  const caps = [{ rules: ['challenge', 'half'], per: 'member', window: 'ever', amountMinor: 400, ...cap }];
  const till = paperTill(compileRuleset(1, { name: 'n', settings, rules: [challenge, half], caps }));
  till.open('wal_a');
  let sequence = 0;
  const act = <T>(done: T): T => {
    sequence += 1;
    return done;
  };
  return {
    /** What each of so many purchases is given. */
    buys: (count: number, line: object = {}) =>
      Array.from({ length: count }, () => {
        const { effects } = lineOf(act(till.sell('wal_a', [item(1_000, line)])));
        return effects.credits.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
      }),
    returns: (of: number) => lineOf(act(till.giveBack('wal_a', of, all))) && sequence,
    cancels: (...targets: number[]) => lineOf(act(till.cancel('wal_a', targets))) && sequence,
    cashback: () => till.ledger.balances('wal_a', noon).cashback?.availableMinor ?? 0,
    counters: () => till.ledger.stateOf('wal_a').counters,
  };
}

describe('a reward that stays with its counter goes on being counted by the cap that it was given under', () => {
  test.each(['returns', 'cancels'] as const)('when the member %s the purchase that crossed', (how) => {
    const member = aMember();
    expect(member.buys(3)).toEqual([0, 400, 0]);
    member[how](2);
    expect(member.cashback()).toBe(400);
    expect(member.buys(4)).toEqual([0, 0, 0, 0]);
  });

  test('and is counted once when that return is cancelled', () => {
    const member = aMember({ amountMinor: 500 });
    member.buys(3);
    const before = member.counters();
    member.cancels(member.returns(2));
    expect(member.counters()).toEqual(before);
    expect(member.buys(2)).toEqual([100, 0]);
  });

  test.each([
    ['receipts', { amountMinor: undefined, count: 1 }],
    ['amounts', { amountMinor: 400 }],
  ])('also where it counts %s', (_, cap) => {
    const member = aMember(cap);
    member.buys(3);
    const before = member.counters();
    const back = member.returns(2);
    expect(member.buys(2)).toEqual([0, 0]);
    member.cancels(5, 6);
    member.cancels(back);
    expect(member.counters()).toEqual(before);
  });

  test('only the reward: what the purchase was given besides is free again', () => {
    const member = aMember({ amountMinor: 1_000 });
    member.buys(1);
    expect(member.buys(1, { category: 'card' })).toEqual([900]);
    member.buys(1);
    member.returns(2);
    expect(member.cashback()).toBe(400);
    expect([member.buys(1, { category: 'card' }), member.buys(1)]).toEqual([[500], [100]]);
  });
});

test.each([
  ['a member', { per: 'member', window: 'ever' }],
  ['a receipt', { per: 'receipt' }],
])('what is kept of the purchase takes no room from a reward that stays, under a cap of %s', (_, per) => {
  const bySpend = { ...challenge, effect: { ...effect, of: 'spend', target: 2_000, repeat: 'once' } };
  const caps = [{ rules: ['challenge', 'half'], amountMinor: 450, ...per }];
  const till = paperTill(compileRuleset(1, { name: 'n', rules: [bySpend, half], caps }));
  const cashback = () => till.ledger.balances('wal_a', noon).cashback?.availableMinor ?? 0;
  till.open('wal_a');
  till.sell('wal_a', [item(1_000)]);
  // Half of it is 10.00, the challenge 4.00; together they are given 4.50.
  till.sell('wal_a', [item(2_000, { category: 'card' })]);
  till.sell('wal_a', [item(2_000)]);
  for (const back of [1_100, 400]) {
    till.giveBack('wal_a', 2, { kind: 'amount', amountMinor: back });
    expect(cashback()).toBe(back === 1_100 ? 450 : 379);
  }
  till.giveBack('wal_a', 2, all);
  expect(cashback()).toBe(129);
});

describe('a reward that goes with another purchase than the one it was given for', () => {
  test('is free again, and taken again once that return is cancelled', () => {
    const member = aMember();
    member.buys(2);
    const before = member.counters();
    const back = member.returns(1);
    expect(member.cashback()).toBe(0);
    member.cancels(back);
    expect([member.cashback(), member.counters()]).toEqual([400, before]);
    member.returns(1);
    expect(member.buys(1)).toEqual([400]);
  });

  test('is free where the cap has the threshold’s own window too; of another one nobody knows the period', () => {
    const givenAgain = (window: string) => {
      const member = aMember({ window });
      member.buys(2);
      member.returns(1);
      return member.buys(1);
    };
    expect(['month', 'year'].map(givenAgain)).toEqual([[400], [0]]);
  });
});
