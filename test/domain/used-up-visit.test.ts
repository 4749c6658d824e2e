import { describe, expect, test } from 'vitest';
import { hourMs } from '../../shared/domain/instant.ts';
import { countersMax } from '../../shared/domain/ruleset/counter.ts';
import { item, lineOf, noon, tillOf } from '../support/paper-till.ts';

describe('an earlier purchase that a cancelled one had used up counts again', () => {
  const combo = (fields: object = {}) => ({
    rules: [
      {
        id: 'combo',
        scope: { merchant: 'zara' },
        when: [{ kind: 'after', scope: { merchant: 'deco' }, ...fields }],
        effect: { kind: 'fixed', amountMinor: 55 },
        funder: 'operator',
      },
    ],
  });
  const deco = { merchantId: 'deco' };
  const counters = ({ till }: ReturnType<typeof tillOf>, walletId = 'wal_a') => till.ledger.stateOf(walletId).counters;

  test.each([{}, { withinHours: 6 }, { sameDay: true }])('though it was the only one %j', (fields) => {
    const known = tillOf(combo(fields));
    const { till, cashback } = known;
    till.sell('wal_a', [item(1_000)], deco);
    const before = counters(known);
    till.sell('wal_a', [item(1_000)]);
    expect([cashback(), counters(known)]).toEqual([55, []]);
    till.cancel('wal_a', [2]);
    expect([cashback(), counters(known)]).toEqual([0, before]);
    till.sell('wal_a', [item(1_000)]);
    expect(cashback()).toBe(55);
    till.sell('wal_a', [item(1_000)]);
    expect(cashback()).toBe(55);
  });

  test('in the wallet that everything went to', () => {
    const known = tillOf(combo());
    const { till } = known;
    till.open('wal_b');
    till.sell('wal_a', [item(1_000)], deco);
    till.sell('wal_a', [item(1_000)]);
    till.moveTo('wal_a', 'wal_b');
    till.cancel('wal_a', [2]);
    expect(counters(known, 'wal_b')).toMatchObject([{ values: [noon] }]);
    expect(lineOf(till.sell('wal_b', [item(1_000)])).effects.credits).toMatchObject([{ amountMinor: 55 }]);
  });

  test('for as long as it may be met by a purchase, and no longer', () => {
    const rules = combo({ withinHours: 6 });
    const lastOf = (now: number) => {
      const known = tillOf(rules);
      known.till.sell('wal_a', [item(1_000)], deco);
      const until = counters(known)[0]!.until!;
      known.till.sell('wal_a', [item(1_000)]);
      const { ledger, rules: compiled } = known.till;
      ledger.cancel('wal_a', until + now, [2], compiled, 2);
      return counters(known);
    };
    expect(lastOf(-1)).toMatchObject([{ values: [noon] }]);
    expect(lastOf(0)).toEqual([]);
  });

  test('and the counter lives as long as it then may', () => {
    const known = tillOf(combo({ withinHours: 6 }));
    const { till } = known;
    till.sell('wal_a', [item(1_000)], { ...deco, occurredAt: noon - 9 * hourMs });
    till.sell('wal_a', [item(1_000)], deco);
    const before = counters(known);
    till.sell('wal_a', [item(1_000)]);
    expect(counters(known)).toMatchObject([{ values: [noon - 9 * hourMs] }]);
    till.cancel('wal_a', [3]);
    expect(counters(known)).toEqual(before);
  });

  test('not when a return alone takes its reward back', () => {
    const known = tillOf(combo());
    const { till } = known;
    till.sell('wal_a', [item(1_000)], deco);
    till.sell('wal_a', [item(1_000)]);
    till.giveBack('wal_a', 2, { kind: 'all' });
    expect(counters(known)).toEqual([]);
  });

  test('when it is cancelled after all of it came back: the visit that it used up, and the one that it was', () => {
    const known = tillOf(combo());
    const { till } = known;
    till.sell('wal_a', [item(1_000)], deco);
    const before = counters(known);
    till.sell('wal_a', [item(1_000)]);
    till.giveBack('wal_a', 2, { kind: 'all' });
    till.cancel('wal_a', [2]);
    expect(counters(known)).toEqual(before);
  });

  test('not in a wallet that has as many counters as it may', () => {
    const { rules } = tillOf(combo()).till;
    const use = { key: 'a1', kind: 'visit' as const, period: 0, added: [], names: [], served: [noon] };
    const other = (nth: number) => ({ key: `n${nth}`, until: null, values: [0, 1], names: [] });
    const given = (count: number) => {
      const known = new Map(Array.from({ length: count }, (_, nth) => [`n${nth}`, other(nth)] as const));
      return rules.giveBack(known, [use], [], 'cancellation').counters;
    };
    expect(given(countersMax - 1)).toMatchObject([{ key: 'a1', values: [noon] }]);
    expect(given(countersMax)).toEqual([]);
  });

  test('by engine 1 not when it was the only one', () => {
    const known = tillOf(combo(), 1);
    const { till } = known;
    till.sell('wal_a', [item(1_000)], deco);
    till.sell('wal_a', [item(1_000)]);
    till.cancel('wal_a', [2]);
    expect(counters(known)).toEqual([]);
  });
});
