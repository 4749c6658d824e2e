import type { Effect } from './language.ts';
import { proRata, type Rational, rational, zero } from './rational.ts';

/** What an effect gives on one line, exactly. */
export type Part = { readonly line: number; readonly amount: Rational };
export type EarningLine = { readonly at: number; readonly baseMinor: number; readonly pieces: number };

export type Threshold = Extract<Effect, { kind: 'threshold' }>;

export const isByLine = (effect: Effect): boolean =>
  effect.kind !== 'threshold' && !(effect.kind === 'fixed' && effect.per === 'receipt');

/** What a rule would give if it were alone in its group. At enrolment there are no lines: all is on line 0. */
export function gives(
  effect: Effect,
  lines: readonly EarningLine[],
  earlier: (group: string, line: number) => bigint,
  crossings: (effect: Threshold) => number,
): Part[] {
  switch (effect.kind) {
    case 'rate':
      return lines.map(({ at, baseMinor }) => ({
        line: at,
        amount: rational(BigInt(baseMinor) * BigInt(effect.rateBps), 10_000),
      }));
    case 'points':
      return lines.map(({ at, baseMinor }) => ({
        line: at,
        amount: rational(BigInt(baseMinor) * BigInt(effect.points), effect.perMinor),
      }));
    case 'multiply':
      return lines.map(({ at }) => ({
        line: at,
        amount: rational(earlier(effect.group, at) * BigInt(effect.factorBps - 10_000), 10_000),
      }));
    case 'threshold':
      // Chosen: many multiples at once give no more than one operation may.
      return perReceipt(Math.min(effect.amountMinor * crossings(effect), 1_000_000_000), lines);
    case 'fixed':
      return effect.per === 'unit' ? perUnit(effect, lines) : perReceipt(effect.amountMinor, lines);
  }
}

/** Chosen: an amount for the receipt lies on the rule's lines by base, in whole minor units. */
function perReceipt(amountMinor: number, lines: readonly EarningLine[]): Part[] {
  if (lines.length === 0) return [{ line: 0, amount: rational(amountMinor) }];
  const parts = proRata(
    amountMinor,
    lines.map(({ baseMinor }) => baseMinor),
  );
  return lines.map(({ at }, index) => ({ line: at, amount: rational(parts[index]!) }));
}

/** Chosen: where `maxUnits` is reached, earlier lines come first; a line without a rewarded unit is not in the contest. */
function perUnit({ amountMinor, maxUnits }: Extract<Effect, { kind: 'fixed' }>, lines: readonly EarningLine[]): Part[] {
  const parts: Part[] = [];
  let given = 0;
  for (const { at, pieces } of lines) {
    let amount = zero;
    const units = Math.min(pieces, (maxUnits ?? Number.MAX_SAFE_INTEGER) - given);
    given += units;
    amount = rational(BigInt(amountMinor) * BigInt(units));
    if (units > 0) parts.push({ line: at, amount });
  }
  return parts;
}
