import { describe, expect, test } from 'vitest';
import { earned, rate } from './deciding.ts';

const fixed = (more: object = {}) => ({ id: 'f', effect: { kind: 'fixed', amountMinor: 20, ...more } });
const bottles = (quantity: number) => ({ category: 'bottles', quantity, amountMinor: 100 * quantity });

describe('fixed', () => {
  test('is once for the receipt where nothing is said, however many its lines and pieces', () => {
    expect(earned({ rules: [fixed()] }, { lines: [bottles(3), bottles(2)] })).toEqual({ f: 20 });
  });

  test('is nothing where no line of its scope earns', () => {
    const rules = [{ ...fixed(), scope: { category: 'bottles' } }];
    expect(earned({ rules }, {})).toEqual({});
    expect(earned({ rules, exclusions: [{ scope: { category: 'bottles' } }] }, { lines: [bottles(1)] })).toEqual({});
  });

  test('of a unit is for every piece; what is weighed is one, and so is what costs nothing', () => {
    const lines = [bottles(3), { quantity: 1_250, unit: 'g' as const, amountMinor: 500 }, { amountMinor: 0 }];
    expect(earned({ rules: [fixed({ per: 'unit' })] }, { lines })).toEqual({ f: 100 });
  });

  test('of at most so many units rewards the earlier lines, and leaves to other rules where none is left', () => {
    const rules = [rate('all', 1_000), { ...fixed({ per: 'unit', maxUnits: 4 }), scope: { category: 'bottles' } }];
    expect(earned({ rules }, { lines: [bottles(3), bottles(2), bottles(5)] })).toEqual({ f: 80, all: 50 });
  });

  test('has no maximum of units where it is of the receipt', () => {
    expect(() => earned({ rules: [fixed({ maxUnits: 4 })] }, {})).toThrow('not-allowed');
  });
});

describe('what lines earn on', () => {
  const rules = [rate('r', 1_000)];

  test('is less what the wallet and tenders that do not earn pay, pro rata over all lines', () => {
    const lines = [{ category: 'fuel', amountMinor: 6_000 }, { amountMinor: 2_000 }];
    const exclusions = [{ scope: { category: 'fuel' } }];
    // A quarter of 10.00 is paid on the line that earns.
    expect(earned({ rules, exclusions }, { lines, walletMinor: 1_000 })).toEqual({ r: 175 });
    const tenders = (kind: 'giftCard' | 'otherWallet' | 'mealVoucher') => [{ kind, amountMinor: 1_000 }];
    expect(earned({ rules, exclusions }, { lines, tenders: tenders('giftCard') })).toEqual({ r: 175 });
    expect(earned({ rules, exclusions }, { lines, tenders: tenders('otherWallet') })).toEqual({ r: 175 });
    expect(earned({ rules, exclusions }, { lines, tenders: tenders('mealVoucher') })).toEqual({ r: 200 });
  });

  test('of one cent over equal lines the earlier bears it', () => {
    const lines = ['a', 'b'].map((category) => ({ category, amountMinor: 1_005 }));
    const apart = ['b', 'a'].map((category) => rate(category, 1_000, { scope: { category }, group: 'boost' }));
    // 10.04 and 10.05: 100.4 and 100.5 round to 201 together, the larger rest has the cent.
    expect(earned({ rules: apart }, { lines, walletMinor: 1 })).toEqual({ a: 100, b: 101 });
  });

  test('is not what kinds of line stand for that never earn', () => {
    const kinds = ['tip', 'deposit', 'storedValue'] as const;
    const lines = [{ amountMinor: 1_000 }, ...kinds.map((kind) => ({ kind, amountMinor: 1_000 }))];
    expect(earned({ rules }, { lines })).toEqual({ r: 100 });
  });
});

test('points count in whole, in the asset they are of', () => {
  const points = { id: 'p', effect: { kind: 'points', points: 3, perMinor: 1_000 } };
  // 3 for every 10.00: of 16.66 4.998.
  expect(earned({ rules: [{ ...points, asset: 'points' }] }, { amountMinor: 1_666 })).toEqual({ p: 4 });
  expect(earned({ rules: [points] }, { amountMinor: 1_666 })).toEqual({ p: 5 });
});
