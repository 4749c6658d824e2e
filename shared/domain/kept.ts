import { sumOf } from './draw.ts';
import type { Entry } from './entry.ts';
import type { Purchased, ReturnedSoFar } from './event.ts';
import type { Granted } from './granted.ts';
import type { Instant } from './instant.ts';
import type { LotMovement } from './lot.ts';
import { factsOf } from './purchase.ts';
import { noLine, type PurchaseLine } from './purchase-line.ts';

import { stayingIn } from './returned-so-far.ts';
import type { Grants, Rules } from './rules.ts';
import { netOfDiscounts } from './ruleset/earning.ts';
import type { Verdict } from './ruleset/verdict.ts';
import { settle } from './settle.ts';
import { shareOf, splitByWeight } from './split.ts';
import type { WalletState } from './wallet.ts';

/** A purchase as it was recorded, with all that decided it. */
export type PastPurchase = {
  readonly entry: Pick<Entry, 'walletId' | 'sequence' | 'recordedAt' | 'effects'> & { readonly event: Purchased };
  /** The wallet before it. */
  readonly before: WalletState;
  /** What the wallet paid of it: its own draws, or those of the redemption it took up. */
  readonly paidBy: readonly LotMovement[];
  /** Of its own version. */
  readonly rules: Rules;
  /** Purchases whose event came, and when; those at least that gave its wallet a reward. Null when none waits. */
  readonly confirmed: readonly Confirmation[] | null;
};

/** The event of a purchase came: its entry, and when that was recorded. */
export type Confirmation = { readonly of: number; readonly at: Instant };

/**
 * What has come back of a purchase; `grants` is what it takes of shared limits since then, nothing said: what was
 * granted at first.
 */
export type Kept = ReturnedSoFar & { readonly grants?: readonly Granted[] };

/** What a part that is kept comes to. */
export type KeptVerdict = Pick<Verdict, 'awards' | 'uses' | 'limits'>;

/** A sale, whatever became of it. */
export type Sold = { readonly entry: { readonly event: Purchased } };

/** Amounts of the lines as they can come back: discounts spread over what they were given on. */
export const returnableLines = ({ entry }: Sold): readonly number[] => netOfDiscounts(entry.event.lines);

/**
 * What the rules give on the part of a purchase that is kept, decided alone: under its own version, the facts recorded
 * then, and what shared limits had granted (design §3). Null once everything has come back.
 */
export function decideKept(purchase: PastPurchase, soFar: Kept): KeptVerdict | null {
  const { entry, before, paidBy, rules } = purchase;
  const { event, walletId, recordedAt } = entry;
  const granted = grantedTo(purchase, soFar);
  const wallet = settle(before, recordedAt).state;
  const decide = (
    lines: readonly PurchaseLine[],
    tenders: Purchased['tenders'],
    draws: readonly LotMovement[],
    takenUpMinor: number,
  ) => {
    const facts = factsOf(wallet, { walletId, ...event, lines, tenders }, draws, takenUpMinor);
    return rules.decidePurchase(facts, granted, stayingIn(soFar));
  };
  if (soFar.amountMinor === 0 && soFar.lines.length === 0) {
    return decide(event.lines, event.tenders, entry.effects.draws, event.takenUpMinor);
  }
  const lines = keptLines(event.lines, soFar);
  if (lines.length === 0) return decideStaying(purchase, soFar);
  const keptMinor = sumOf(lines);
  const refundedOf = (draw: number) => soFar.refunded.find((one) => one.draw === draw)?.amountMinor ?? 0;
  const left = paidBy.map((draw, at) => ({ ...draw, amountMinor: draw.amountMinor - refundedOf(at) }));
  const draws = left.filter(({ amountMinor }) => amountMinor > 0);
  const walletMinor = Math.min(sumOf(draws), keptMinor);
  const tenders = keptTenders(event, sumOf(paidBy), keptMinor - walletMinor);
  return event.takenUp > 0 ? decide(lines, tenders, [], walletMinor) : decide(lines, tenders, draws, 0);
}

/** What caps go on counting when nothing of a purchase is kept but rewards of thresholds; null when nothing stays. */
export function decideStaying(purchase: PastPurchase, soFar: Kept): KeptVerdict | null {
  if (soFar.staying.length === 0) return null;
  const { entry, before, rules } = purchase;
  const { event, walletId, recordedAt } = entry;
  const facts = factsOf(settle(before, recordedAt).state, { walletId, ...event }, [], 0);
  return { awards: [], ...rules.decideStaying(facts, grantedTo(purchase, soFar), stayingIn(soFar)) };
}

/** Never undefined: what the whole did not ask of a shared limit, a part of it is not given either. */
const grantedTo = ({ entry }: PastPurchase, { grants = entry.event.grants }: Kept): Grants =>
  new Map(grants.map(({ limitId, quantity }) => [limitId, quantity]));

/** The lines without what came back, discounts spread and gone; their tax in proportion. */
function keptLines(lines: readonly PurchaseLine[], soFar: ReturnedSoFar): PurchaseLine[] {
  const returned = new Map(soFar.lines.map((line) => [line.index, line]));
  return netOfDiscounts(lines).flatMap((netMinor, index) => {
    const line = lines[index]!;
    const back = returned.get(index) ?? { quantity: 0, amountMinor: 0 };
    const amountMinor = netMinor - back.amountMinor;
    const quantity = line.quantity - back.quantity;
    if (line.kind === 'discount' || (amountMinor === 0 && quantity === 0)) return [];
    return [{ ...line, amountMinor, quantity, taxMinor: shareOf(line.taxMinor, amountMinor, line.amountMinor) }];
  });
}

/**
 * A sale that the wallet paid nothing of, without what has come back of it. Where nothing is left of a line stands an
 * empty discount, which neither earns nor comes back, so that the other lines keep their index.
 */
export function keptSale(sale: Purchased, soFar: ReturnedSoFar): Pick<Purchased, 'lines' | 'tenders'> {
  if (soFar.lines.length === 0) return sale;
  const returned = new Map(soFar.lines.map((line) => [line.index, line]));
  const lines = netOfDiscounts(sale.lines).map((netMinor, index): PurchaseLine => {
    const line = sale.lines[index]!;
    const back = returned.get(index) ?? { quantity: 0, amountMinor: 0 };
    const amountMinor = netMinor - back.amountMinor;
    const quantity = Math.max(1, line.quantity - back.quantity);
    const isGone = amountMinor === 0 && line.quantity === back.quantity;
    if (line.kind === 'discount' || isGone) return gone;
    return { ...line, amountMinor, quantity, taxMinor: shareOf(line.taxMinor, amountMinor, line.amountMinor) };
  });
  return { lines, tenders: keptTenders(sale, 0, sumOf(lines)) };
}

const gone: PurchaseLine = { ...noLine, kind: 'discount' };

/** What other tenders paid of the part that is kept: each keeps its proportion; what was named none is not named. */
function keptTenders({ lines, tenders }: Purchased, walletMinor: number, otherMinor: number): Purchased['tenders'] {
  const unnamedMinor = Math.max(0, sumOf(lines) - walletMinor - sumOf(tenders));
  const parts = splitByWeight(otherMinor, [...tenders.map(({ amountMinor }) => amountMinor), unnamedMinor]);
  return tenders.map((tender, at) => ({ ...tender, amountMinor: parts[at]! }));
}
