import { describe, expect, test } from 'vitest';
import { aSale, earned, rate } from './deciding.ts';
import { aMember, published } from './member.ts';

/** 3.00, 1.00 and 0.60 of 10.00, in three groups. */
const rules = [rate('a', 3_000), rate('b', 1_000, { group: 'boost' }), rate('c', 600, { group: 'combo' })];
const capped = (...caps: object[]) => earned({ rules, caps }, {});
const at = (time: string) => `2026-03-14T${time}:00+01:00`;

describe('of a receipt', () => {
  test('what is too much is taken off pro rata, whole cents by the largest remainder', () => {
    expect(capped({ amountMinor: 230 })).toEqual({ a: 150, b: 50, c: 30 });
    // 300, 100 and 60 parts of 460: of 100 cents 65.2, 21.7 and 13.04.
    expect(capped({ amountMinor: 100 })).toEqual({ a: 65, b: 22, c: 13 });
    expect(capped({ amountMinor: 460 })).toEqual({ a: 300, b: 100, c: 60 });
  });

  test('of equal parts the earlier group has the cent, then the lower id', () => {
    const same = ['d', 'c'].map((id) => rate(id, 1_000, { group: 'boost' }));
    const caps = [{ amountMinor: 101 }];
    expect(earned({ rules: [...same, rate('z', 1_000)], caps }, {})).toEqual({ z: 34, c: 34, d: 33 });
  });

  test('all or nothing, with `skip`', () => {
    expect(capped({ amountMinor: 459, onLimit: 'skip' })).toEqual({});
    expect(capped({ amountMinor: 460, onLimit: 'skip' })).toEqual({ a: 300, b: 100, c: 60 });
  });

  test('of some rules, of a group, of another asset', () => {
    expect(capped({ rules: ['a', 'c'], amountMinor: 36 })).toEqual({ a: 30, b: 100, c: 6 });
    expect(capped({ group: 'boost', amountMinor: 36 })).toEqual({ a: 300, b: 36, c: 60 });
    expect(capped({ asset: 'points', amountMinor: 1 })).toEqual({ a: 300, b: 100, c: 60 });
  });

  test('the narrower cap comes first: what it leaves is shared by the others', () => {
    const narrow = { rules: ['a'], amountMinor: 60 };
    expect(capped({ amountMinor: 110 }, narrow)).toEqual({ a: 30, b: 50, c: 30 });
    expect(capped({ amountMinor: 110 }, { group: 'base', amountMinor: 60 }, { rules: ['a'], amountMinor: 100 })).toEqual({ a: 30, b: 50, c: 30 }); // biome-ignore format: a row
  });

  test.each([
    [{ merchant: 'shop' }, true],
    [{ merchant: ['zara', 'shop'] }, true],
    [{ sector: 'food' }, false],
    [{ sector: 'shop', not: { merchant: 'shop' } }, false],
    [{ not: { merchant: 'zara' } }, true],
  ])('in its scope only: %j, %s', (scope, isHere) => {
    expect(capped({ rules: ['a'], scope, amountMinor: 1 }).a).toBe(isHere ? 1 : 300);
  });
});

test('receipt, member, merchant, all: each has what the one before left', () => {
  const caps = [
    { per: 'all', window: 'day', amountMinor: 100 },
    { per: 'merchant', window: 'day', amountMinor: 200 },
    { per: 'member', window: 'day', amountMinor: 500 },
    { per: 'receipt', amountMinor: 300 },
  ];
  const one = { rules: [rate('r', 10_000)], caps };
  const { limits, awards } = published(one).decidePurchase(aSale({}));
  // The least that decides the same is used of each.
  expect(limits.map(({ limitId, wanted, used }) => [limitId.split('-')[1], wanted, used])).toEqual([
    ['merchant', 200, 100],
    ['all', 100, 100],
  ]);
  expect(awards).toMatchObject([{ amountMinor: 100 }]);
  const member = aMember({ ...one, caps: caps.slice(2) });
  expect([at('09:00'), at('10:00'), at('11:00')].map((time) => member.buys(time).r ?? 0)).toEqual([300, 200, 0]);
});

describe('of a member', () => {
  test('so many receipts that are rewarded, whatever they come to', () => {
    const caps = [{ per: 'member', window: 'day', count: 2 }];
    const member = aMember({ rules: [rate('r', 1_000, { when: [{ kind: 'basket', minMinor: 500 }] })], caps });
    const amounts = [1_000, 499, 90_000, 1_000].map(
      (amountMinor, nth) => member.buys(at(`1${nth}:00`), { amountMinor }).r ?? 0,
    );
    expect(amounts).toEqual([100, 0, 9_000, 0]);
  });

  test('at the merchants of its scope together, and nowhere else', () => {
    const caps = [{ per: 'member', window: 'day', amountMinor: 150, scope: { sector: ['zara', 'deco'] } }];
    const member = aMember({ rules: [rate('r', 1_000)], caps });
    const at4 = ['zara', 'deli', 'deco', 'zara'].map(
      (merchantId, nth) => member.buys(at(`1${nth}:00`), { merchantId }).r ?? 0,
    );
    expect(at4).toEqual([100, 100, 50, 0]);
  });

  test('what `skip` did not give is not counted', () => {
    const caps = [{ per: 'member', window: 'day', amountMinor: 150, onLimit: 'skip' }];
    const member = aMember({ rules: [rate('r', 1_000)], caps });
    const amounts = [1_000, 1_000, 500].map(
      (amountMinor, nth) => member.buys(at(`1${nth}:00`), { amountMinor }).r ?? 0,
    );
    expect(amounts).toEqual([100, 0, 50]);
  });
});

describe('a campaign’s cap', () => {
  const dates = { startsAt: '2026-03-01T00:00:00Z', endsAt: '2026-04-01T00:00:00Z' };
  const boost = { ...dates, rules: [rate('a', 1_000, { group: 'boost' })] };

  test('is of its own rules, by their own names; one of the base document is of all rules, but names its own', () => {
    const campaigns = { c: { ...boost, caps: [{ rules: ['a'], amountMinor: 30 }] } };
    expect(aMember({ rules }, { campaigns }).buys(at('09:00'))).toEqual({ a: 300, b: 100, c: 60, 'c/a': 30 });
    const base = (cap: object) => aMember({ rules, caps: [cap] }, { campaigns: { c: boost } }).buys(at('09:00'));
    expect(base({ rules: ['a'], amountMinor: 30 })).toEqual({ a: 30, b: 100, c: 60, 'c/a': 100 });
    expect(base({ group: 'boost', amountMinor: 30 })).toEqual({ a: 300, b: 15, c: 60, 'c/a': 15 });
    expect(base({ amountMinor: 56 })).toEqual({ a: 30, b: 10, c: 6, 'c/a': 10 });
  });
});
