import { type Decision, refuse } from './decision.ts';
import { sumOf } from './draw.ts';
import type { RequestPrints } from './entry.ts';
import type { Purchased, ReturnedLine, ReturnedSoFar } from './event.ts';
import type { Instant } from './instant.ts';
import { keptSale } from './kept.ts';
import { isInTime, type RecordPurchase, recordPurchase } from './purchase.ts';
import type { Refusal } from './refusal.ts';
import { leftOf, linesOf, type Returning } from './return-lines.ts';
import { addReturned, nothingReturned } from './returned-so-far.ts';
import type { Grants, Moment, Rules } from './rules.ts';
import { type Settled, settle } from './settle.ts';
import { newWallet } from './wallet.ts';

/** Returns of one guest basket; a till that has more to bring back brings it back at once. */
export const guestReturnsMax = 400;

/** What came back of a guest basket: all of it by other tender. */
export type GuestReturn = {
  readonly prints: RequestPrints;
  readonly callerId: string;
  readonly recordedAt: Instant;
  readonly occurredAt: Instant;
  readonly tillId: string;
  readonly receiptNumber: string;
  readonly reason: 'customer' | 'void';
  readonly lines: readonly ReturnedLine[];
  readonly amountMinor: number;
  /** What could still come back after it. */
  readonly leftMinor: number;
  /** Its key is cancelled: it never was, and its own replay is all that still tells of it. */
  readonly isCancelled?: boolean;
};

/** A sale without a wallet: counted, earns nothing, and can be claimed once (api.md §2). */
export type GuestBasket = {
  readonly id: string;
  /** 1 when it was recorded; whatever happens to it afterwards adds one. */
  readonly revision: number;
  readonly callerId: string;
  readonly prints: RequestPrints;
  readonly recordedAt: Instant;
  readonly event: Purchased;
  readonly soFar: ReturnedSoFar;
  /** Oldest first. */
  readonly returns: readonly GuestReturn[];
  /** The wallet's purchase that it became. */
  readonly claimedBy: { readonly walletId: string; readonly sequence: number } | null;
  readonly isCancelled: boolean;
};

export type GuestDecision =
  | { readonly kind: 'accepted'; readonly basket: GuestBasket }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'full' };

const refused = (refusal: Refusal): GuestDecision => ({ kind: 'refused', refusal });
const refusedFor = (code: Refusal['code'], figures: Refusal['figures'] = {}) => refused({ code, figures });

/**
 * Records a sale that no wallet is named for: judged as any purchase, as that of a wallet which holds nothing, and what
 * rules would give is given to nobody. Refuses what `recordPurchase` refuses when nothing is paid with a wallet.
 */
export function recordGuest(
  by: Pick<GuestBasket, 'id' | 'callerId' | 'prints'>,
  command: Omit<RecordPurchase, 'pay'>,
  rules: Rules,
  now: Instant,
): GuestDecision {
  const nobody = settle(newWallet(now), now).state;
  const sale = { ...command, pay: { kind: 'none' as const } };
  const decision = recordPurchase(nobody, sale, rules, { now, sequence: 0 });
  if (decision.kind === 'refused') return decision;
  if (decision.kind === 'full') return decision;
  const event: Purchased = { ...(decision.change.event as Purchased), variants: [], grants: [] };
  const basket = { ...by, revision: 1, recordedAt: now, event, soFar: nothingReturned };
  return { kind: 'accepted', basket: { ...basket, returns: [], claimedBy: null, isCancelled: false } };
}

export type ReturnOfGuest = Omit<GuestReturn, 'recordedAt' | 'lines' | 'amountMinor' | 'leftMinor'> & {
  readonly returning: Returning;
  readonly ceilingMinor: number | null;
  readonly lateLimitMs: number;
};

/**
 * Takes back part of a guest basket, or all. Refuses as `returnPurchase` does: `cancelled`, `nothing-to-return`,
 * `over-returned`, `ceiling-exceeded`, `occurred-at-out-of-range`.
 */
