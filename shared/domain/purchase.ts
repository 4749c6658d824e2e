import { currencyAssets } from './asset.ts';
import { creditAwards } from './credit.ts';
import { accept, type Decision, full, refuse } from './decision.ts';
import { sumOf } from './draw.ts';
import type { Effects, Posting } from './effects.ts';
import { accountsByReward, engineNumber, letsNoPointsPay, notesGaps, refusesWhatCameBack } from './engine.ts';
import type { Place, Purchased } from './event.ts';
import { endOf } from './expiry.ts';
import type { Granted } from './granted.ts';
import { type PayingValue, pinsOf, whyGone } from './hold.ts';
import { aheadMaxMs, type Instant } from './instant.ts';
import type { LotMovement } from './lot.ts';
import type { Basket, SpendPolicy } from './policy.ts';
import { sumPostings } from './posting.ts';
import type { PurchaseLine, Tender } from './purchase-line.ts';
import type { Refusal } from './refusal.ts';
import type { Grants, Moment, Rules } from './rules.ts';
import type { Facts, Memory } from './ruleset/facts.ts';
import { withGaps } from './ruleset/gap.ts';
import { rememberGivings } from './ruleset/giving.ts';
import { grantsUsed } from './ruleset/grants.ts';
import type { Settled } from './settle.ts';
import { drawWanted, type Wanted } from './spend.ts';

/** How a purchase is paid with the wallet; a redemption is a hold to capture or captured value to take up. */
export type Pay =
  | { readonly kind: 'none' }
  | ({ readonly kind: 'wallet' } & Wanted)
  | { readonly kind: 'redemption'; readonly amountMinor: number | null; readonly placed: PayingValue };

export type RecordPurchase = Place & {
  readonly walletId: string;
  readonly receiptDay: number;
  readonly reference: string;
  readonly sector: string;
  readonly bare: boolean;
  readonly lines: readonly PurchaseLine[];
  readonly totalMinor: number;
  readonly tenders: readonly Tender[];
  readonly pay: Pay;
  /** What the caller's key may move at most, null for no ceiling. */
  readonly ceilingMinor: number | null;
  readonly lateLimitMs: number;
};

type Paid = Pick<Purchased, 'capturedHold' | 'takenUp' | 'takenUpMinor'> & { readonly draws: readonly LotMovement[] };

/**
 * Records a purchase: pays with the wallet what was asked, then earns what the rules of its own time give on it,
 * in one entry (S1-04, api.md §2). Earning goes on when a wallet is blocked, paying does not.
 * Refuses `wallet-closed`, `wallet-blocked`, `occurred-at-out-of-range`, `ceiling-exceeded`, `tender-mismatch`,
 * and what spend.ts and hold.ts refuse.
 */
export function recordPurchase(
  wallet: Settled,
  command: RecordPurchase,
  rules: Rules,
  at: Moment,
  granted?: Grants,
): Decision {
  if (wallet.status === 'closed') return refuse('wallet-closed');
  if (wallet.status === 'blocked' && command.pay.kind !== 'none') return refuse('wallet-blocked');
  if (!isInTime(command.occurredAt, at.now, command.lateLimitMs)) return refuse('occurred-at-out-of-range');
  if (command.ceilingMinor !== null && command.totalMinor > command.ceilingMinor) {
    return refuse('ceiling-exceeded', { ceilingMinor: command.ceilingMinor });
  }
  const policy = rules.policyFor(command.merchantId, command.sector);
  const paid = payWith(wallet, command, policy, at);
  if ('refusal' in paid) return { kind: 'refused', refusal: paid.refusal };

  const walletMinor = sumOf(paid.draws) + paid.takenUpMinor;
  const tenderMinor = sumOf(command.tenders);
  if (walletMinor + tenderMinor > command.totalMinor)
    return refuse('tender-mismatch', { maxMinor: command.totalMinor - walletMinor });

  const { engine = engineNumber } = at;
  const verdict = rules.decidePurchase(factsOf(wallet, command, paid.draws, paid.takenUpMinor), granted);
  const given = creditAwards(wallet, at.sequence, command.merchantId, verdict.awards);
  if (given === null) return full('lots');

  const earnedBy = { sequence: at.sequence, merchantId: command.merchantId };
  const counted = accountsByReward(engine)
    ? rememberGivings(verdict, wallet.counters, given.credits, earnedBy)
    : verdict.counters;
  const effects: Partial<Effects> = {
    draws: paid.draws,
    credits: given.credits,
    postings: sumPostings([...toMerchant(command.merchantId, paid.draws), ...given.postings]),
    counters: notesGaps(engine)
      ? withGaps(counted, wallet, { occurredAt: command.occurredAt, now: at.now }, rules.watches)
      : counted,
    endedHolds: paid.capturedHold > 0 ? [paid.capturedHold] : [],
    amendments: paid.takenUp > 0 ? [{ of: paid.takenUp, by: at.sequence }] : [],
  };
  const event = eventOf(command, rules.version, paid, verdict.variants, grantsUsed(verdict.limits, granted, engine));
  return accept(event, effects, verdict.limits);
}

