import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amountMaxMinor, wholeBps } from '../../../shared/domain/money.ts';
import { compareFractions, fraction, round, roundingModes, sumFractions } from '../../../shared/domain/rounding.ts';
import { shareOf, splitByFunding, splitByWeight } from '../../../shared/domain/split.ts';

const amount = fc.oneof(fc.nat(20), fc.nat(amountMaxMinor));
const weights = fc.array(fc.oneof(fc.nat(10), fc.nat(amountMaxMinor)), { minLength: 1, maxLength: 8 });
const sum = (parts: readonly number[]) => parts.reduce((all, part) => all + part, 0);

describe('an amount that is split', () => {
  test('adds up, and no part is a whole unit away from its exact share', () => {
    fc.assert(
      fc.property(amount, weights, (amountMinor, of) => {
        const parts = splitByWeight(amountMinor, of);
        expect(sum(parts)).toBe(amountMinor);
        const total = BigInt(sum(of));
        if (total === 0n) return;
        for (const [at, part] of parts.entries()) {
          const off = BigInt(part) * total - BigInt(amountMinor) * BigInt(of[at]!);
          expect(off < total && off > -total).toBe(true);
        }
      }),
    );
  });

  test('favours the larger remainder, and of equal ones the earlier part', () => {
    fc.assert(
      fc.property(amount, weights, (amountMinor, of) => {
        const total = BigInt(sum(of));
        if (total === 0n) return;
        const parts = splitByWeight(amountMinor, of);
        const exact = of.map((weight) => BigInt(amountMinor) * BigInt(weight));
        const extra = parts.map((part, at) => BigInt(part) > exact[at]! / total);
        for (const [a, more] of extra.entries()) {
          for (const [b, other] of extra.entries()) {
            if (!more || other) continue;
            const [left, right] = [exact[a]! % total, exact[b]! % total];
            expect(left > right || (left === right && a < b)).toBe(true);
          }
        }
      }),
    );
    expect(splitByWeight(10, [1, 1, 1])).toEqual([4, 3, 3]);
    // Larger than whole numbers are exact: a third each, the cent that is left over to the first.
    expect(splitByWeight(1_000_000_000, [999_999_999, 999_999_999, 999_999_999])).toEqual([
      333_333_334, 333_333_333, 333_333_333,
    ]);
    expect(splitByWeight(999_999_074, [999_999_033, 999_999_165, 999_999_030])).toEqual([
      333_333_010, 333_333_054, 333_333_010,
    ]);
    expect(splitByWeight(5, [0, 0])).toEqual([5, 0]);
    expect(splitByWeight(0, [])).toEqual([]);
  });

  test('over funders leaves out who bears nothing and loses nothing', () => {
    expect(splitByFunding(7, [{ who: 'zara', shareBps: wholeBps }])).toEqual([{ who: 'zara', amountMinor: 7 }]);
    expect(splitByFunding(0, [{ who: 'zara', shareBps: wholeBps }])).toEqual([{ who: 'zara', amountMinor: 0 }]);
    expect(
      splitByFunding(1, [
        { who: 'zara', shareBps: 3_000 },
        { who: 'operator', shareBps: 7_000 },
      ]),
    ).toEqual([{ who: 'operator', amountMinor: 1 }]);
    expect(splitByFunding(1, [{ who: 'zara', shareBps: 5_000 }])).toEqual([{ who: 'zara', amountMinor: 1 }]);
    expect(splitByFunding(5, [])).toEqual([]);
  });
});

test('a share is half-up, exact at any size, and nothing of nothing', () => {
  fc.assert(
    fc.property(amount, amount, fc.integer({ min: 1, max: amountMaxMinor }), (amountMinor, first, second) => {
      const [part, whole] = [Math.min(first, second), Math.max(first, second)];
      const twice =
        BigInt(shareOf(amountMinor, part, whole)) * 2n * BigInt(whole) - BigInt(amountMinor) * BigInt(part) * 2n;
      expect(twice <= BigInt(whole) && twice > -BigInt(whole)).toBe(true);
    }),
  );
  expect([shareOf(5, 1, 0), shareOf(5, 1, -1), shareOf(5, 1, 1), shareOf(1, 1, 2), shareOf(3, 1, 2)]).toEqual([
    0, 0, 5, 1, 2,
  ]);
});

describe('rounding', () => {
  const fractions = fc.record({ numerator: fc.nat(10_000), denominator: fc.integer({ min: 1, max: 60 }) });

  test('goes to a neighbour; half up, half to even, or down', () => {
    const table = [
      [5, 2],
      [7, 2],
      [9, 4],
      [11, 4],
      [8, 4],
    ] as const;
    const rounded = roundingModes.map((mode) =>
      table.map(([over, under]) => Number(round(fraction(over, under), mode))),
    );
    expect(rounded).toEqual([
      [3, 4, 2, 3, 2],
      [2, 4, 2, 3, 2],
      [2, 3, 2, 2, 2],
    ]);
    fc.assert(
      fc.property(fractions, fc.constantFrom(...roundingModes), ({ numerator, denominator }, mode) => {
        const off = Number(round(fraction(numerator, denominator), mode)) * denominator - numerator;
        expect(Math.abs(off)).toBeLessThan(denominator);
        if (mode === 'floor') expect(off).toBeLessThanOrEqual(0);
        else expect(Math.abs(off) * 2).toBeLessThanOrEqual(denominator);
      }),
    );
  });

  test('adds fractions exactly and compares them', () => {
    expect(sumFractions([])).toEqual(fraction(0, 1));
    expect(sumFractions([fraction(1, 6), fraction(1, 6)])).toEqual(fraction(2, 6));
    expect(sumFractions([fraction(1, 6), fraction(1, 3)])).toEqual(fraction(1, 2));
    const signs = [
      compareFractions(fraction(1, 3), fraction(1, 2)),
      compareFractions(fraction(1, 2), fraction(2, 4)),
      compareFractions(fraction(2, 3), fraction(1, 2)),
    ];
    expect(signs).toEqual([-1, 0, 1]);
    fc.assert(
      fc.property(fc.array(fractions, { maxLength: 6 }), (parts) => {
        const all = sumFractions(parts.map(({ numerator, denominator }) => fraction(numerator, denominator)));
        const common = parts.reduce((product, { denominator }) => product * BigInt(denominator), 1n);
        const exact = parts.reduce(
          (total, part) => total + (BigInt(part.numerator) * common) / BigInt(part.denominator),
          0n,
        );
        expect(all.numerator * common).toBe(exact * all.denominator);
      }),
    );
  });
});
