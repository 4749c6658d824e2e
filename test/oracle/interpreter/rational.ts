/** An exact number: `over` > 0. The plainest arithmetic there is, slow on purpose. */
export type Rational = { readonly of: bigint; readonly over: bigint };

export const rational = (of: number | bigint, over: number | bigint = 1n): Rational => ({
  of: BigInt(of),
  over: BigInt(over),
});
export const zero = rational(0);

export const plus = (a: Rational, b: Rational): Rational =>
  a.over === b.over ? { of: a.of + b.of, over: a.over } : { of: a.of * b.over + b.of * a.over, over: a.over * b.over };
export const times = (a: Rational, b: Rational): Rational => ({ of: a.of * b.of, over: a.over * b.over });

export function sum(parts: readonly Rational[]): Rational {
  let total = zero;
  for (const part of parts) total = plus(total, part);
  return total;
}

/** −1, 0 or 1. */
export function compare(a: Rational, b: Rational): number {
  const [left, right] = [a.of * b.over, b.of * a.over];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** To a whole number; amounts here are never negative. */
export function rounded({ of, over }: Rational, mode: 'halfUp' | 'halfEven' | 'floor'): bigint {
  const floor = of / over;
  if (mode === 'floor') return floor;
  const rest = compare({ of: of - floor * over, over }, rational(1, 2));
  if (rest < 0) return floor;
  if (rest > 0) return floor + 1n;
  if (mode === 'halfUp') return floor + 1n;
  return floor % 2n === 0n ? floor : floor + 1n;
}

/**
 * Whole parts that add up to `total`, each the floor of its exact part or one more: those with the largest remainders
 * get one more, the earlier one first where they are equal.
 */
export function largestRemainder(total: bigint, exact: readonly Rational[]): bigint[] {
  const parts = exact.map(({ of, over }) => of / over);
  const rests = exact.map(({ of, over }, at) => ({ of: of - parts[at]! * over, over }));
  let missing = total;
  for (const part of parts) missing -= part;
  const raised = new Set<number>();
  while (missing > 0n && raised.size < parts.length) {
    let largest = -1;
    for (let at = 0; at < rests.length; at += 1) {
      if (raised.has(at)) continue;
      if (largest < 0 || compare(rests[at]!, rests[largest]!) > 0) largest = at;
    }
    raised.add(largest);
    parts[largest]! += 1n;
    missing -= 1n;
  }
  return parts;
}

/** `total` in proportion to weights; with no weight at all the first part has everything. */
export function proRata(total: number, weights: readonly number[]): number[] {
  let whole = 0n;
  for (const weight of weights) whole += BigInt(weight);
  if (whole === 0n) return weights.map((_, at) => (at === 0 ? total : 0));
  const exact = weights.map((weight) => rational(BigInt(total) * BigInt(weight), whole));
  return largestRemainder(BigInt(total), exact).map(Number);
}
