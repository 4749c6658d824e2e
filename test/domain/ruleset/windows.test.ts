import { describe, expect, test } from 'vitest';
import { aSale, rate } from './deciding.ts';
import { aMember, bonus, published } from './member.ts';

/** All that counts in a window: of the second purchase in it, in a window like this one each shows. */
const counting = (window: string) => ({
  rules: [
    bonus('second', { kind: 'nth', n: 2, window }),
    {
      id: 'two',
      group: 'challenge',
      effect: { kind: 'threshold', of: 'purchases', target: 2, window, amountMinor: 70 },
    },
    rate('capped', 1_000, { group: 'boost' }),
  ],
  caps: [{ rules: ['capped'], per: 'member', window, amountMinor: 130 }],
});
const first = { capped: 100 };
const second = { second: 100, two: 70, capped: 30 };

test.each([
  ['day', '2026-03-14T00:00:00+01:00', '2026-03-14T23:59:59.999+01:00', true],
  ['day', '2026-03-14T23:59:59.999+01:00', '2026-03-15T00:00:00+01:00', false],
  ['day', '2026-03-14T22:59:59Z', '2026-03-14T23:00:00Z', false],
  ['week', '2026-03-09T00:00:00+01:00', '2026-03-15T23:59:59.999+01:00', true],
  ['week', '2026-03-15T23:59:59.999+01:00', '2026-03-16T00:00:00+01:00', false],
  ['week', '2026-12-28T00:00:00+01:00', '2027-01-03T23:59:59.999+01:00', true],
  ['week', '2026-12-27T23:59:59.999+01:00', '2026-12-28T00:00:00+01:00', false],
  ['week', '2027-01-03T23:59:59.999+01:00', '2027-01-04T00:00:00+01:00', false],
  ['month', '2026-02-01T00:00:00+01:00', '2026-02-28T23:59:59.999+01:00', true],
  ['month', '2026-02-28T23:59:59.999+01:00', '2026-03-01T00:00:00+01:00', false],
  ['month', '2026-12-15T12:00:00+01:00', '2027-12-15T12:00:00+01:00', false],
  ['year', '2026-01-01T00:00:00+01:00', '2026-12-31T23:59:59.999+01:00', true],
  ['year', '2026-12-31T23:59:59.999+01:00', '2027-01-01T00:00:00+01:00', false],
  ['year', '2026-12-31T23:30:00Z', '2027-06-30T12:00:00Z', true],
  ['ever', '2026-01-02T12:00:00+01:00', '2031-01-01T12:00:00+01:00', true],
])('of the %s: %s and %s are in one, %s', (window, at, then, isSame) => {
  const member = aMember(counting(window));
  expect(member.buys(at)).toEqual(first);
  expect(member.buys(then)).toEqual(isSame ? second : first);
});

test('a purchase is counted in the window in which it occurred, whenever it is recorded', () => {
  const member = aMember(counting('day'));
  expect(member.buys('2026-03-14T12:00:00+01:00')).toEqual(first);
  expect(member.buys('2026-03-16T12:00:00+01:00')).toEqual(first);
  expect(member.buys('2026-03-14T18:00:00+01:00')).toEqual(second);
  expect(member.buys('2026-03-16T18:00:00+01:00')).toEqual(second);
});

describe('a campaign’s window', () => {
  const march = { startsAt: '2026-03-01T00:00:00+01:00', endsAt: '2026-04-01T00:00:00+02:00' };
  const april = { startsAt: '2026-04-01T00:00:00+02:00', endsAt: '2026-05-01T00:00:00+02:00' };
  const told = (id: string, given: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(given).map(([rule, amountMinor]) => [`${id}/${rule}`, amountMinor]));

  test('is its own time, its end not included: nothing counts before, and the next campaign begins anew', () => {
    const campaigns = { m: { ...march, ...counting('campaign') }, a: { ...april, ...counting('campaign') } };
    const member = aMember({}, { campaigns });
    expect(member.buys('2026-02-28T23:59:59.999+01:00')).toEqual({});
    expect(member.buys('2026-03-01T00:00:00+01:00')).toEqual(told('m', first));
    expect(member.buys('2026-03-31T23:59:59.999+02:00')).toEqual(told('m', second));
    expect(member.buys('2026-04-01T00:00:00+02:00')).toEqual(told('a', first));
    expect(member.buys('2026-04-30T23:59:59.999+02:00')).toEqual(told('a', second));
    expect(member.buys('2026-05-01T00:00:00+02:00')).toEqual({});
  });

  test('is when its rules hold, from its first moment to the last before its end', () => {
    const member = aMember({}, { campaigns: { m: { ...march, rules: [bonus('r')] } } });
    const edges = ['2026-02-28T23:59:59.999+01:00', march.startsAt, '2026-03-31T23:59:59.999+02:00', march.endsAt];
    expect(edges.map((at) => member.buys(at))).toEqual([{}, { 'm/r': 100 }, { 'm/r': 100 }, {}]);
  });

  test('of two campaigns at once is counted apart', () => {
    const late = { ...march, startsAt: '2026-03-10T00:00:00+01:00', ...counting('campaign') };
    const member = aMember({}, { campaigns: { m: { ...march, ...counting('campaign') }, n: late } });
    expect(member.buys('2026-03-09T12:00:00+01:00')).toEqual(told('m', first));
    expect(member.buys('2026-03-10T12:00:00+01:00')).toEqual({ ...told('m', second), ...told('n', first) });
  });
});

describe('what many wallets share is named after its window, and ends with it', () => {
  const at = '2027-01-02T12:00:00+01:00';
  const newYear = '2026-01-01T12:00:00+01:00';
  const campaigns = { c: { startsAt: '2027-01-01T00:00:00Z', endsAt: '2027-01-10T00:00:00Z', budgetMinor: 9, rules: [rate('r', 100, { group: 'boost' })] } }; // biome-ignore format: one line

  test.each([
    ['day', at, '2027-01-02', '2027-01-03T00:00:00+01:00'],
    ['week', at, '2026-W53', '2027-01-04T00:00:00+01:00'],
    ['week', newYear, '2026-W01', '2026-01-05T00:00:00+01:00'],
    ['month', at, '2027-01', '2027-02-01T00:00:00+01:00'],
    ['year', at, '2027', '2028-01-01T00:00:00+01:00'],
    ['ever', at, 'ever', null],
  ])('the %s of %s is %s until %s', (window, bought, name, end) => {
    const rules = published({ rules: [rate('r', 100)], caps: [{ per: 'all', window, amountMinor: 1_000 }] });
    const { limits } = rules.decidePurchase(aSale({ at: bought }));
    expect(limits.map(({ limitId, until }) => [limitId.split(':')[1], until])).toEqual([
      [name, end && Date.parse(end)],
    ]);
  });

  test('a budget’s is the campaign', () => {
    const { limits } = published({}, campaigns).decidePurchase(aSale({ at }));
    const until = Date.parse('2027-01-10T00:00:00Z');
    expect(limits).toMatchObject([{ limitId: 'c/budget:campaign', capacity: 9, wanted: 9, campaignId: 'c', until }]);
  });
});
