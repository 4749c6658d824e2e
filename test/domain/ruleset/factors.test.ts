import { describe, expect, test } from 'vitest';
import { earned, rate } from './deciding.ts';

const groups = (stacking: string) => ({ mine: { order: 50, stacking } });
const mine = (id: string, effect: object, more: object = {}) => ({ id, effect, group: 'mine', ...more });
const factor = (id: string, factorBps: number, more: object = {}) => mine(id, { kind: 'multiply', group: 'base', factorBps }, more); // biome-ignore format: one line a rule
/** 10.00 of food and 20.00 of shoes. */
const lines = [
  { category: 'food', amountMinor: 1000 },
  { category: 'shoes', amountMinor: 2000 },
];
const gives = (stacking: string, ...rules: object[]) => earned({ groups: groups(stacking), rules }, { lines });

/** Double and triple what `base` gave: 2 % of 10.00 and of 20.00. */
describe('rules of kind multiply', () => {
  const two = rate('two', 200);
  const [double, triple] = [factor('double', 20_000), factor('triple', 30_000)];

  test('under `sum` what they add is added: 1 + 2 times', () => {
    expect(gives('sum', two, double, triple)).toEqual({ two: 60, double: 60, triple: 120 });
  });

  test('under `multiply` their factors multiply, 2 × 3 − 1 = 5 times, shared as 1 to 2', () => {
    expect(gives('multiply', two, double, triple)).toEqual({ two: 60, double: 100, triple: 200 });
  });

  test('under `multiply` they meet on the lines that both are about', () => {
    const shoes = factor('double', 20_000, { scope: { category: 'shoes' } });
    // Food: 2 × 0.20. Shoes: 5 × 0.40 = 2.00, of which a third is 0.67.
    expect(gives('multiply', two, shoes, triple)).toEqual({ two: 60, double: 67, triple: 173 });
  });

  test('under `multiply` factors of different groups do not meet', () => {
    const combo = rate('combo', 100, { group: 'combo' });
    const other = mine('triple', { kind: 'multiply', group: 'combo', factorBps: 30_000 });
    expect(gives('multiply', two, combo, double, other)).toEqual({ two: 60, combo: 30, double: 60, triple: 60 });
  });

  test('under the other stackings one of them has each line', () => {
    const shoes = factor('double', 20_000, { scope: { category: 'shoes' } });
    expect(gives('mostSpecific', two, shoes, triple)).toEqual({ two: 60, double: 40, triple: 40 });
    expect(gives('best', two, shoes, triple)).toEqual({ two: 60, triple: 120 });
    expect(gives('exclusive', two, shoes, triple)).toEqual({ two: 60, double: 40 });
  });

  test('of a group that has no rules they add nothing', () => {
    expect(gives('sum', rate('two', 200), mine('double', { kind: 'multiply', group: 'combo', factorBps: 20_000 }))).toEqual({ two: 60 }); // biome-ignore format: a row
  });

  test('they multiply what the group gave after its rounding, on their own lines, of their own asset', () => {
    const points = { asset: 'points', effect: { kind: 'points', points: 1, perMinor: 100 } };
    const rules = [rate('two', 200), { id: 'p', ...points }, factor('double', 20_000, { scope: { category: 'food' } })];
    const basket = [{ category: 'food', amountMinor: 1020 }, { amountMinor: 20 }];
    // 0.204 and 0.004 round to 0.21 together; of equal rests the earlier line has the cent, so that all 21 are on food.
    expect(earned({ groups: groups('sum'), rules }, { lines: basket })).toEqual({ two: 21, p: 10, double: 21 });
  });
});