/** `occurredAt` chooses the rules, so it is bounded: five minutes ahead, `lateLimit` back (api.md §1). */
export const isInTime = (occurredAt: Instant, now: Instant, lateLimitMs: number) =>
  occurredAt <= now + aheadMaxMs && occurredAt >= now - lateLimitMs;

/** What a merchant accepted is due to it, in the asset it took. */
export const toMerchant = (merchantId: string, draws: readonly LotMovement[]): Posting[] =>
  sumPostings(draws.map(({ asset, amountMinor }) => ({ account: `receivable:${merchantId}`, asset, amountMinor })));

const nothingPaid: Paid = { draws: [], capturedHold: 0, takenUp: 0, takenUpMinor: 0 };

function payWith(
  wallet: Settled,
  command: RecordPurchase,
  policy: SpendPolicy,
  at: Moment,
): Paid | { refusal: Refusal } {
  const { engine = engineNumber } = at;
  const { pay, totalMinor } = command;
  if (pay.kind === 'none') return nothingPaid;
  if (pay.kind === 'wallet') {
    const drawn = drawWanted(wallet, pay, policy, basketOf(command), at);
    return 'refusal' in drawn ? drawn : { ...nothingPaid, draws: drawn.draws };
  }
  const { placed } = pay;
  if (letsNoPointsPay(engine) && !placed.assets.every((asset) => currencyAssets.includes(asset))) {
    return { refusal: { code: 'out-of-scope', figures: {} } };
  }
  if (placed.fate === 'used') return { refusal: { code: 'redemption-already-used', figures: {} } };
  if (placed.fate === 'captured') {
    const takenUpMinor = placed.amountMinor;
    if (takenUpMinor === 0 && refusesWhatCameBack(engine)) return { refusal: { code: whyGone(placed), figures: {} } };
    if (takenUpMinor > totalMinor || (pay.amountMinor !== null && pay.amountMinor !== takenUpMinor)) {
      return { refusal: { code: 'tender-mismatch', figures: { maxMinor: takenUpMinor } } };
    }
    return { draws: [], capturedHold: 0, takenUp: placed.sequence, takenUpMinor };
  }
  const hold = wallet.holds.find((open) => open.sequence === placed.sequence);
  if (!hold) return { refusal: { code: whyGone(placed), figures: {} } };
  const heldMinor = sumOf(hold.pins);
  const amountMinor = pay.amountMinor ?? Math.min(heldMinor, totalMinor);
  if (amountMinor > heldMinor) return { refusal: { code: 'capture-above-hold', figures: { maxMinor: heldMinor } } };
  if (amountMinor > totalMinor) return { refusal: { code: 'tender-mismatch', figures: { maxMinor: totalMinor } } };
  return { ...nothingPaid, draws: pinsOf(wallet, hold, amountMinor), capturedHold: hold.sequence };
}

const basketOf = (command: RecordPurchase): Basket => ({
  merchantId: command.merchantId,
  sector: command.sector,
  lines: command.bare ? null : command.lines,
  totalMinor: command.totalMinor,
});

/** What a wallet remembers for its rules. */
export function memoryOf(wallet: Settled): Memory {
  return {
    openedAt: wallet.openedAt,
    purchaseCount: wallet.purchaseCount,
    firstPurchaseAt: wallet.firstPurchaseAt,
    lastPurchaseAt: wallet.lastPurchaseAt,
    counters: new Map(wallet.counters.map((counter) => [counter.key, counter])),
    optIns: new Set(wallet.optIns),
    audiences: new Set(wallet.audiences),
  };
}

/** The facts of a purchase: the same from its command as from its event, so that it explains itself years later. */
export function factsOf(
  wallet: Settled,
  sale: Omit<Facts, 'walletTenders' | 'memory'>,
  draws: readonly LotMovement[],
  takenUpMinor: number,
): Facts {
  const { walletId, merchantId, sector, storeId, channel, occurredAt, lines, tenders } = sale;
  const drawn = draws.map((draw) => ({ amountMinor: draw.amountMinor, expiresAt: endOf(draw, wallet) }));
  const walletTenders = takenUpMinor > 0 ? [{ amountMinor: takenUpMinor, expiresAt: null }] : drawn;
  const place = { walletId, merchantId, sector, storeId, channel, occurredAt };
  return { ...place, lines, tenders, walletTenders, memory: memoryOf(wallet) };
}

function eventOf(
  command: RecordPurchase,
  rulesetVersion: number,
  paid: Paid,
  variants: readonly string[],
  grants: readonly Granted[],
): Purchased {
  const { merchantId, storeId, tillId, receiptNumber, channel, occurredAt } = command;
  const { receiptDay, reference, sector, bare, lines, tenders } = command;
  const { capturedHold, takenUp, takenUpMinor } = paid;
  const place: Place = { merchantId, storeId, tillId, receiptNumber, channel, occurredAt };
  const sale = { receiptDay, reference, sector, rulesetVersion, bare, lines, tenders };
  return { kind: 'purchased', ...place, ...sale, capturedHold, takenUp, takenUpMinor, variants, grants };
}
