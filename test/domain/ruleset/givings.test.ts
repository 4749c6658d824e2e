import { describe, expect, test } from 'vitest';
import type { Credit } from '../../../shared/domain/effects.ts';
import type { Counter, CounterUse } from '../../../shared/domain/ruleset/counter.ts';
import type { CompiledRule } from '../../../shared/domain/ruleset/decide.ts';
import {
  asRemembered,
  type Giving,
  givingsIn,
  givingsMax,
  givingsOf,
  lapsesAtOf,
  lastPayerIn,
  rememberGivings,
  textOf,
  withGivings,
} from '../../../shared/domain/ruleset/giving.ts';
import { givingsAnew, givingsBack, regivenOf } from '../../../shared/domain/ruleset/givings-back.ts';
import { rewardsGoing } from '../../../shared/domain/ruleset/rewards-going.ts';
import { namedIn } from '../../../shared/domain/ruleset/slot.ts';

const giving = (sequence: number, more: Partial<Giving> = {}): Giving => ({
  ...{ merchantId: 'zara', sequence, lotId: `${sequence}.0` },
  ...{ amountMinor: 70, repaidMinor: 0, times: 1, lapsesAt: 0 },
  ...more,
});
const period = 3;
const named = (givings: readonly Giving[], of = period) => givings.map((one) => namedIn(of, textOf(one)));
const counterWith = (givings: readonly Giving[], key = 'tx'): Counter => ({
  ...{ key, until: null, values: [period, 10, 70] },
  names: named(givings),
});
const use = (more: Partial<CounterUse> = {}): CounterUse => ({
  ...{ key: 'tx', kind: 'threshold', period, added: [5, 70], names: [], crossed: 1 },
  ...more,
});
const sequences = (givings: readonly Giving[]) => givings.map(({ sequence }) => sequence);

describe('a reward as its counter remembers it', () => {
  test.each([
    [giving(2), ':zara/2/2.0/1y//1'],
    [giving(40, { repaidMinor: 36, times: 2, lapsesAt: 1_771_000_000_000 }), ':zara/14/40.0/1y/10/2/mll3o9og'],
    [giving(2, { lotId: '', amountMinor: 0, times: 0 }), ':zara/2'],
  ])('is short text: %#', (one, text) => {
    expect(textOf(one)).toBe(text);
  });

  test('is read as it was written, of its period, the oldest first', () => {
    const all = [giving(2), giving(5, { repaidMinor: 30, times: 3, lapsesAt: 1_771_000_000_000 }), giving(9)];
    const names = [...named(all), ...named([giving(4)], 4), namedIn(period, 'deco/2')];
    expect([givingsIn(names, period), givingsIn(names, 4), givingsIn(names, 5)]).toEqual([all, [giving(4)], []]);
    expect(sequences(givingsOf([{ ...counterWith([]), names }, counterWith([giving(7)])]))).toEqual([2, 5, 9, 4, 7]);
  });

  test('of which only the seller is known, it is no reward that could be named', () => {
    const names = [namedIn(period, ':deco')];
    expect([givingsIn(names, period), lastPayerIn(names, period)]).toEqual([[], 'deco']);
    expect(lastPayerIn([], period)).toBeUndefined();
  });

  test('is one of the last six; of none of them the last seller stays known', () => {
    const seven = Array.from({ length: givingsMax + 1 }, (_, at) => giving(at + 1));
    const names = withGivings(['4/deco/1'], period, seven);
    expect(sequences(givingsIn(names, period))).toEqual([2, 3, 4, 5, 6, 7]);
    expect(withGivings(names, period, [])).toEqual(['4/deco/1', namedIn(period, ':zara')]);
    expect(withGivings(['4/deco/1'], period, [])).toEqual(['4/deco/1']);
  });

  test('lapses when an event does not come after which it is cancelled, and else never', () => {
    const of = (availability: Credit['availability']) => lapsesAtOf({ availability });
    expect(of({ kind: 'event', at: 9, otherwise: 'cancel' })).toBe(9);
    expect(of({ kind: 'event', at: 9, otherwise: 'release' })).toBe(0);
    expect(of({ kind: 'from', at: 9 })).toBe(0);
    expect(asRemembered(giving(2, { lapsesAt: 9 })).availability).toEqual({
      kind: 'event',
      at: 9,
      otherwise: 'cancel',
    });
    expect(asRemembered(giving(2)).availability).toEqual({ kind: 'available' });
  });
});

