import type { Asset } from './asset.ts';
import { drawUpTo, shareLimitMinor, sumOf } from './draw.ts';
import { engineNumber, tellsWhatMayBePaid } from './engine.ts';
import type { LotMovement } from './lot.ts';
import { amountMaxMinor } from './money.ts';
import type { Basket, SpendPolicy } from './policy.ts';
import type { Refusal } from './refusal.ts';
import type { Moment } from './rules.ts';
import type { Settled } from './settle.ts';

/** How much is wanted from the wallet: an amount or all that is usable; `assets` are those the caller may draw. */
export type Wanted = { readonly amountMinor: number | 'max'; readonly assets: readonly Asset[] };

export type Drawn = { readonly draws: readonly LotMovement[] } | { readonly refusal: Refusal };

const no = (code: Refusal['code'], figures: Refusal['figures'] = {}): Drawn => ({ refusal: { code, figures } });

/**
 * What the wallet pays of a basket: within the ruleset's minimum basket, minimum amount and maximum share, from lots
 * that the basket accepts. `max` never refuses for want of value, it draws what is usable, perhaps nothing. A refusal
 * says as `usableMinor` what would be paid: nothing where what is there is less than the minimum amount.
 * Refuses `redeem-minimum-basket`, `redeem-minimum-amount`, `redeem-maximum-share`, `out-of-scope`, `insufficient-funds`.
 */
export function drawWanted(
  wallet: Settled,
  wanted: Wanted,
  policy: SpendPolicy,
  basket: Basket,
  { now, engine = engineNumber }: Pick<Moment, 'now' | 'engine'>,
): Drawn {
  const { minBasketMinor, minAmountMinor, maxShareBps } = policy.redeem;
  const isMax = wanted.amountMinor === 'max';
  const usableOf = (limitMinor: number) => drawUpTo(wallet, limitMinor, policy, basket, wanted.assets, now);
  const totalMinor = basket.totalMinor;
  const underMinimum = totalMinor === null ? minBasketMinor > 0 : totalMinor < minBasketMinor;
  // A basket that nobody told of might be large enough: that is said, rather than that nothing is there.
  const isTooSmall = totalMinor !== null && isMax;
  if (underMinimum) return isTooSmall ? { draws: [] } : no('redeem-minimum-basket', { minBasketMinor, usableMinor: 0 });
  if (totalMinor === null && maxShareBps < 10_000) return no('redeem-maximum-share', { maxShareBps, usableMinor: 0 });
  const shareMinor = totalMinor === null ? amountMaxMinor : shareLimitMinor(policy, totalMinor);

  const payable = (draws: readonly LotMovement[]) => (sumOf(draws) < minAmountMinor ? [] : draws);
  if (wanted.amountMinor === 'max') return { draws: payable(usableOf(shareMinor)) };
  const toldOf = (draws: readonly LotMovement[]) => ({
    usableMinor: sumOf(tellsWhatMayBePaid(engine) ? payable(draws) : draws),
  });
  if (wanted.amountMinor > shareMinor)
    return no('redeem-maximum-share', { maxMinor: shareMinor, ...toldOf(usableOf(shareMinor)) });
  if (wanted.amountMinor < minAmountMinor)
    return no('redeem-minimum-amount', { minAmountMinor, ...toldOf(usableOf(shareMinor)) });
  const draws = usableOf(wanted.amountMinor);
  if (sumOf(draws) === wanted.amountMinor) return { draws };
  const anywhere = { ...policy, accepts: () => null };
  const elsewhereMinor = sumOf(drawUpTo(wallet, wanted.amountMinor, anywhere, basket, wanted.assets, now));
  return no(elsewhereMinor === wanted.amountMinor ? 'out-of-scope' : 'insufficient-funds', toldOf(draws));
}
