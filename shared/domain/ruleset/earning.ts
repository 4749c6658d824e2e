import type { PurchaseLine } from '../purchase-line.ts';
import { splitByWeight } from '../split.ts';
import type { Facts } from './facts.ts';
import { leadingKeyOf, type Matches, type Scope, type ScopedPlace } from './scope.ts';
import type { Settings } from './settings.ts';
import type { ReadLine } from './situation.ts';

/** Kinds of line that never earn (api.md §2); discounts are spread over the others and leave no line. */
const nonEarningKinds: readonly PurchaseLine['kind'][] = ['tip', 'deposit', 'storedValue'];

export type Reading = Pick<Settings, 'accrualBase' | 'tax' | 'nonEarningTenders'> & {
  /** The till's own category codes; null where there are none. */
  readonly categories: Readonly<Record<string, string>> | null;
  readonly exclusions: readonly { readonly scope: Scope; readonly matches: Matches }[];
};

/** Pieces of a line; what is measured counts as one. */
const piecesOf = ({ kind, unit, quantity }: PurchaseLine) =>
  kind === 'discount' ? 0 : unit === 'piece' ? quantity : 1;

/**
 * Reads a basket: base = line − its share of wallet and non-earning tenders, pro rata over all lines, those that do
 * not earn too (rules-grammar.md "Arithmetic"). Without tax, the base keeps the line's own proportion of net to gross.
 */
export function readBasket(facts: Facts, reading: Reading): readonly ReadLine[] {
  const { lines } = facts;
  const amounts = lines.some(isDiscount) ? netOfDiscounts(lines) : null;
  let totalMinor = 0;
  for (let at = 0; at < lines.length; at += 1) totalMinor += amounts === null ? lines[at]!.amountMinor : amounts[at]!;
  const unearnedMinor = Math.min(notEarning(facts, reading, totalMinor), totalMinor);
  const shares = unearnedMinor === 0 ? null : splitByWeight(unearnedMinor, amounts ?? lines.map(amountOf));
  const read: ReadLine[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = withCategory(lines[index]!, reading.categories);
    const amountMinor = amounts === null ? line.amountMinor : amounts[index]!;
    const paidMinor = shares === null ? amountMinor : amountMinor - shares[index]!;
    const baseMinor = reading.tax === 'incl' ? paidMinor : withoutTax(paidMinor, line);
    const excludedFor = whyExcluded(line, facts, reading);
    read.push({ index, line, amountMinor, baseMinor, pieces: piecesOf(line), excludedFor });
  }
  return read;
}

const isDiscount = ({ kind }: PurchaseLine) => kind === 'discount';
const amountOf = ({ amountMinor }: PurchaseLine) => amountMinor;

/** Lines that rules may be about: no discount, and no kind that never earns. */
export const isSold = ({ line, excludedFor }: ReadLine): boolean => line.kind !== 'discount' && excludedFor !== 'kind';
const isEarning = ({ line, excludedFor }: ReadLine): boolean => excludedFor === null && line.kind !== 'discount';
/** Lines that rules may reward. */
export function earningOf(lines: readonly ReadLine[]): readonly ReadLine[] {
  if (lines.every(isEarning)) return lines;
  return lines.filter(isEarning);
}
/** Lines that rules may be about but that an exclusion takes out. */
export const isExcluded = (line: ReadLine): boolean => line.excludedFor !== null && isSold(line);

export function sumOfBases(lines: readonly ReadLine[]): number {
  let sum = 0;
  for (const { baseMinor } of lines) sum += baseMinor;
  return sum;
}

const nothingExcluded: { line: number; reason: string }[] = [];

/** Lines that do not earn, and why. */
export function excludedIn(lines: readonly ReadLine[]): readonly { readonly line: number; readonly reason: string }[] {
  if (lines.every(({ excludedFor }) => excludedFor === null)) return nothingExcluded;
  return lines.flatMap(({ index, excludedFor }) =>
    excludedFor === null ? [] : [{ line: index, reason: excludedFor }],
  );
}

function withCategory(line: PurchaseLine, categories: Reading['categories']): PurchaseLine {
  return categories !== null && Object.hasOwn(categories, line.category)
    ? { ...line, category: categories[line.category]! }
    : line;
}

/**
 * Amounts of the lines once discounts are spread: over items, and what they cannot bear over all else, so that the
 * lines still add up to what was paid; never below 0.
 */
export function netOfDiscounts(lines: readonly PurchaseLine[]): readonly number[] {
  const discountMinor = -lines.reduce((sum, line) => (isDiscount(line) ? sum + line.amountMinor : sum), 0);
  const amounts = lines.map((line) => (isDiscount(line) ? 0 : line.amountMinor));
  if (discountMinor === 0) return amounts;
  const items = amounts.map((amount, at) => (lines[at]!.kind === 'item' ? amount : 0));
  const onItems = spread(amounts, items, discountMinor);
  return spread(onItems.amounts, onItems.amounts, onItems.leftMinor).amounts;
}

/** Takes a discount off amounts in proportion to weights, as far as the weights go. */
function spread(amounts: readonly number[], weights: readonly number[], discountMinor: number) {
  const spreadMinor = Math.min(
    discountMinor,
    weights.reduce((sum, weight) => sum + weight, 0),
  );
  const shares = splitByWeight(spreadMinor, weights);
  return { amounts: amounts.map((amount, at) => amount - shares[at]!), leftMinor: discountMinor - spreadMinor };
}

/** What of the receipt was paid by means that do not earn; what no tender names counts as `other`. */
function notEarning({ walletTenders, tenders }: Facts, reading: Reading, totalMinor: number): number {
  const { nonEarningTenders } = reading;
  let [walletMinor, namedMinor, unearnedMinor] = [0, 0, 0];
  for (const { amountMinor } of walletTenders) walletMinor += amountMinor;
  for (const { kind, amountMinor } of tenders) {
    namedMinor += amountMinor;
    if (nonEarningTenders.includes(kind)) unearnedMinor += amountMinor;
  }
  if (nonEarningTenders.includes('other')) unearnedMinor += Math.max(0, totalMinor - walletMinor - namedMinor);
  return reading.accrualBase === 'netOfWallet' ? unearnedMinor + walletMinor : unearnedMinor;
}

/** Half-up to a whole minor unit: the base is an amount that people read on the receipt. */
function withoutTax(paidMinor: number, { amountMinor, taxMinor }: PurchaseLine): number {
  if (amountMinor <= 0) return 0;
  const net = BigInt(Math.max(0, amountMinor - taxMinor));
  return Number((BigInt(paidMinor) * net * 2n + BigInt(amountMinor)) / (BigInt(amountMinor) * 2n));
}

function whyExcluded(line: PurchaseLine, place: ScopedPlace, { exclusions }: Reading): string | null {
  if (line.kind !== 'item' && nonEarningKinds.includes(line.kind)) return 'kind';
  if (exclusions.length === 0) return null;
  const exclusion = exclusions.find(({ matches }) => matches(line, place));
  return exclusion ? leadingKeyOf(exclusion.scope) : null;
}