describe('a purchase that crosses the target', () => {
  const by = { sequence: 8, merchantId: 'deco' };
  const award = { ruleId: 'five', asset: 'cashback', amountMinor: 70, counterKey: 'tx' };
  const credit = (more: object = {}) => ({
    ...{ ruleId: 'five', asset: 'cashback', lotId: '8.1', amountMinor: 50, repaidMinor: 20 },
    availability: { kind: 'available' },
    ...more,
  });
  const remembered = (credits: object[], uses = [use()], awards: object[] = [award]) =>
    rememberGivings(
      { counters: [counterWith([])], awards, uses } as unknown as Parameters<typeof rememberGivings>[0],
      [counterWith([giving(2)])],
      credits as Credit[],
      by,
    ).flatMap(({ names }) => givingsIn(names, period));

  test('is remembered after those before it, with what it paid of a debt', () => {
    const others = [credit({ asset: 'points', lotId: '8.0' }), credit({ ruleId: 'six', lotId: '8.2' })];
    const mine = giving(8, { merchantId: 'deco', lotId: '8.1', repaidMinor: 20 });
    expect(remembered([...others, credit()])).toEqual([giving(2), mine]);
  });

  test('and was given nothing is remembered too, since it crossed', () => {
    const nothing = giving(8, { merchantId: 'deco', lotId: '', amountMinor: 0 });
    expect(remembered([])).toEqual([giving(2), nothing]);
    expect(remembered([credit()], [use()], [])).toEqual([giving(2), nothing]);
  });

  test('is the only one: others change nothing of what is remembered', () => {
    expect(remembered([credit()], [use({ crossed: 0 })])).toEqual([]);
    expect(remembered([credit()], [use({ key: 'ty' })])).toEqual([]);
  });
});

describe('a return is undone that had made a counter forget', () => {
  const lowered = (before: Giving[], after: Giving[], key = 'tx') => [
    { before: counterWith(before, key), after: counterWith(after, key) },
  ];

  test('what it forgot comes back in its place, and what came since stays', () => {
    const back = givingsBack(lowered([giving(2), giving(5)], [giving(2)]), use(), named([giving(2), giving(9)]));
    expect(back.parts).toEqual([giving(5)]);
    expect(back.givings).toEqual([giving(2), giving(5), giving(9)]);
  });

  test('of a reward of which a part was left, the other part comes back to it', () => {
    const whole = giving(5, { amountMinor: 140, repaidMinor: 30, times: 2 });
    const part = giving(5, { amountMinor: 70, repaidMinor: 10, times: 1 });
    const back = givingsBack(lowered([whole], [part]), use(), named([part]));
    expect(back.parts).toEqual([giving(5, { amountMinor: 70, repaidMinor: 20, times: 1 })]);
    expect(back.givings).toEqual([whole]);
  });

  test('one that was capped to nothing is remembered again, as crossed', () => {
    const none = giving(5, { lotId: '', amountMinor: 0 });
    expect(givingsBack(lowered([none], []), use(), []).givings).toEqual([none]);
  });

  test('of which amounts went but no times, only the amount comes back', () => {
    const [had, left] = [giving(5), giving(5, { amountMinor: 30 })];
    expect(givingsBack(lowered([had], [left]), use(), named([left])).parts).toEqual([
      giving(5, { amountMinor: 40, times: 0 }),
    ]);
  });

  test('another counter, or a return that had lowered none, brings nothing back', () => {
    const names = named([giving(9)]);
    for (const none of [[], lowered([giving(2)], [], 'ty')]) {
      expect(givingsBack(none, use(), names)).toEqual({ parts: [], givings: [giving(9)] });
    }
  });

  test('the purchase reaches the target by itself now: its reward is remembered, once', () => {
    const reward = { merchantId: 'deco', sequence: 5, times: 1, amountMinor: 70 };
    const availability = { kind: 'event', at: 9, otherwise: 'cancel' } as const;
    const mine = giving(5, { merchantId: 'deco', lotId: '5.1', lapsesAt: 9 });
    const others = [giving(2), giving(9)];
    expect(givingsAnew(others, reward, { lotId: '5.1', availability })).toEqual([giving(2), mine, giving(9)]);
    expect(givingsAnew(others, reward, undefined)[1]).toEqual({ ...mine, lotId: '', lapsesAt: 0 });
    const twice = givingsAnew([...others, giving(5, { repaidMinor: 20 })], reward, { lotId: '5.1', availability });
    expect(twice).toEqual([giving(2), { ...mine, amountMinor: 140, repaidMinor: 20, times: 2 }, giving(9)]);
  });

  test('what is not remembered is given again by the last seller', () => {
    const rule = { id: 'five', asset: 'cashback', funder: 'merchant' } as CompiledRule['rule'];
    const told = (parts: Giving[], amountMinor: number) =>
      regivenOf(rule, parts, amountMinor, 'deco').map((one) => [
        one.amountMinor,
        one.funding[0]!.who,
        one.giving?.sequence ?? null,
      ]);
    expect(told([giving(2), giving(5, { amountMinor: 30 })], 120)).toEqual([
      [70, 'zara', 2],
      [30, 'zara', 5],
      [20, 'deco', null],
    ]);
    expect(told([giving(2), giving(5, { amountMinor: 0 })], 70)).toEqual([[70, 'zara', 2]]);
    expect(told([], 0)).toEqual([]);
  });
});

