import { describe, expect, test } from 'vitest';
import { aMember, bonus } from './member.ts';

const cinema = { merchant: 'cinema' };
const at = (time: string, day = '2026-03-14') => `${day}T${time}:00+01:00`;
const given = { r: 100 };

describe('after', () => {
  const goer = (fields: object, more: object[] = []) => aMember({ rules: [{ ...bonus('r', { kind: 'after', scope: cinema, ...fields }), scope: { merchant: 'shop' } }, ...more] }); // biome-ignore format: one line
  const goesTo = (member: ReturnType<typeof aMember>, time: string) => member.buys(at(time), { merchantId: 'cinema' });

  test('each earlier purchase serves one reward of the rule', () => {
    const member = goer({});
    goesTo(member, '09:00');
    goesTo(member, '10:00');
    const times = ['11:00', '12:00', '13:00'];
    expect(times.map((time) => member.buys(at(time)))).toEqual([given, given, {}]);
  });

  test('and of each other rule, whenever that comes to its reward', () => {
    const isWeb = { kind: 'channel', in: ['web'] };
    const member = goer({}, [{ ...bonus('other', { kind: 'after', scope: cinema }, isWeb), group: 'boost' }]);
    goesTo(member, '09:00');
    expect(member.buys(at('11:00'))).toEqual(given);
    expect(member.buys(at('12:00'), { channel: 'web' })).toEqual({ other: 100 });
    expect(member.buys(at('13:00'), { channel: 'web' })).toEqual({});
  });

  test('or any number, where `once` is false', () => {
    const member = goer({ once: false });
    expect(member.buys(at('08:00'))).toEqual({});
    goesTo(member, '09:00');
    expect(['11:00', '12:00', '13:00'].map((time) => member.buys(at(time)))).toEqual([given, given, given]);
  });

  test('the oldest that still counts serves first', () => {
    const member = goer({ withinHours: 6 });
    goesTo(member, '09:00');
    goesTo(member, '13:00');
    expect(['14:00', '19:00', '19:01'].map((time) => member.buys(at(time)))).toEqual([given, given, {}]);
  });

  test('what a reward did not come of has served nothing', () => {
    const caps = [{ per: 'member', window: 'day', amountMinor: 100, onLimit: 'skip' }];
    const rules = [bonus('r', { kind: 'after', scope: cinema }), { ...bonus('early', { kind: 'hours', to: '12:00' }), group: 'base', priority: 1 }]; // biome-ignore format: one line
    const member = aMember({ rules, caps });
    member.buys(at('10:00'), { merchantId: 'cinema' });
    expect(member.buys(at('14:00'))).toEqual({});
    expect(member.buys(at('14:00', '2026-03-15'))).toEqual(given);
    expect(member.buys(at('14:00', '2026-03-16'))).toEqual({});
  });

  test('the same receipt is no earlier one; what occurred later is none, what is recorded late is', () => {
    const member = goer({ scope: {} });
    expect(member.buys(at('12:00'))).toEqual({});
    expect(member.buys(at('11:59'))).toEqual({});
    expect(member.buys(at('12:00'))).toEqual(given);
  });

  test('the hours are to the moment, and the day is the local one', () => {
    const within = goer({ withinHours: 1, once: false });
    goesTo(within, '12:00');
    expect([within.buys(at('13:00')), within.buys('2026-03-14T13:00:00.001+01:00')]).toEqual([given, {}]);
    const sameDay = goer({ sameDay: true, once: false });
    goesTo(sameDay, '00:30');
    expect([sameDay.buys(at('23:59')), sameDay.buys(at('00:00', '2026-03-15'))]).toEqual([given, {}]);
  });
});
