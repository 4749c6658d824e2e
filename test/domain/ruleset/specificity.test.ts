import { describe, expect, test } from 'vitest';
import type { PurchaseLine } from '../../../shared/domain/purchase-line.ts';
import { aSale, earned, rate, rulesOf } from './deciding.ts';

const line = { sku: 's', brand: 'b', category: 'c', attributes: ['t'], amountMinor: 1000 };
const sets = { ours: ['s', 'u'], theirs: ['v'] };
/** Which of two rules in `base` wins a line of 10.00; `low` comes before `up` by its id. */
const winner = (low: object, up: object) => Object.keys(earned({ sets, rules: [rate('low', 100, low), rate('up', 200, up)] }, { lines: [line] }))[0]; // biome-ignore format: a question

describe('the narrower place wins', () => {
  test.each([
    [{ brand: 'b' }, { sku: 's' }],
    [{ brand: 'b' }, { set: 'ours' }],
    [{ category: 'c' }, { brand: 'b' }],
    [{ attribute: 't' }, { brand: 'b' }],
    [{ merchant: 'shop' }, { category: 'c' }],
    [{ merchant: 'shop' }, { attribute: 't' }],
    [{ sector: 'shop' }, { merchant: 'shop' }],
    [{}, { sector: 'shop' }],
  ])('%j gives way to %j, whatever its priority', (wider, narrower) => {
    expect(winner({ scope: wider, priority: 1_000 }, { scope: narrower })).toBe('up');
    expect(winner({ scope: narrower }, { scope: wider, priority: 1_000 })).toBe('low');
  });

  test.each([
    [{ sku: 's' }, { set: 'ours' }],
    [{ category: 'c' }, { attribute: 't' }],
  ])('%j and %j are as narrow: priority decides, then the lower id', (one, other) => {
    expect(winner({ scope: one }, { scope: other })).toBe('low');
    expect(winner({ scope: other }, { scope: one })).toBe('low');
    expect(winner({ scope: one }, { scope: other, priority: 1 })).toBe('up');
    expect(winner({ scope: other }, { scope: one, priority: 1 })).toBe('up');
  });

  test('one narrower key is above many wider ones', () => {
    const many = { category: 'c', attribute: 't', merchant: 'shop', sector: 'shop' };
    expect(winner({ scope: many, priority: 9 }, { scope: { brand: 'b' } })).toBe('up');
    expect(winner({ scope: { sector: 'shop', merchant: 'shop' } }, { scope: { category: 'c' } })).toBe('up');
  });

  test('with the same narrowest key more keys win, then the higher priority, then the lower id', () => {
    const two = { brand: 'b', sector: 'shop' };
    expect(winner({ scope: { brand: 'b' }, priority: 9 }, { scope: two })).toBe('up');
    expect(winner({ scope: two, priority: -1 }, { scope: two })).toBe('up');
    expect(winner({ scope: two }, { scope: { brand: 'b', category: 'c' } })).toBe('low');
  });

  test('a list of names and what is taken out make a place no narrower', () => {
    expect(winner({ scope: { brand: 'b' } }, { scope: { brand: ['b', 'x', 'y'] } })).toBe('low');
    expect(winner({ scope: { brand: ['b', 'x', 'y'] } }, { scope: { brand: 'b' } })).toBe('low');
    expect(winner({ scope: { brand: 'b' } }, { scope: { brand: 'b', not: { sku: 'v', sector: 'x' } } })).toBe('low');
    expect(winner({ scope: { brand: 'b', not: { sku: 'v' } } }, { scope: { brand: 'b' } })).toBe('low');
    expect(winner({ scope: { not: { sku: 'v' } } }, { scope: { sector: 'shop' } })).toBe('up');
  });
});

/** Whether a scope is about a line at the merchant `shop` of the sector `food`: of a rule and of an exclusion alike. */
function isAbout(scope: object, more: Partial<PurchaseLine> = {}): boolean {
  const sale = aSale({ sector: 'food', lines: [{ ...line, ...more }] });
  const gives = (document: object) => rulesOf({ sets, ...document }).decidePurchase(sale).awards.length > 0;
  const isRuled = gives({ rules: [rate('r', 100, { scope })] });
  expect(gives({ rules: [rate('r', 100)], exclusions: [{ scope }] })).toBe(!isRuled);
  return isRuled;
}

describe('a scope', () => {
  test('asks for all its keys, and for one of the names of each', () => {
    expect(isAbout({ sku: 's', brand: 'b', category: 'c', attribute: 't', merchant: 'shop', sector: 'food' })).toBe(
      true,
    );
    expect(isAbout({ sku: 's', brand: 'x' })).toBe(false);
    expect(isAbout({ brand: ['x', 'b'], category: ['c', 'y'] })).toBe(true);
    expect(isAbout({ brand: ['x', 'y'], category: ['c', 'y'] })).toBe(false);
    expect(isAbout({ set: ['theirs', 'ours'] })).toBe(true);
    expect(isAbout({ set: 'theirs' })).toBe(false);
    expect(isAbout({ merchant: 'shop', sector: 'fashion' })).toBe(false);
  });

  test('asks for a SKU that is named and in the set, where it has both', () => {
    expect(isAbout({ sku: ['s', 'v'], set: 'ours' })).toBe(true);
    expect(isAbout({ sku: ['s', 'v'], set: 'theirs' })).toBe(false);
    expect(isAbout({ sku: 'v', set: ['ours', 'theirs'] })).toBe(false);
    expect(isAbout({ not: { sku: 's', set: 'theirs' } })).toBe(true);
    expect(isAbout({ not: { sku: 's', set: 'ours' } })).toBe(false);
  });

  test('asks for one of a line’s attributes', () => {
    expect(isAbout({ attribute: 'eco' }, { attributes: ['local', 'eco'] })).toBe(true);
    expect(isAbout({ attribute: ['eco', 'fair'] }, { attributes: ['local'] })).toBe(false);
    expect(isAbout({ attribute: 'eco' }, { attributes: [] })).toBe(false);
  });

  test('takes out what all keys of `not` are about', () => {
    expect(isAbout({ brand: 'b', not: { category: 'c' } })).toBe(false);
    expect(isAbout({ brand: 'b', not: { category: ['x', 'c'] } })).toBe(false);
    expect(isAbout({ brand: 'b', not: { category: 'c', sku: 'other' } })).toBe(true);
    expect(isAbout({ brand: 'b', not: { category: 'c', sku: 's' } })).toBe(false);
    expect(isAbout({ not: { set: 'ours' } })).toBe(false);
    expect(isAbout({ not: { set: 'theirs' } })).toBe(true);
    expect(isAbout({ not: { attribute: 'eco' } }, { attributes: ['local', 'eco'] })).toBe(false);
    expect(isAbout({ sector: 'food', not: { merchant: 'shop' } })).toBe(false);
    expect(isAbout({ sector: 'food', not: { merchant: 'shop', category: 'x' } })).toBe(true);
    expect(isAbout({ not: {} })).toBe(true);
  });

  test('is about its own lines of a basket: what `not` takes out is left to the next', () => {
    const rules = [rate('all', 100), rate('but-fuel', 300, { scope: { sector: 'shop', not: { category: 'fuel' } } })];
    const lines = [{ category: 'fuel', amountMinor: 6000 }, { amountMinor: 2000 }];
    expect(earned({ rules }, { lines })).toEqual({ all: 60, 'but-fuel': 60 });
  });
});
