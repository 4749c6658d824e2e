import { wholeBps } from './money.ts';

/**
 * Splits an amount in proportion to weights so that the parts add up: largest remainder, ties to the earlier part.
 * Weights that sum to 0 give everything to the first part.
 */
export function splitByWeight(amountMinor: number, weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return weights.map((_, at) => (at === 0 ? amountMinor : 0));
  // No product is larger than this one: whole numbers are exact as far as they are safe.
  if (amountMinor * total <= Number.MAX_SAFE_INTEGER) return splitSafely(amountMinor, weights, total);
  const exact = weights.map((weight) => BigInt(amountMinor) * BigInt(weight));
  const whole = BigInt(total);
  const parts = exact.map((product) => Number(product / whole));
  const byRemainder = exact
    .map((product, at) => ({ at, remainder: product % whole }))
    .sort((a, b) => (a.remainder === b.remainder ? a.at - b.at : a.remainder > b.remainder ? -1 : 1));
  let missing = amountMinor - parts.reduce((sum, part) => sum + part, 0);
  for (const { at } of byRemainder) {
    if (missing === 0) break;
    parts[at]! += 1;
    missing -= 1;
  }
  return parts;
}

function splitSafely(amountMinor: number, weights: readonly number[], total: number): number[] {
  const parts: number[] = [];
  const rests: number[] = [];
  let missing = amountMinor;
  for (const weight of weights) {
    const product = amountMinor * weight;
    const part = Math.floor(product / total);
    parts.push(part);
    rests.push(product - part * total);
    missing -= part;
  }
  // Less than one unit a part is missing, so that this ends.
  for (; missing > 0; missing -= 1) {
    let largest = 0;
    for (let at = 1; at < rests.length; at += 1) if (rests[at]! > rests[largest]!) largest = at;
    parts[largest]! += 1;
    rests[largest] = -1;
  }
  return parts;
}

/** Splits an amount over funders; with no funder named, nobody bears it and the caller books an adjustment. */
export function splitByFunding(
  amountMinor: number,
  funding: readonly { readonly who: string; readonly shareBps: number }[],
): { who: string; amountMinor: number }[] {
  if (funding.length === 1 && funding[0]!.shareBps === wholeBps) return [{ who: funding[0]!.who, amountMinor }];
  const parts = splitByWeight(
    amountMinor,
    funding.map((share) => share.shareBps),
  );
  return funding
    .map((share, at) => ({ who: share.who, amountMinor: parts[at]! }))
    .filter((part) => part.amountMinor !== 0);
}

/** `part` of `whole` of an amount, half-up; of nothing, nothing. Amount × part is exact whatever their size. */
export function shareOf(amountMinor: number, part: number, whole: number): number {
  if (whole <= 0) return 0;
  const product = BigInt(amountMinor) * BigInt(part) * 2n + BigInt(whole);
  return Number(product / (BigInt(whole) * 2n));
}
