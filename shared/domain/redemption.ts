import { accept, type Decision, refuse } from './decision.ts';
import { sumOf } from './draw.ts';
import type { Place } from './event.ts';
import { type PlacedValue, pinsOf, whyGone } from './hold.ts';
import { secondMs } from './instant.ts';
import { isInTime, toMerchant } from './purchase.ts';
import type { Moment, Rules } from './rules.ts';
import type { Settled } from './settle.ts';
import { drawWanted, type Wanted } from './spend.ts';
import { holdsMax } from './wallet.ts';

export type Redeem = Place & {
  readonly wanted: Wanted;
  readonly sector: string;
  /** Null when the till did not say: a minimum or a maximum share then refuses. */
  readonly basketMinor: number | null;
  /** Null captures at once. */
  readonly holdSeconds: number | null;
  readonly ceilingMinor: number | null;
  readonly lateLimitMs: number;
};

/**
 * Spends value outside a purchase, at once or held for a till (S1-02). What is held is out of the balance from the
 * moment of its placing. Refuses `wallet-closed`, `wallet-blocked`, `ceiling-exceeded`, `too-many-holds`,
 * `occurred-at-out-of-range`, and what spend.ts refuses; `max` with nothing usable is `insufficient-funds`.
 */
export function redeem(wallet: Settled, command: Redeem, rules: Rules, at: Moment): Decision {
  if (wallet.status !== 'open') return refuse(wallet.status === 'closed' ? 'wallet-closed' : 'wallet-blocked');
  if (!isInTime(command.occurredAt, at.now, command.lateLimitMs)) return refuse('occurred-at-out-of-range');
  if (command.holdSeconds !== null && wallet.holds.length >= holdsMax)
    return refuse('too-many-holds', { max: holdsMax });

  const basket = {
    merchantId: command.merchantId,
    sector: command.sector,
    lines: null,
    totalMinor: command.basketMinor,
  };
  const policy = rules.policyFor(command.merchantId, command.sector);
  const drawn = drawWanted(wallet, command.wanted, policy, basket, at);
  if ('refusal' in drawn) return { kind: 'refused', refusal: drawn.refusal };
  const { draws } = drawn;
  if (draws.length === 0) return refuse('insufficient-funds', { usableMinor: 0 });
  if (command.ceilingMinor !== null && sumOf(draws) > command.ceilingMinor) {
    return refuse('ceiling-exceeded', { ceilingMinor: command.ceilingMinor });
  }

  const { merchantId, storeId, tillId, receiptNumber, channel, occurredAt } = command;
  const place = { merchantId, storeId, tillId, receiptNumber, channel, occurredAt };
  const spent = { ...place, basketMinor: command.basketMinor ?? 0, rulesetVersion: rules.version };
  if (command.holdSeconds === null) {
    return accept({ kind: 'redeemed', ...spent }, { draws, postings: toMerchant(merchantId, draws) });
  }
  const expiresAt = at.now + command.holdSeconds * secondMs;
  const pins = draws.map(({ lotId, amountMinor }) => ({ lotId, amountMinor }));
  const placedHold = { sequence: at.sequence, merchantId, expiresAt, pins };
  return accept({ kind: 'held', ...spent, holdExpiresAt: expiresAt }, { placedHold });
}

export type Capture = {
  readonly placed: PlacedValue;
  readonly amountMinor: number | null;
  /** What the caller's key may move at most; null or absent for no ceiling. */
  readonly ceilingMinor?: number | null;
};

/**
 * Captures a hold: what was held is spent, at most once; the rest is released.
 * Refuses `wallet-blocked`, `hold-expired`, `hold-closed`, `capture-above-hold`, `ceiling-exceeded`.
 */
export function capture(wallet: Settled, command: Capture): Decision {
  if (wallet.status === 'blocked') return refuse('wallet-blocked');
  const hold = wallet.holds.find((open) => open.sequence === command.placed.sequence);
  if (!hold) return refuse(whyGone(command.placed));
  const heldMinor = sumOf(hold.pins);
  const amountMinor = command.amountMinor ?? heldMinor;
  if (amountMinor > heldMinor) return refuse('capture-above-hold', { maxMinor: heldMinor });
  const { ceilingMinor = null } = command;
  if (ceilingMinor !== null && amountMinor > ceilingMinor) return refuse('ceiling-exceeded', { ceilingMinor });

  const draws = pinsOf(wallet, hold, amountMinor);
  const event = {
    kind: 'captured' as const,
    holdSequence: hold.sequence,
    merchantId: hold.merchantId,
    releasedMinor: heldMinor - amountMinor,
  };
  return accept(event, { draws, postings: toMerchant(hold.merchantId, draws), endedHolds: [hold.sequence] });
}

/** Releases a hold: its value can be spent again; what has ended meanwhile is expired by the next settlement. */
export function release(wallet: Settled, placed: PlacedValue): Decision {
  const hold = wallet.holds.find((open) => open.sequence === placed.sequence);
  if (!hold) return refuse(whyGone(placed));
  const { sequence: holdSequence, merchantId } = hold;
  return accept(
    { kind: 'released', holdSequence, merchantId, releasedMinor: sumOf(hold.pins) },
    { endedHolds: [holdSequence] },
  );
}
