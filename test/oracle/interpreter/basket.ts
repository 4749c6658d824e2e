import type { Document, Override } from './language.ts';
import type { Line, Purchase } from './purchase.ts';
import { proRata } from './rational.ts';
import { covers, leadingKey } from './scope.ts';

/** A line once read: its category is the ruleset's, its discount is off, its base is what earns. */
export type Read = {
  readonly at: number;
  readonly line: Line;
  readonly amountMinor: number;
  readonly pieces: number;
  readonly baseMinor: number;
  /** Why it does not earn: its `kind`, or the key of the exclusion that took it out. */
  readonly out: string | null;
};

/** Discounts are spread over the other lines and are none themselves. */
export const isLine = ({ line }: Read): boolean => line.kind !== 'discount';

export const overrideAt = (document: Document, merchantId: string): Override =>
  Object.hasOwn(document.merchants, merchantId) ? document.merchants[merchantId]! : {};

const total = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0);

/** Base = line − its share of wallet and non-earning tenders, pro rata over all lines. */
export function readBasket(document: Document, purchase: Purchase): Read[] {
  const { settings } = document;
  const override = overrideAt(document, purchase.merchantId);
  const amounts = lessDiscounts(purchase.lines);
  const unearned = Math.min(total(amounts), unearnedMinor(document, purchase, total(amounts)));
  const shares = proRata(unearned, amounts);
  const tax = override.tax ?? settings.tax;
  return purchase.lines.map((sent, at) => {
    const named = override.categories ?? {};
    const line = Object.hasOwn(named, sent.category) ? { ...sent, category: named[sent.category]! } : sent;
    const kept = amounts[at]! - shares[at]!;
    return {
      at,
      line,
      amountMinor: amounts[at]!,
      pieces: sent.kind === 'discount' ? 0 : sent.unit === 'piece' ? sent.quantity : 1,
      baseMinor: tax === 'incl' ? kept : lessTax(kept, sent),
      out: whyOut(document, line, purchase),
    };
  });
}

/** Discounts are spread pro rata over items. Chosen: what items cannot bear over all else; no line goes below 0. */
function lessDiscounts(lines: readonly Line[]): number[] {
  const isDiscount = (line: Line) => line.kind === 'discount';
  let left = -total(lines.filter(isDiscount).map(({ amountMinor }) => amountMinor));
  const amounts = lines.map((line) => (isDiscount(line) ? 0 : line.amountMinor));
  for (const bears of [({ kind }: Line) => kind === 'item', (line: Line) => !isDiscount(line)]) {
    const weights = lines.map((line, at) => (bears(line) ? amounts[at]! : 0));
    const spread = proRata(Math.min(left, total(weights)), weights);
    for (const [at, share] of spread.entries()) amounts[at]! -= share;
    left -= total(spread);
  }
  return amounts;
}

/** What was paid with money that does not earn; what no tender names counts as `other`. */
function unearnedMinor({ settings, ...document }: Document, purchase: Purchase, totalMinor: number): number {
  const override = overrideAt({ settings, ...document }, purchase.merchantId);
  const wallet = total(purchase.walletTenders.map(({ amountMinor }) => amountMinor));
  let unearned = (override.accrualBase ?? settings.accrualBase) === 'netOfWallet' ? wallet : 0;
  let unnamed = totalMinor - wallet;
  for (const { kind, amountMinor } of purchase.tenders) {
    unnamed -= amountMinor;
    if (settings.nonEarningTenders.includes(kind)) unearned += amountMinor;
  }
  if (settings.nonEarningTenders.includes('other')) unearned += Math.max(0, unnamed);
  return unearned;
}

/** Without tax a line keeps its own share of net in gross. Chosen: to a whole minor unit, half up. */
function lessTax(keptMinor: number, { amountMinor, taxMinor }: Line): number {
  if (amountMinor <= 0) return 0;
  const twice = 2n * BigInt(keptMinor) * BigInt(Math.max(0, amountMinor - taxMinor));
  return Number((twice + BigInt(amountMinor)) / (2n * BigInt(amountMinor)));
}

function whyOut(document: Document, line: Line, purchase: Purchase): string | null {
  if (['tip', 'deposit', 'storedValue'].includes(line.kind)) return 'kind';
  const exclusion = document.exclusions.find(({ scope }) => covers(scope, line, purchase, document.sets));
  return exclusion ? leadingKey(exclusion.scope) : null;
}
