import { describe, expect, test } from 'vitest';
import { earned } from './deciding.ts';

const groups = (stacking: string) => ({ mine: { order: 50, stacking } });
const mine = (id: string, effect: object, more: object = {}) => ({ id, effect, group: 'mine', ...more });
const fixed = (id: string, amountMinor: number, more: object = {}) => mine(id, { kind: 'fixed', amountMinor }, more);
const share = (id: string, rateBps: number, more: object = {}) => mine(id, { kind: 'rate', rateBps }, more);
/** 10.00 of food and 20.00 of shoes. */
const lines = [
  { category: 'food', amountMinor: 1000 },
  { category: 'shoes', amountMinor: 2000 },
];
const gives = (stacking: string, ...rules: object[]) => earned({ groups: groups(stacking), rules }, { lines });

describe('most specific', () => {
  test('each line has its own winner, and gives no more for those that lose', () => {
    expect(gives('mostSpecific', share('all', 300), share('food', 100, { scope: { category: 'food' } }))).toEqual({ all: 60, food: 10 }); // biome-ignore format: a row
  });

  test('the receipt has one winner of its own, beside those of its lines', () => {
    const all = fixed('all', 90);
    const food = fixed('food', 50, { scope: { category: 'food' } });
    expect(gives('mostSpecific', all, food)).toEqual({ food: 50 });
    expect(gives('mostSpecific', all, food, share('line', 100))).toEqual({ food: 50, line: 30 });
  });

  test('a rule whose conditions do not hold takes nothing from others', () => {
    const web = { when: [{ kind: 'channel', in: ['web'] }] };
    expect(gives('mostSpecific', share('all', 100), share('food', 500, { scope: { category: 'food' }, ...web }))).toEqual({ all: 30 }); // biome-ignore format: a row
  });
});

describe('best', () => {
  test('each line has the rule that gives most there', () => {
    const each = { kind: 'fixed', amountMinor: 40, per: 'unit' };
    // A piece’s 0.40 is 4 % of food and 2 % of shoes.
    expect(gives('best', share('share', 410), mine('piece', each))).toEqual({ share: 123 });
    expect(gives('best', share('share', 390), mine('piece', each))).toEqual({ piece: 40, share: 78 });
  });

  test('of rules that give the same the more specific has it, then the lower id', () => {
    const food = { scope: { category: 'food' } };
    expect(gives('best', share('a', 100), share('b', 100, food))).toEqual({ a: 20, b: 10 });
    expect(gives('best', share('b', 100), share('a', 100))).toEqual({ a: 30 });
  });

  test('of the receipt the largest amount, however narrow the others, beside the best of each line', () => {
    const food = { scope: { category: 'food' }, priority: 9 };
    expect(gives('best', fixed('all', 51), fixed('food', 50, food))).toEqual({ all: 51 });
    expect(gives('best', fixed('all', 51), fixed('food', 50, food), share('line', 100))).toEqual({ all: 51, line: 30 });
  });
});

describe('sum', () => {
  test('all give: on lines and on the receipt', () => {
    const rules = [
      share('all', 300),
      share('food', 100, { scope: { category: 'food' } }),
      fixed('f', 50),
      fixed('g', 7),
    ];
    expect(gives('sum', ...rules)).toEqual({ all: 90, food: 10, f: 50, g: 7 });
  });
});

describe('exclusive', () => {
  test('one rule for the whole receipt: priority, then the lower id; lines that it is not about give nothing', () => {
    const food = share('food', 100, { scope: { category: 'food' } });
    expect(gives('exclusive', share('all', 300), food)).toEqual({ all: 90 });
    expect(gives('exclusive', share('all', 300), { ...food, priority: 1 })).toEqual({ food: 10 });
    expect(gives('exclusive', share('all', 300), fixed('a', 5))).toEqual({ a: 5 });
  });

  test('a rule that does not hold, or whose target is not reached, leaves the receipt to the next', () => {
    const target = { kind: 'threshold', target: 9_999, window: 'day', amountMinor: 500 };
    const web = fixed('web', 70, { priority: 9, when: [{ kind: 'channel', in: ['web'] }] });
    expect(gives('exclusive', mine('target', target, { priority: 8 }), web, share('all', 100))).toEqual({ all: 30 });
    expect(gives('exclusive', mine('target', { ...target, target: 3000 }, { priority: 8 }), web, share('all', 100))).toEqual({ target: 500 }); // biome-ignore format: a row
  });
});
