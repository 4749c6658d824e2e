import { describe, expect, test } from 'vitest';
import { aMember, bonus } from './member.ts';

const cinema = { merchant: 'cinema' };
const at = (time: string, day = '2026-03-14') => `${day}T${time}:00+01:00`;
const given = { r: 100 };

describe('nth', () => {
  const nth = (fields: object) => aMember({ rules: [bonus('r', { kind: 'nth', ...fields })] });

  test('is one purchase, unless every multiple is meant', () => {
    const times = ['09:00', '10:00', '11:00', '12:00', '13:00', '14:00'];
    const second = nth({ n: 2 });
    expect(times.map((time) => second.buys(at(time)))).toEqual([{}, given, {}, {}, {}, {}]);
    const everySecond = nth({ n: 2, every: true });
    expect(times.map((time) => everySecond.buys(at(time)))).toEqual([{}, given, {}, given, {}, given]);
  });

  test('counts purchases in its own scope, which need not be the rule’s, and holds there only', () => {
    const member = nth({ n: 2, scope: { category: 'bread' } });
    const bread = [
      { category: 'bread', amountMinor: 300 },
      { category: 'bread', amountMinor: 300 },
    ];
    expect(member.buys(at('09:00'), { lines: bread })).toEqual({});
    expect(member.buys(at('10:00'), { lines: [{ category: 'milk', amountMinor: 300 }] })).toEqual({});
    expect(member.buys(at('11:00'), { lines: [{ category: 'milk', amountMinor: 300 }, ...bread] })).toEqual(given);
    expect(member.buys(at('12:00'), { lines: bread })).toEqual({});
  });

  test('counts what is recorded, in the order in which it is', () => {
    const member = nth({ n: 2 });
    member.buys(at('12:00'));
    expect(member.buys(at('09:00'))).toEqual(given);
  });

  test('turned round holds elsewhere too', () => {
    const member = nth({ n: 1, scope: cinema, not: true });
    expect(member.buys(at('09:00'))).toEqual(given);
    expect(member.buys(at('10:00'), { merchantId: 'cinema' })).toEqual({});
    expect(member.buys(at('11:00'), { merchantId: 'cinema' })).toEqual(given);
  });
});

describe('absent', () => {
  test('is one who has bought there: a stranger to it is not absent', () => {
    const member = aMember({ rules: [bonus('r', { kind: 'absent', days: 10, scope: cinema })] });
    const there = (day: string) => member.buys(at('12:00', day), { merchantId: 'cinema' });
    expect(member.buys(at('12:00', '2026-03-01'))).toEqual({});
    expect(there('2026-03-02')).toEqual({});
    // Absent from the cinema, not from the shop.
    expect(member.buys(at('11:59', '2026-03-12'))).toEqual({});
    expect(member.buys(at('12:00', '2026-03-12'))).toEqual(given);
    expect(there('2026-03-12')).toEqual(given);
    expect(there('2026-03-13')).toEqual({});
  });

  test('a sale recorded late makes nobody absent for longer', () => {
    const member = aMember({ rules: [bonus('r', { kind: 'absent', days: 10 })] });
    member.buys(at('12:00', '2026-03-05'));
    member.buys(at('12:00', '2026-03-01'));
    expect(member.buys(at('12:00', '2026-03-14'))).toEqual({});
  });
});

describe('counting starts when rules that watch are published', () => {
  const elsewhere = { scope: cinema };
  test.each([
    ['the number of all purchases', { kind: 'nth', n: 2 }, given],
    ['the last purchase', { kind: 'absent', days: 10 }, given],
    ['the first and the last purchase', { kind: 'after', scope: {}, once: false, withinHours: 500 }, given],
    ['how many in a month', { kind: 'nth', n: 2, window: 'month' }, {}],
    ['how many at the cinema', { kind: 'nth', n: 2, ...elsewhere }, {}],
    ['the last at the cinema', { kind: 'absent', days: 10, ...elsewhere }, {}],
    ['an earlier one at the cinema', { kind: 'after', ...elsewhere }, {}],
  ])('of a wallet with a past: %s', (_, condition, expected) => {
    const member = aMember({});
    member.buys(at('12:00', '2026-03-01'), { merchantId: 'cinema' });
    member.isUnder({ rules: [bonus('r', condition)] });
    expect(member.buys(at('12:00', '2026-03-20'), { merchantId: 'cinema' })).toEqual(expected);
  });

  test('nth for ever in a scope never holds for a wallet that had bought before, a month’s does from then on', () => {
    const member = aMember({});
    member.buys(at('12:00', '2026-03-01'));
    const rules = [bonus('ever', { kind: 'nth', n: 1, ...elsewhere }), { ...bonus('month', { kind: 'nth', n: 1, window: 'month', ...elsewhere }), group: 'boost' }]; // biome-ignore format: one line
    member.isUnder({ rules });
    expect(member.buys(at('12:00', '2026-03-20'), { merchantId: 'cinema' })).toEqual({ month: 100 });
    const fresh = aMember({ rules });
    expect(fresh.buys(at('12:00', '2026-03-01'))).toEqual({});
    expect(fresh.buys(at('12:00', '2026-03-20'), { merchantId: 'cinema' })).toEqual({ ever: 100, month: 100 });
  });
});
