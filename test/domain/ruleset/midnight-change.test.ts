import { describe, expect, test } from 'vitest';
import { aSale, earned, rate } from './deciding.ts';
import { aMember, bonus, published } from './member.ts';

/**
 * Where the clock changes at midnight. Forward: the day begins at 01:00. Back: Havana has the first hour of the day
 * twice; Beirut and Cairo have the last hour of the day before twice.
 */
const forward = [
  ['America/Havana', '2026-03-08', '2026-03-08T05:00:00Z', '2026-03-09T04:00:00Z'],
  ['Asia/Beirut', '2026-03-29', '2026-03-28T22:00:00Z', '2026-03-29T21:00:00Z'],
  ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00Z', '2026-04-24T21:00:00Z'],
] as const;
const back = [
  ['America/Havana', '2026-11-01', '2026-11-01T04:00:00Z', '2026-11-02T05:00:00Z'],
  ['Asia/Beirut', '2026-10-24', '2026-10-23T21:00:00Z', '2026-10-24T22:00:00Z'],
  ['Africa/Cairo', '2026-10-29', '2026-10-28T21:00:00Z', '2026-10-29T22:00:00Z'],
] as const;
const plus = (at: string, ms: number) => new Date(Date.parse(at) + ms).toISOString();
const hourMs = 3_600_000;
const rule = (id: string, ...when: object[]) => rate(id, 100, { group: 'boost', when });
const hours = (from: string, to: string, days?: string[]) => ({ kind: 'hours', from, to, ...(days && { days }) });
const held = (timeZone: string, rules: object[], at: string) =>
  Object.keys(earned({ settings: { timeZone }, rules }, { at }));

describe.each([...forward, ...back])('in %s the day %s, from %s to %s,', (timeZone, date, start, end) => {
  test('is that date, and no other moment is', () => {
    const today = [rule('today', { kind: 'dates', from: date, to: date })];
    const rules = published({ settings: { timeZone }, rules: today });
    // In this order: what was read of the change itself says nothing of the moment before.
    const at = [start, plus(start, -1), end, plus(end, -1)];
    expect(at.map((each) => rules.decidePurchase(aSale({ at: each })).awards.length)).toEqual([1, 0, 0, 1]);
  });

  test('is one window', () => {
    const caps = [{ per: 'member', window: 'day', amountMinor: 150 }];
    const member = aMember({ settings: { timeZone }, rules: [bonus('r')], caps });
    const given = [plus(start, -1), start, plus(end, -1), end].map((at) => member.buys(at).r);
    expect(given).toEqual([100, 100, 50, 100]);
    const shared = published({ settings: { timeZone }, rules: [bonus('r')], caps: [{ ...caps[0], per: 'all' }] });
    const untilOf = (at: string) => shared.decidePurchase(aSale({ at })).limits[0]!.until;
    expect([plus(start, -1), start, plus(end, -1)].map(untilOf)).toEqual([start, end, end].map((at) => Date.parse(at)));
  });

  test('is the last of what lasts to its end, to the millisecond', () => {
    const expiry = { mode: 'fixedDate', monthDay: date.slice(5) };
    const rules = published({ settings: { timeZone }, rules: [{ ...bonus('r'), expiry }] });
    expect(rules.decidePurchase(aSale({ at: '2026-01-10T12:00:00Z' })).awards).toMatchObject([
      { expiry: { kind: 'at', at: Date.parse(end) } },
    ]);
  });
});

describe.each(forward)('in %s, where %s begins at 01:00,', (timeZone, _, start) => {
  const rules = [
    rule('23-24', hours('23:00', '24:00')),
    rule('0-1', hours('00:00', '01:00')),
    rule('1-2', hours('01:00', '02:00')),
    rule('22-0030', hours('22:00', '00:30')),
    rule('22-0130', hours('22:00', '01:30')),
  ];

  test('the first hour is not there, and hours that pass midnight go on at 01:00', () => {
    expect(held(timeZone, rules, plus(start, -1))).toEqual(['22-0030', '22-0130', '23-24']);
    expect(held(timeZone, rules, start)).toEqual(['1-2', '22-0130']);
    expect(held(timeZone, rules, plus(start, hourMs / 2))).toEqual(['1-2']);
  });
});

describe('in Havana, where Sunday 2026-11-01 has its first hour twice,', () => {
  test.each([
    ['2026-11-01T00:29:59-04:00', ['0-1', 'saturday']],
    ['2026-11-01T00:30:00-04:00', ['0-1']],
    ['2026-11-01T00:00:00-05:00', ['0-1', 'saturday']],
    ['2026-11-01T00:59:59-05:00', ['0-1']],
    ['2026-11-01T01:00:00-05:00', []],
  ])('hours hold each time the clock shows them: %s', (at, expected) => {
    const rules = [rule('0-1', hours('00:00', '01:00', ['sun'])), rule('saturday', hours('22:00', '00:30', ['sat']))];
    expect(held('America/Havana', rules, at)).toEqual(expected);
  });

  test('the month begins with the first of the two', () => {
    const capped = { rules: [bonus('r')], caps: [{ per: 'member', window: 'month', amountMinor: 150 }] };
    const member = aMember({ settings: { timeZone: 'America/Havana' }, ...capped });
    const moments = ['2026-10-31T23:59:59-04:00', '2026-11-01T00:00:00-04:00', '2026-11-01T00:00:00-05:00'];
    expect(moments.map((at) => member.buys(at))).toEqual([{ r: 100 }, { r: 100 }, { r: 50 }]);
  });
});

test('in Beirut, where Saturday 2026-10-24 has its last hour twice, both are Saturday’s', () => {
  const rules = [rule('23-24', hours('23:00', '24:00', ['sat'])), rule('0-1', hours('00:00', '01:00', ['sun']))];
  const at = ['23:59:59.999+03:00', '23:00:00+02:00', '23:59:59.999+02:00'].map((time) => `2026-10-24T${time}`);
  expect([...at, '2026-10-25T00:00:00+02:00'].map((each) => held('Asia/Beirut', rules, each))).toEqual([
    ...[['23-24'], ['23-24'], ['23-24']],
    ['0-1'],
  ]);
});
