import { describe, expect, test } from 'vitest';
import { rulesetDocument } from '../../../shared/domain/ruleset/document.ts';
import { aSale, earned, rate, rulesOf } from './deciding.ts';

const defaults = ['base', 'boost', 'combo', 'welcome', 'challenge'];
const double = (group: string, of: string) => ({ id: 'm', group, effect: { kind: 'multiply', group: of, factorBps: 20_000 } }); // biome-ignore format: one line
const mayMultiply = (group: string, of: string, groups: object = {}) =>
  rulesetDocument.safeParse({ name: 'Test', groups, rules: [double(group, of)] }).success;

describe('groups that need no declaration', () => {
  test('follow each other as base, boost, combo, welcome, challenge: each may multiply what is earlier', () => {
    for (const [own, group] of defaults.entries()) {
      expect(defaults.filter((of) => mayMultiply(group, of))).toEqual(defaults.slice(0, own));
    }
  });

  test.each([
    ['base', 0],
    ['boost', 10],
    ['combo', 20],
    ['welcome', 30],
    ['challenge', 40],
  ])('`%s` has the order %d: a group of that order is not later, the next one is', (name, order) => {
    const groups = { mine: { order }, next: { order: order + 1 } };
    expect(mayMultiply('mine', name, groups)).toBe(false);
    expect(mayMultiply('next', name, groups)).toBe(true);
  });

  test.each([
    ['base', { a: 10 }],
    ['boost', { a: 10, b: 30 }],
    ['combo', { b: 30 }],
    ['welcome', { a: 10, b: 30 }],
    ['challenge', { a: 10, b: 30 }],
  ])('two rules in `%s`, of 0.10 and 0.30, give %j', (group, expected) => {
    expect(earned({ rules: [rate('a', 100, { group }), rate('b', 300, { group })] }, {})).toEqual(expected);
  });
});

describe('groups', () => {
  test('add up', () => {
    const rules = defaults.map((group, at) => rate(group, 100 * (at + 1), { group }));
    expect(earned({ rules }, {})).toEqual({ base: 10, boost: 20, combo: 30, welcome: 40, challenge: 50 });
  });

  test('that are declared are decided as declared, those of other names unchanged', () => {
    const groups = { boost: { order: 10, stacking: 'best' }, base: { order: 0, stacking: 'sum' } };
    const rules = ['base', 'boost', 'welcome'].flatMap((group) => [
      rate(`${group}1`, 100, { group }),
      rate(`${group}3`, 300, { group }),
    ]);
    expect(earned({ groups, rules }, {})).toEqual({ base1: 10, base3: 30, boost3: 30, welcome1: 10, welcome3: 30 });
  });

  test('are decided in their order, whatever their names and their place in the document', () => {
    const groups = { a: { order: 3, stacking: 'sum' }, b: { order: 2, stacking: 'sum' }, z: { order: 1 } };
    const rules = [
      { ...double('a', 'b'), id: 'aa' },
      { ...double('b', 'z'), id: 'bb' },
      rate('zz', 100, { group: 'z' }),
    ];
    // 0.10, once again, and what was given again once more.
    expect(earned({ groups, rules }, {})).toEqual({ zz: 10, bb: 10, aa: 10 });
    const more = [...rules, rate('b2', 500, { group: 'b' })];
    expect(earned({ groups, rules: more }, {})).toEqual({ zz: 10, bb: 10, b2: 50, aa: 60 });
  });

  test('are decided apart for each asset: rules of two assets do not meet', () => {
    const scope = { merchant: 'shop' };
    const points = { asset: 'points', effect: { kind: 'points', points: 2, perMinor: 100 } };
    const rules = [rate('all', 100), rate('gift', 500, { asset: 'sponsor', scope }), { id: 'p', ...points, scope }];
    const { awards } = rulesOf({ rules }).decidePurchase(aSale({ amountMinor: 1099 }));
    // Points are rounded down, 21.98 to 21; money half-up, 54.95 to 55.
    expect(Object.fromEntries(awards.map((award) => [award.asset, award.amountMinor]))).toEqual({
      ...{ cashback: 11, sponsor: 55, points: 21 },
    });
  });

  test('multiply what an earlier group gave before caps', () => {
    const caps = [{ group: 'base', amountMinor: 5 }];
    expect(earned({ caps, rules: [rate('two', 200), double('boost', 'base')] }, {})).toEqual({ two: 5, m: 20 });
  });
});