export function returnOfGuest(basket: GuestBasket, command: ReturnOfGuest, now: Instant): GuestDecision {
  const { returning, ceilingMinor, lateLimitMs, ...asked } = command;
  if (basket.isCancelled) return refusedFor('cancelled');
  if (!isInTime(command.occurredAt, now, lateLimitMs)) return refusedFor('occurred-at-out-of-range');
  const lines = linesOf(leftOfGuest(basket), returning);
  if ('refusal' in lines) return refused(lines.refusal);
  const amountMinor = sumOf(lines);
  if (ceilingMinor !== null && amountMinor > ceilingMinor) return refusedFor('ceiling-exceeded', { ceilingMinor });
  if (basket.returns.length >= guestReturnsMax) return { kind: 'full' };
  const soFar = addReturned(basket.soFar, lines, amountMinor, []);
  const leftMinor = sumOf(leftOfGuest({ ...basket, soFar }));
  const back: GuestReturn = { ...asked, recordedAt: now, lines, amountMinor, leftMinor };
  const returns = [...basket.returns, back];
  return { kind: 'accepted', basket: { ...basket, revision: basket.revision + 1, soFar, returns } };
}

/** What is left of each line to bring back. */
export const leftOfGuest = ({ event, soFar }: Pick<GuestBasket, 'event' | 'soFar'>): ReturnedLine[] =>
  leftOf({ entry: { event } }, soFar);

/** Nothing of it waits for an event: nobody has earned. */
export const confirmGuest = (): GuestDecision => refusedFor('nothing-pending');

/** The key that recorded it is cancelled: it never was. Refuses `already-claimed`: then the purchase is to be returned. */
export function cancelGuest(basket: GuestBasket): GuestDecision {
  if (basket.claimedBy) return refusedFor('already-claimed');
  return { kind: 'accepted', basket: { ...basket, revision: basket.revision + 1, isCancelled: true } };
}

/**
 * A return whose key is cancelled never was: what it brought back is in the basket again. Refuses `already-claimed`: the
 * wallet has been given the rest, and what came back before stays with the guest.
 */
export function cancelGuestReturn(basket: GuestBasket, at: number): GuestDecision {
  if (basket.claimedBy) return refusedFor('already-claimed');
  const returns = basket.returns.with(at, { ...basket.returns[at]!, isCancelled: true });
  const standing = returns.filter(({ isCancelled }) => !isCancelled);
  const soFar = standing.reduce(
    (all, { lines, amountMinor }) => addReturned(all, lines, amountMinor, []),
    nothingReturned,
  );
  return { kind: 'accepted', basket: { ...basket, revision: basket.revision + 1, soFar, returns } };
}

export type ClaimBasket = {
  readonly walletId: string;
  readonly basket: GuestBasket;
  readonly ceilingMinor: number | null;
  readonly lateLimitMs: number;
};

/**
 * Makes a guest basket a purchase of this wallet, once: what is left of it earns by the rules of its own time and by
 * what is known of the wallet now. Refuses `already-claimed`, `cancelled`, `claim-expired`, `nothing-to-claim`, and
 * what `recordPurchase` refuses.
 * @param rules the version in force when the basket occurred
 */
export function claimBasket(
  wallet: Settled,
  { walletId, basket, ceilingMinor, lateLimitMs }: ClaimBasket,
  rules: Rules,
  at: Moment,
  granted?: Grants,
): Decision {
  const { event, soFar, revision, claimedBy, isCancelled } = basket;
  if (claimedBy) return refuse('already-claimed');
  if (isCancelled) return refuse('cancelled');
  if (event.occurredAt < at.now - lateLimitMs) return refuse('claim-expired');
  const kept = keptSale(event, soFar);
  const totalMinor = sumOf(kept.lines);
  if (totalMinor === 0 && soFar.lines.length > 0) return refuse('nothing-to-claim');
  const sale = { ...event, ...kept, totalMinor, walletId, pay: { kind: 'none' as const }, ceilingMinor, lateLimitMs };
  const decision = recordPurchase(wallet, sale, rules, at, granted);
  return decision.kind === 'accepted' ? { ...decision, basket: { id: basket.id, revision, to: 'wallet' } } : decision;
}
