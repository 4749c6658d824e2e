import type { PurchaseLine } from '../purchase-line.ts';
import { fraction, round } from '../rounding.ts';
import { splitByWeight } from '../split.ts';
import type { Facts } from './facts.ts';

const neverEarn = ['tip', 'deposit', 'storedValue'];

/** Line amounts once discounts are spread over the items, pro rata; without items a discount stands on its own line. */
export function spreadDiscounts(lines: readonly PurchaseLine[]): number[] {
  const amounts = lines.map((line) => line.amountMinor);
  const items = lines.flatMap((line, at) => (line.kind === 'item' && line.amountMinor > 0 ? [at] : []));
  if (items.length === 0) return amounts;
  lines.forEach((line, at) => {
    if (line.kind !== 'discount') return;
    const parts = splitByWeight(
      -line.amountMinor,
      items.map((item) => lines[item]!.amountMinor),
    );
    for (const [place, item] of items.entries()) amounts[item]! -= parts[place]!;
    amounts[at] = 0;
  });
  return amounts;
}

export type Base = {
  readonly byLine: readonly number[];
  readonly excluded: readonly { line: number; reason: string }[];
};

/**
 * What each line earns on: the line less its share of the wallet's part and of tenders that do not earn, pro rata over
 * all lines; excluded lines earn nothing (rules-grammar "Arithmetic").
 */
export function baseOf(
  facts: Facts,
  policy: { accrualBase: 'netOfWallet' | 'gross'; tax: 'incl' | 'excl'; nonEarningTenders: readonly string[] },
  isExcluded: (line: PurchaseLine) => boolean,
): Base {
  const spread = spreadDiscounts(facts.lines);
  const weights = spread.map((amount) => Math.max(0, amount));
  const walletMinor =
    policy.accrualBase === 'gross' ? 0 : facts.walletTenders.reduce((sum, part) => sum + part.amountMinor, 0);
  const idleMinor = facts.tenders.reduce(
    (sum, tender) => sum + (policy.nonEarningTenders.includes(tender.kind) ? tender.amountMinor : 0),
    0,
  );
  const shares = splitByWeight(walletMinor + idleMinor, weights);
  const excluded: { line: number; reason: string }[] = [];
  const byLine = facts.lines.map((line, at) => {
    if (line.kind === 'discount') return 0;
    const reason = neverEarn.includes(line.kind) ? line.kind : isExcluded(line) ? 'exclusion' : undefined;
    if (reason !== undefined) excluded.push({ line: at, reason });
    const paidMinor = Math.max(0, weights[at]! - shares[at]!);
    if (reason !== undefined || line.amountMinor <= 0) return 0;
    if (policy.tax === 'incl') return paidMinor;
    return round(fraction(paidMinor * (line.amountMinor - line.taxMinor), line.amountMinor), 'halfUp');
  });
  return { byLine, excluded };
}
