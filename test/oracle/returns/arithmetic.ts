import { bonusFromMinor, type Plan, timesAt } from './plan.ts';

/** A purchase as the oracle keeps it: what was bought, what came back, what paid, and what was known then. */
export type Bought = {
  readonly walletId: string;
  readonly sequence: number;
  /** Amounts after discounts, by line; null for the discount itself. */
  readonly lines: readonly { readonly amountMinor: number; readonly quantity: number; readonly isBrand: boolean }[];
  readonly paid: readonly { readonly asset: string; readonly lotId: string; readonly amountMinor: number }[];
  readonly isNth: boolean;
  /** What the cap had left when it was bought, and how far the threshold was. */
  readonly roomMinor: number;
  /** Where the challenge stood when it was bought, and what its cap had left. */
  readonly progress: number;
  readonly challengeRoomMinor: number;
};

/** What came back of it. */
export type Back = {
  readonly lines: readonly { readonly quantity: number; readonly amountMinor: number }[];
  readonly refunded: readonly number[];
};

export type Reward = {
  readonly cappedMinor: number;
  readonly nthMinor: number;
  readonly points: number;
  readonly baseMinor: number;
  /** How often it crosses the challenge's target, and what it is given for that. */
  readonly crossed: number;
  readonly challengeMinor: number;
};
export const nothing: Reward = { cappedMinor: 0, nthMinor: 0, points: 0, baseMinor: 0, crossed: 0, challengeMinor: 0 };

export const sum = (parts: readonly number[]) => parts.reduce((all, part) => all + part, 0);
const halfUp = (over: number, under: number) => Math.floor((2 * over + under) / (2 * under));

/** Parts of an amount by weights, the largest remainders rounded up, ties to the earlier. */
export function parts(amount: number, weights: readonly number[]): number[] {
  const whole = sum(weights);
  if (whole === 0) return weights.map(() => 0);
  const shares = weights.map((weight) => Math.floor((amount * weight) / whole));
  const order = weights
    .map((weight, at) => ({ at, rest: (amount * weight) % whole }))
    .sort((a, b) => b.rest - a.rest || a.at - b.at);
  for (let missing = amount - sum(shares), at = 0; missing > 0; missing -= 1, at += 1) shares[order[at]!.at]! += 1;
  return shares;
}

/** What the part of a purchase that is kept gives, read from the plan. */
export function rewardOf(plan: Plan, bought: Bought, back: Back): Reward {
  const kept = bought.lines
    .map(({ amountMinor, quantity, isBrand }, at) => ({
      isBrand,
      amountMinor: amountMinor - back.lines[at]!.amountMinor,
      quantity: quantity - back.lines[at]!.quantity,
    }))
    .filter(({ amountMinor, quantity }) => amountMinor > 0 || quantity > 0);
  if (kept.length === 0) return nothing;
  const amounts = kept.map(({ amountMinor }) => amountMinor);
  const walletMinor = sum(bought.paid.map(({ amountMinor }, at) => amountMinor - back.refunded[at]!));
  const byWallet = parts(plan.gross ? 0 : Math.min(walletMinor, sum(amounts)), amounts);
  const bases = amounts.map((amount, at) => amount - byWallet[at]!);
  const brandBase = sum(bases.filter((_, at) => kept[at]!.isBrand));
  const wantedMinor =
    halfUp(sum(bases) * plan.rateBps, 10_000) +
    halfUp(brandBase * plan.brandBps, 10_000) +
    (sum(amounts) >= bonusFromMinor ? plan.bonusMinor : 0);
  const crossed = timesAt(plan, bought.progress + sum(bases)) - timesAt(plan, bought.progress);
  return {
    crossed,
    challengeMinor: Math.min(crossed * plan.thresholdMinor, bought.challengeRoomMinor),
    cappedMinor: Math.min(wantedMinor, bought.roomMinor),
    nthMinor: bought.isNth ? plan.nthMinor : 0,
    points: Math.floor(sum(bases) / 100),
    baseMinor: sum(bases),
  };
}

/** What of a refund goes to the wallet, all returns of the purchase together (api.md §2 "Returns"). */
export function refundOf(plan: Plan, bought: Bought, before: Back, amountMinor: number): number {
  const totalMinor = sum(bought.lines.map((line) => line.amountMinor));
  const paidMinor = sum(bought.paid.map((draw) => draw.amountMinor));
  const backMinor = sum(before.lines.map((line) => line.amountMinor));
  const leftMinor = paidMinor - sum(before.refunded);
  const otherMinor = totalMinor - backMinor - leftMinor;
  const [least, most] = [Math.max(0, amountMinor - otherMinor), Math.min(amountMinor, leftMinor)];
  if (plan.refund === 'walletFirst') return most;
  if (plan.refund === 'otherFirst') return least;
  const proportion =
    totalMinor === 0 ? 0 : halfUp(paidMinor * (backMinor + amountMinor), totalMinor) - sum(before.refunded);
  return Math.min(most, Math.max(least, proportion));
}
