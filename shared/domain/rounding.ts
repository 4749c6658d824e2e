/** How a fraction of a minor unit becomes whole (api.md §3 `rounding`); amounts that are earned are never negative. */
export const roundingModes = ['halfUp', 'halfEven', 'floor'] as const;
export type RoundingMode = (typeof roundingModes)[number];

/** An exact amount in minor units, before rounding; `denominator` > 0. */
export type Fraction = { readonly numerator: bigint; readonly denominator: bigint };

export const fraction = (numerator: number | bigint, denominator: number | bigint): Fraction => ({
  numerator: BigInt(numerator),
  denominator: BigInt(denominator),
});

/** Adds exactly; the empty sum is 0. */
export function sumFractions(parts: readonly Fraction[]): Fraction {
  return parts.reduce(
    (sum, part) =>
      sum.denominator === part.denominator
        ? { numerator: sum.numerator + part.numerator, denominator: sum.denominator }
        : reduced(
            sum.numerator * part.denominator + part.numerator * sum.denominator,
            sum.denominator * part.denominator,
          ),
    fraction(0, 1),
  );
}

/** Below 0 when `a` is smaller, above 0 when it is larger. */
export function compareFractions(a: Fraction, b: Fraction): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Rounds an amount that is not negative to whole minor units. */
export function round({ numerator, denominator }: Fraction, mode: RoundingMode): bigint {
  const whole = numerator / denominator;
  const twice = (numerator % denominator) * 2n;
  const isUp =
    mode !== 'floor' && (twice > denominator || (twice === denominator && (mode === 'halfUp' || isOdd(whole))));
  return isUp ? whole + 1n : whole;
}

const isOdd = (whole: bigint) => (whole & 1n) === 1n;

function reduced(numerator: bigint, denominator: bigint): Fraction {
  let [a, b] = [numerator, denominator];
  while (b !== 0n) [a, b] = [b, a % b];
  return { numerator: numerator / a, denominator: denominator / a };
}