describe('a threshold falls', () => {
  const going = (
    givings: readonly Giving[],
    [before, after]: readonly [number, number],
    {
      givenMinor = 210,
      sequence = 5,
      own = use(),
      kept,
    }: {
      givenMinor?: number;
      sequence?: number;
      own?: CounterUse;
      kept?: CounterUse;
    } = {},
  ) => rewardsGoing({ names: named(givings), period, givenMinor }, { before, after }, own, kept, sequence);
  const told = ({ going: gone }: ReturnType<typeof going>) =>
    gone.map(({ amountMinor, source, giving: of }) => [amountMinor, source, of?.sequence ?? null]);
  const three = [giving(2), giving(5), giving(9)];

  test('the purchase’s own reward goes first, then the last given', () => {
    const once = going(three, [3, 2]);
    expect(told(once)).toEqual([[70, 'counter', 5]]);
    expect(sequences(once.givings)).toEqual([2, 9]);
    expect(told(going(three, [3, 1]))).toEqual([
      [70, 'counter', 5],
      [70, 'counter', 9],
    ]);
    expect(told(going(three, [3, 2], { own: use({ crossed: 0, added: [5, 0] }) }))).toEqual([[70, 'counter', 9]]);
  });

  test('none goes as long as it stands', () => {
    expect(told(going(three, [3, 3]))).toEqual([]);
    expect(told(going(three, [2, 3]))).toEqual([]);
  });

  test('with the last time everything goes that it has given, and nothing is remembered', () => {
    const all = going(three, [3, 0], { givenMinor: 250 });
    expect(told(all)).toEqual([
      [70, 'counter', 5],
      [70, 'counter', 9],
      [70, 'counter', 2],
      [40, 'counter', null],
    ]);
    expect(all.givings).toEqual([]);
  });

  test('never more goes than it has given', () => {
    expect(told(going(three, [3, 1], { givenMinor: 100 }))).toEqual([
      [70, 'counter', 5],
      [30, 'counter', 9],
    ]);
  });

  test('of a reward given for several times a part goes, its value before what had paid a debt', () => {
    const twice = giving(9, { amountMinor: 141, repaidMinor: 100, times: 2 });
    const once = going([giving(2), twice], [3, 2], {
      givenMinor: 211,
      sequence: 4,
      own: use({ crossed: 0, added: [5, 0] }),
    });
    expect(once.going[0]).toMatchObject({ amountMinor: 70, giving: { sequence: 9, repaidMinor: 29 } });
    expect(once.givings[1]).toEqual({ ...twice, amountMinor: 71, repaidMinor: 71, times: 1 });
  });

  test('of those that it does not remember the same part goes as of the times', () => {
    const old = going([giving(9)], [4, 1], { givenMinor: 170, sequence: 4, own: use({ crossed: 0, added: [5, 0] }) });
    expect(told(old)).toEqual([
      [70, 'counter', 9],
      [66, 'counter', null],
    ]);
  });

  test('the own reward that it does not remember goes as it was given, as far as others do not hold it up', () => {
    const own = use({ crossed: 2, added: [5, 90] });
    expect(told(going([giving(9)], [4, 2], { sequence: 4, own }))).toEqual([[90, 'own', null]]);
    expect(told(going([giving(9)], [4, 3], { sequence: 4, own }))).toEqual([[45, 'own', null]]);
    const kept = use({ crossed: 1, added: [3, 50] });
    expect(told(going([giving(9)], [4, 3], { sequence: 4, own, kept }))).toEqual([[40, 'own', null]]);
  });

  test('of a purchase of another wallet nobody knows whose events have come: it waits for none', () => {
    const waiting = giving(9, { lapsesAt: 9 });
    const availabilityOf = (sequence: number) =>
      going([waiting], [1, 0], { givenMinor: 70, sequence, own: use({ crossed: 0, added: [5, 0] }) }).going[0]!.giving!
        .availability;
    expect(availabilityOf(4)).toEqual({ kind: 'event', at: 9, otherwise: 'cancel' });
    expect(availabilityOf(0)).toEqual({ kind: 'available' });
  });
});
