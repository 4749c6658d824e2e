import type { PurchaseLine } from '../purchase-line.ts';
import { splitByWeight } from '../split.ts';
import type { Facts } from './facts.ts';
import { leadingKeyOf, type Matches, type Scope, type ScopedPlace } from './scope.ts';
import type { Settings } from './settings.ts';
import type { ReadLine } from './situation.ts';

/** Kinds of line that never earn (api.md §2); discounts are spread over the others and leave no line. */
const nonEarningKinds: readonly PurchaseLine['kind'][] = ['tip', 'deposit', 'storedValue'];

export type Reading = Pick<Settings, 'accrualBase' | 'tax' | 'nonEarningTenders'> & {
  readonly categories: Readonly<Record<string, string>>;
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
  const amounts = netOfDiscounts(facts.lines);
  const totalMinor = amounts.reduce((sum, amount) => sum + amount, 0);
  const shares = splitByWeight(Math.min(notEarning(facts, reading, totalMinor), totalMinor), amounts);
  return facts.lines.map((sent, index) => {
    const line = withCategory(sent, reading.categories);
    const amountMinor = amounts[index]!;
    const paidMinor = amountMinor - shares[index]!;
    const baseMinor = reading.tax === 'incl' ? paidMinor : withoutTax(paidMinor, line);
    const excludedFor = whyExcluded(line, facts, reading);
    return { index, line, amountMinor, baseMinor, pieces: piecesOf(line), excludedFor };
  });
}

function withCategory(line: PurchaseLine, categories: Reading['categories']): PurchaseLine {
  return Object.hasOwn(categories, line.category) ? { ...line, category: categories[line.category]! } : line;
}

/**
 * Amounts of the lines once discounts are spread: over items, and what they cannot bear over all else, so that the
 * lines still add up to what was paid; never below 0.
 */
export function netOfDiscounts(lines: readonly PurchaseLine[]): readonly number[] {
  const discountMinor = -sumIf(lines, ({ kind }) => kind === 'discount');
  const amounts = lines.map(({ kind, amountMinor }) => (kind === 'discount' ? 0 : amountMinor));
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

const sumIf = (lines: readonly PurchaseLine[], holds: (line: PurchaseLine) => boolean) =>
  lines.reduce((sum, line) => (holds(line) ? sum + line.amountMinor : sum), 0);

/** What of the receipt was paid by means that do not earn; what no tender names counts as `other`. */
function notEarning({ walletTenders, tenders }: Facts, reading: Reading, totalMinor: number): number {
  const walletMinor = walletTenders.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const namedMinor = tenders.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const all = [...tenders, { kind: 'other' as const, amountMinor: Math.max(0, totalMinor - walletMinor - namedMinor) }];
  return all.reduce(
    (sum, { kind, amountMinor }) => (reading.nonEarningTenders.includes(kind) ? sum + amountMinor : sum),
    reading.accrualBase === 'netOfWallet' ? walletMinor : 0,
  );
}

/** Half-up to a whole minor unit: the base is an amount that people read on the receipt. */
function withoutTax(paidMinor: number, { amountMinor, taxMinor }: PurchaseLine): number {
  if (amountMinor <= 0) return 0;
  const net = BigInt(Math.max(0, amountMinor - taxMinor));
  return Number((BigInt(paidMinor) * net * 2n + BigInt(amountMinor)) / (BigInt(amountMinor) * 2n));
}

function whyExcluded(line: PurchaseLine, place: ScopedPlace, { exclusions }: Reading): string | null {
  if (nonEarningKinds.includes(line.kind)) return 'kind';
  const exclusion = exclusions.find(({ matches }) => matches(line, place));
  return exclusion ? leadingKeyOf(exclusion.scope) : null;
}
