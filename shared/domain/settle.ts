import { nothingSettled, type Posting, type Settlement } from './effects.ts';
import { evolveSettlement } from './evolve.ts';
import { endOf, isCancelledByTime } from './expiry.ts';
import type { Instant } from './instant.ts';
import type { Lot, LotMovement } from './lot.ts';
import { sumPostings, toFunders } from './posting.ts';
import type { WalletState } from './wallet.ts';

declare const settled: unique symbol;
/** A state in which nothing has ended that is not booked: the only one a decision takes. */
export type Settled = WalletState & { readonly [settled]: true };

/**
 * Books what ended by itself before `now`: holds past their time, lots past their expiry, credits whose event never
 * came. A lot's pinned part outlives it and expires when the hold ends. No job is needed: a till and a job that meet
 * write the same sequence, so only one of them books it (design §3).
 */
export function settle(wallet: WalletState, now: Instant): { state: Settled; settlement: Settlement } {
  const endedHolds = wallet.holds.filter((hold) => hold.expiresAt <= now).map((hold) => hold.sequence);
  const holds = wallet.holds.filter((hold) => hold.expiresAt > now);
  const pinned = pinnedByLot(holds);
  const draws: LotMovement[] = [];
  const postings: Posting[] = [];
  for (const lot of wallet.lots) {
    const end = endOf(lot, wallet);
    const cancelled = isCancelledByTime(lot, now);
    if (!cancelled && (end === null || end > now)) continue;
    const amountMinor = lot.remainingMinor - (pinned.get(lot.id) ?? 0);
    if (amountMinor === 0) continue;
    const draw = movementOf(lot, amountMinor);
    draws.push(draw);
    postings.push(...toFunders(cancelled ? 'funding' : 'breakage', draw, amountMinor));
  }
  const nothing = draws.length === 0 && endedHolds.length === 0;
  const settlement = nothing ? nothingSettled : { draws, postings: sumPostings(postings), endedHolds };
  return { state: evolveSettlement(wallet, settlement, now) as Settled, settlement };
}

/** Amounts that open holds pin, by lot. */
export function pinnedByLot(holds: WalletState['holds']): ReadonlyMap<string, number> {
  const pinned = new Map<string, number>();
  for (const hold of holds) {
    for (const pin of hold.pins) pinned.set(pin.lotId, (pinned.get(pin.lotId) ?? 0) + pin.amountMinor);
  }
  return pinned;
}

/** An amount of a lot with the lot's terms. */
export function movementOf(lot: Lot, amountMinor: number): LotMovement {
  const { id, remainingMinor: _, ...terms } = lot;
  return { lotId: id, ...terms, amountMinor };
}
