import { describe, expect, test } from 'vitest';
import { earned } from './deciding.ts';
import { aMember, bonus } from './member.ts';

const spring = '2026-03-28T12:00:00+01:00';
const autumn = '2026-10-24T12:00:00+02:00';
const before = (at: string) => new Date(Date.parse(at) - 1).toISOString();
/** What is pending and what can be spent of 1.00 earned then, just before a moment and at it. */
function around(credit: object, bought: string, at: string, expiry: object = { mode: 'never' }) {
  const member = aMember({ rules: [{ ...bonus('r'), credit, expiry }] });
  expect(member.buys(bought)).toEqual({ r: 100 });
  return [before(at), at].map((moment) => {
    const { pendingMinor, availableMinor } = member.balances(moment).cashback!;
    return { pendingMinor, availableMinor };
  });
}
const pending = { pendingMinor: 100, availableMinor: 0 };
const spendable = { pendingMinor: 0, availableMinor: 100 };
const gone = { pendingMinor: 0, availableMinor: 0 };

describe('days to wait are of 24 hours, also when the clock changes meanwhile', () => {
  test.each([
    [spring, '2026-03-31T13:00:00+02:00'],
    [autumn, '2026-10-27T11:00:00+01:00'],
  ])('a delay of three days after %s is until %s', (bought, at) => {
    expect(around({ mode: 'delay', days: 3 }, bought, at)).toEqual([pending, spendable]);
  });

  test.each([
    [spring, '2026-03-30T13:00:00+02:00'],
    [autumn, '2026-10-26T11:00:00+01:00'],
  ])('what waits two days for an event after %s is released or cancelled at %s', (bought, at) => {
    const onEvent = { mode: 'onEvent', maxDays: 2 };
    expect(around(onEvent, bought, at)).toEqual([pending, spendable]);
    // biome-ignore lint/suspicious/noThenProperty: the contract's own word; the object is never awaited
    expect(around({ ...onEvent, then: 'cancel' }, bought, at)).toEqual([pending, gone]);
  });

  test('an event is waited for 30 days where nothing is said', () => {
    expect(around({ mode: 'onEvent' }, spring, '2026-04-27T13:00:00+02:00')).toEqual([pending, spendable]);
  });
});

describe('days that value lasts are days of the calendar', () => {
  test.each([
    [spring, { days: 3 }, '2026-03-31T12:00:00+02:00'],
    [autumn, { days: 3 }, '2026-10-27T12:00:00+01:00'],
    [spring, { months: 1 }, '2026-04-28T12:00:00+02:00'],
    // 02:30 is not there the next day, and there twice: an hour later, and the first of them.
    ['2026-03-28T02:30:00+01:00', { days: 1 }, '2026-03-29T03:30:00+02:00'],
    ['2026-10-24T02:30:00+02:00', { days: 1 }, '2026-10-25T02:30:00+02:00'],
  ])('after %s, %j end at %s', (bought, duration, at) => {
    const expiry = { mode: 'duration', ...duration };
    expect(around({ mode: 'instant' }, bought, at, expiry)).toEqual([spendable, gone]);
  });
});

describe('what a rule says of it comes before what the merchant’s and all settings say', () => {
  const settings = { pending: { mode: 'delay', days: 3 } };
  const merchants = { deco: { pending: { mode: 'instant' } } };
  const own = { ...bonus('own'), group: 'boost', credit: { mode: 'delay', days: 1 } };
  const availableAfter = (hours: number, merchantId: string) => {
    const member = aMember({ settings, merchants, rules: [bonus('r'), own] });
    member.buys(autumn, { merchantId });
    const at = new Date(Date.parse(autumn) + hours * 3_600_000).toISOString();
    return member.balances(at).cashback!.availableMinor;
  };

  test('pending', () => {
    expect([0, 24, 72].map((hours) => availableAfter(hours, 'shop'))).toEqual([0, 100, 200]);
    expect([0, 24].map((hours) => availableAfter(hours, 'deco'))).toEqual([100, 200]);
  });

  test('an amount is the same whatever it waits for', () => {
    expect(earned({ settings, merchants, rules: [bonus('r'), own] }, {})).toEqual({ r: 100, own: 100 });
  });
});
