import { describe, expect, test } from 'vitest';
import { earned, rate } from './deciding.ts';

/** Lines of 0.25 and 0.75 of the categories a, b, c…; 2 % is half a cent of one, one and a half of the other. */
const basket = (...amounts: number[]) => ({
  lines: amounts.map((amountMinor, at) => ({ category: 'abcdef'[at]!, amountMinor })),
});
/** A rule of 2 % for each line; ids and lines run against each other, so that a tie by id would show. */
const byLine = ['a', 'b', 'c', 'd'].map((category, at) => rate(`${'zyxw'[at]}`, 200, { scope: { category } }));
const settings = (rounding: object) => ({ settings: { rounding } });

describe('once for the receipt', () => {
  test('half a cent on each of three lines is two cents, which the earlier lines have', () => {
    expect(earned({ rules: byLine }, basket(25, 25, 25))).toEqual({ z: 1, y: 1 });
  });

  test('the largest remainder has the cent, wherever its line is', () => {
    // 0.2, 0.6 and 0.8 of a cent: 1.6 rounds to 2.
    expect(earned({ rules: byLine }, basket(10, 30, 40))).toEqual({ y: 1, x: 1 });
    // 1.4, 0.4 and 0.4: 2.2 rounds to 2, and of equal remainders the first line’s goes first.
    expect(earned({ rules: byLine }, basket(70, 20, 20))).toEqual({ z: 2 });
    // 1.2, 0.4 and 0.8: 2.4 rounds to 2.
    expect(earned({ rules: byLine }, basket(60, 20, 40))).toEqual({ z: 1, x: 1 });
  });

  test('of rules on one line with equal remainders the lower id has the cent', () => {
    const rules = [rate('b', 200, { group: 'boost' }), rate('a', 200, { group: 'boost' })];
    expect(earned({ rules }, basket(25))).toEqual({ a: 1 });
  });

  test('the earlier line goes before the lower id', () => {
    const rules = [
      rate('z', 200, { group: 'boost', scope: { category: 'a' } }),
      rate('a', 200, { group: 'boost', scope: { category: 'b' } }),
    ];
    expect(earned({ rules }, basket(25, 25))).toEqual({ z: 1 });
    expect(earned({ rules }, basket(25, 75))).toEqual({ z: 1, a: 1 });
  });

  test('each group is rounded for itself', () => {
    const rules = [rate('one', 200), rate('two', 200, { group: 'boost' }), rate('three', 200, { group: 'combo' })];
    expect(earned({ rules }, basket(25))).toEqual({ one: 1, two: 1, three: 1 });
    expect(earned({ rules }, basket(24))).toEqual({});
  });

  test('half to even leaves 2.5 at 2 and makes 3.5 a 4; down leaves both', () => {
    const at = (mode: string, ...amounts: number[]) => earned({ ...settings({ mode }), rules: [rate('r', 200)] }, basket(...amounts)); // biome-ignore format: one line
    expect([at('halfEven', 100, 25), at('halfEven', 150, 25)]).toEqual([{ r: 2 }, { r: 4 }]);
    expect([at('halfUp', 100, 25), at('halfUp', 150, 25)]).toEqual([{ r: 3 }, { r: 4 }]);
    expect([at('floor', 100, 25), at('floor', 150, 25)]).toEqual([{ r: 2 }, { r: 3 }]);
  });
});

describe('once for each line', () => {
  const perLine = settings({ stage: 'line' });

  test('each half a cent is a cent, and each less than that nothing', () => {
    expect(earned({ ...perLine, rules: byLine }, basket(25, 25, 24))).toEqual({ z: 1, y: 1 });
    expect(earned({ ...perLine, rules: [rate('r', 200)] }, basket(24, 24, 24, 24))).toEqual({});
    expect(earned({ rules: [rate('r', 200)] }, basket(24, 24, 24, 24))).toEqual({ r: 2 });
  });

  test('rules that meet on a line are rounded together there, by the largest remainder, then the lower id', () => {
    const boost = (id: string, rateBps: number) => rate(id, rateBps, { group: 'boost' });
    // 0.5 + 0.5 on each of two lines.
    expect(earned({ ...perLine, rules: [boost('b', 200), boost('a', 200)] }, basket(25, 25))).toEqual({ a: 2 });
    // 0.5 + 0.75 is 1 on each.
    expect(earned({ ...perLine, rules: [boost('b', 300), boost('a', 200)] }, basket(25, 25))).toEqual({ b: 2 });
  });

  test('a factor multiplies what each line was given', () => {
    const double = { kind: 'multiply', group: 'base', factorBps: 20_000 };
    const rules = [rate('r', 200), { id: 'c', effect: double, group: 'boost', scope: { category: 'c' } }];
    expect(earned({ ...perLine, rules }, basket(25, 25, 25))).toEqual({ r: 3, c: 1 });
    // For the receipt the third line is given nothing.
    expect(earned({ rules }, basket(25, 25, 25))).toEqual({ r: 2 });
  });
});

describe('of an asset', () => {
  const p = { id: 'p', asset: 'points', effect: { kind: 'points', points: 1, perMinor: 100 } };

  test('points are rounded down, once for the receipt', () => {
    expect(earned({ rules: [p] }, basket(199, 199))).toEqual({ p: 3 });
    expect(earned({ ...settings({ stage: 'line' }), rules: [p] }, basket(199, 199))).toEqual({ p: 2 });
  });

  test('points are rounded down as long as nothing else is said of them', () => {
    for (const assets of [{ cashback: { mode: 'halfUp' } }, { points: { stage: 'receipt' } }]) {
      expect(earned({ ...settings({ assets }), rules: [p] }, basket(199, 199))).toEqual({ p: 3 });
    }
  });

  test('what is set for it comes before what is set for all', () => {
    const set = settings({ mode: 'floor', assets: { points: { mode: 'halfUp', stage: 'line' } } });
    expect(earned({ ...set, rules: [p, rate('r', 100)] }, basket(150, 150, 140))).toEqual({ p: 5, r: 4 });
  });
});

test('a fixed amount falls on the lines by what they earn on, whole cents by the largest remainder', () => {
  const double = { kind: 'multiply', group: 'base', factorBps: 20_000 };
  const onLine = (category: string) => ({ id: category, effect: double, group: 'boost', scope: { category } });
  const rules = [{ id: 'f', effect: { kind: 'fixed', amountMinor: 100 } }, ...['a', 'b', 'c'].map(onLine)];
  // A third each: the cent that is left over is on the first.
  expect(earned({ rules }, basket(50, 50, 50))).toEqual({ f: 100, a: 34, b: 33, c: 33 });
  // 16.67, 33.33 and 50.
  expect(earned({ rules }, basket(10, 20, 30))).toEqual({ f: 100, a: 17, b: 33, c: 50 });
  // Nothing to earn on: the first line.
  expect(earned({ rules }, basket(0, 0, 0))).toEqual({ f: 100, a: 100 });
});
