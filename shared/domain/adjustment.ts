import type { Asset } from './asset.ts';
import { creditAwards } from './credit.ts';
import { accept, type Decision, full, refuse } from './decision.ts';
import { drawUpTo, sumOf } from './draw.ts';
import { wholeBps } from './money.ts';
import type { SpendPolicy } from './policy.ts';
import type { Moment } from './rules.ts';
import type { Settled } from './settle.ts';

export type Adjust = {
  readonly asset: Asset;
  /** Signed, not 0: what the wallet gains, or loses. */
  readonly amountMinor: number;
  readonly reason: string;
  readonly ticket: string;
  /** What the caller may adjust at most, either way; null for no ceiling. */
  readonly ceilingMinor: number | null;
};

/**
 * Corrects a balance by hand, with a reason, against the account `adjustment` (api.md §3). What is given never expires
 * and pays a debt first; what is taken comes from available value only, in draw order, so that no balance goes below 0.
 * Refuses `wallet-closed`, `support-ceiling-exceeded`, `insufficient-funds`.
 */
export function adjust(wallet: Settled, command: Adjust, at: Moment): Decision {
  const { asset, amountMinor, reason, ticket, ceilingMinor } = command;
  if (wallet.status === 'closed') return refuse('wallet-closed');
  if (ceilingMinor !== null && Math.abs(amountMinor) > ceilingMinor) {
    return refuse('support-ceiling-exceeded', { ceilingMinor });
  }
  const event = { kind: 'adjusted' as const, asset, amountMinor, reason, ticket };
  if (amountMinor > 0) {
    const award = { ruleId: '', asset, amountMinor, funding: [], ...always };
    const given = creditAwards(wallet, at.sequence, '', [award]);
    return given === null ? full('lots') : accept(event, given);
  }
  const draws = drawUpTo(wallet, -amountMinor, anywhere(asset), noBasket, [asset], at.now);
  const usableMinor = sumOf(draws);
  if (usableMinor < -amountMinor) return refuse('insufficient-funds', { usableMinor });
  return accept(event, { draws, postings: [{ account: 'adjustment', asset, amountMinor: -amountMinor }] });
}

const always = { availability: { kind: 'available' }, expiry: { kind: 'never' } } as const;

/** A correction is no payment: no minimum, no share, no acceptance. */
const anywhere = (asset: Asset): SpendPolicy => ({
  drawOrder: [asset],
  redeem: { minBasketMinor: 0, minAmountMinor: 0, maxShareBps: wholeBps },
  accepts: () => null,
});
const noBasket = { merchantId: '', sector: '', lines: null, totalMinor: null };
