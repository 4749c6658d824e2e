import { describe, expect, test } from 'vitest';
import { aSale, earned, rate } from './deciding.ts';
import { aMember, bonus, published } from './member.ts';

/** In Paris the clock goes from 02:00 to 03:00 on 2026-03-29, and from 03:00 to 02:00 on 2026-10-25. */
const hours = (from: string, to: string, days?: string[]) => ({ kind: 'hours', from, to, ...(days && { days }) });
const rule = (id: string, ...when: object[]) => rate(id, 100, { group: 'boost', when });
const held = (rules: object[], at: string) => Object.keys(earned({ rules }, { at }));

describe('hours, by the clock on the wall', () => {
  const rules = [
    rule('0-2', hours('00:00', '02:00')),
    rule('2-3', hours('02:00', '03:00')),
    rule('230-4', hours('02:30', '04:00')),
    rule('3-5', hours('03:00', '05:00')),
  ];

  test.each([
    ['2026-03-29T01:59:59.999+01:00', ['0-2']],
    ['2026-03-29T03:00:00+02:00', ['230-4', '3-5']],
    ['2026-03-29T03:59:59.999+02:00', ['230-4', '3-5']],
    ['2026-03-29T04:00:00+02:00', ['3-5']],
  ])('the hour that is not there holds never: %s', (at, expected) => {
    expect(held(rules, at)).toEqual(expected);
  });

  test.each([
    ['2026-10-25T01:59:59.999+02:00', ['0-2']],
    ['2026-10-25T02:00:00+02:00', ['2-3']],
    ['2026-10-25T02:59:59.999+02:00', ['2-3', '230-4']],
    ['2026-10-25T02:00:00+01:00', ['2-3']],
    ['2026-10-25T02:30:00+01:00', ['2-3', '230-4']],
    ['2026-10-25T03:00:00+01:00', ['230-4', '3-5']],
  ])('the hour that is there twice holds twice: %s', (at, expected) => {
    expect(held(rules, at)).toEqual(expected);
  });

  const night = [rule('night', hours('22:00', '02:30', ['sat']))];
  test.each([
    ['2026-10-25T02:29:59+02:00', true],
    ['2026-10-25T02:30:00+02:00', false],
    ['2026-10-25T02:00:00+01:00', true],
    ['2026-10-25T02:30:00+01:00', false],
  ])('of Saturday night they end at 02:30 each time the clock shows it: %s, %s', (at, isHeld) => {
    expect(held(night, at)).toEqual(isHeld ? ['night'] : []);
  });

  test('the whole day is that day, with 23 hours or 25', () => {
    const sunday = [rule('sunday', hours('00:00', '24:00', ['sun']))];
    const ends = [
      '2026-03-28T23:00:00Z',
      '2026-03-29T21:59:59.999Z',
      '2026-10-24T22:00:00Z',
      '2026-10-25T22:59:59.999Z',
    ];
    expect(ends.flatMap((at) => held(sunday, at))).toHaveLength(4);
    const outside = [
      '2026-03-28T22:59:59.999Z',
      '2026-03-29T22:00:00Z',
      '2026-10-24T21:59:59.999Z',
      '2026-10-25T23:00:00Z',
    ];
    expect(outside.flatMap((at) => held(sunday, at))).toEqual([]);
  });
});

test.each([
  ['2026-03-29', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z', 23],
  ['2026-10-25', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z', 25],
])('the date %s lasts from %s to %s, %d hours', (date, start, end, hourCount) => {
  expect(Date.parse(end) - Date.parse(start)).toBe(hourCount * 3_600_000);
  const today = [rule('today', { kind: 'dates', from: date, to: date })];
  const at = (instant: string, offMs: number) => held(today, new Date(Date.parse(instant) + offMs).toISOString());
  expect([at(start, -1), at(start, 0), at(end, -1), at(end, 0)]).toEqual([[], ['today'], ['today'], []]);
});

describe('of a day of 23 or 25 hours', () => {
  const capped = { rules: [bonus('r')], caps: [{ per: 'member', window: 'day', amountMinor: 150 }] };

  test.each([
    ['2026-03-29T00:00:00+01:00', '2026-03-29T23:59:59+02:00', '2026-03-30T00:00:00+02:00'],
    ['2026-10-25T00:00:00+02:00', '2026-10-25T23:59:59+01:00', '2026-10-26T00:00:00+01:00'],
  ])('a cap counts from %s to %s', (start, last, next) => {
    const member = aMember(capped);
    expect([start, last, next].map((at) => member.buys(at))).toEqual([{ r: 100 }, { r: 50 }, { r: 100 }]);
    const shared = published({ ...capped, caps: [{ per: 'all', window: 'day', amountMinor: 150 }] });
    for (const at of [start, last]) {
      expect(shared.decidePurchase(aSale({ at })).limits).toMatchObject([{ until: Date.parse(next) }]);
    }
  });

  test('an earlier purchase of the same day is that, 24 hours and 59 minutes before', () => {
    const sameDay = bonus('r', { kind: 'after', scope: { merchant: 'cinema' }, sameDay: true });
    const member = aMember({ rules: [sameDay] });
    member.buys('2026-10-25T00:00:00+02:00', { merchantId: 'cinema' });
    expect(member.buys('2026-10-25T23:59:00+01:00')).toEqual({ r: 100 });
    member.buys('2026-10-26T00:00:00+01:00', { merchantId: 'cinema' });
    expect(member.buys('2026-10-27T00:00:00+01:00')).toEqual({});
  });
});

describe('hours and days since are real time, whatever clocks show', () => {
  test.each([
    ['2026-03-29T01:30:00+01:00', '2026-03-29T04:30:00+02:00', '2026-03-29T04:30:00.001+02:00'],
    ['2026-10-25T01:30:00+02:00', '2026-10-25T02:30:00+01:00', '2026-10-25T02:30:00.001+01:00'],
  ])('within two hours of %s is until %s', (before, last, late) => {
    const after = { kind: 'after', scope: { merchant: 'cinema' }, withinHours: 2, once: false };
    const member = aMember({ rules: [bonus('r', after)] });
    member.buys(before, { merchantId: 'cinema' });
    expect([last, late].map((at) => member.buys(at))).toEqual([{ r: 100 }, {}]);
  });

  test.each([
    ['2026-03-28T12:00:00+01:00', '2026-03-29T12:59:59+02:00', '2026-03-30T14:00:00+02:00'],
    ['2026-10-24T12:00:00+02:00', '2026-10-25T10:59:59+01:00', '2026-10-26T10:59:59+01:00'],
  ])('a day’s absence is 24 hours: %s, then %s', (last, early, back) => {
    const member = aMember({ rules: [bonus('r', { kind: 'absent', days: 1 })] });
    expect([last, early, back].map((at) => member.buys(at))).toEqual([{}, {}, { r: 100 }]);
  });
});
