import { fundingText, termsText } from './credit.ts';
import { byAge, sumOf } from './draw.ts';
import { asDue, isAvailable } from './expiry.ts';
import type { Lot, LotMovement } from './lot.ts';
import type { Taking } from './reversal.ts';
import { type Takeable, takeBack } from './take-back.ts';
import type { Undoing } from './take-under.ts';

/** Part of a reward, or of a refund, to take out of a wallet; `lotId` is its own lot there, '' when nobody knows. */
export type Sought = Pick<Taking, 'asset' | 'amountMinor' | 'fundedBy' | 'alike'> & { readonly lotId: string };

type Tier = (one: Sought) => readonly Lot[];

/**
 * Takes several rewards back at once, each out of the lots nearest to it: first all of them out of their own lots, then
 * out of lots of equal terms, then out of those of the same funder, at last out of any of the asset (api.md §2
 * "Returns"), so that none is taken out of what is another's own. `pendingOnly` takes what is still pending of the very
 * reward, and spendable value only as far as this entry gives as much again.
 * @param fresh what this very entry gives, by lot; lowered by what is taken for it
 * @returns for each of them what was taken, as far as there was something
 */
export function takeNearest(
  undoing: Undoing,
  from: Takeable,
  fresh: Map<string, LotMovement>,
  sought: readonly Sought[],
): LotMovement[][] {
  const taken = sought.map((): LotMovement[] => []);
  const take = (at: number, lots: readonly Lot[], mostMinor = Number.MAX_SAFE_INTEGER) => {
    const one = sought[at]!;
    const amountMinor = Math.min(mostMinor, one.amountMinor - sumOf(taken[at]!));
    const more = amountMinor > 0 && lots.length > 0 ? takeBack({ ...from, lots }, one, amountMinor) : [];
    taken[at]!.push(...more);
    return sumOf(more);
  };
  for (const tier of tiersOf(undoing, from)) for (const [at, one] of sought.entries()) take(at, tier(one));
  if (undoing.clawback !== 'pendingOnly') return taken;
  for (const [lotId, given] of fresh) {
    let leftMinor = given.amountMinor;
    for (const [at, { asset, ...own }] of sought.entries()) {
      if (asset !== given.asset) continue;
      // Its own value goes for what is given only when that can be spent as soon.
      const isSpendable = isAvailable(given, undoing.now);
      const lots = from.lots.filter((lot) => lot.id === lotId || (lot.id === own.lotId && isSpendable));
      leftMinor -= take(at, lots, leftMinor);
    }
    fresh.set(lotId, { ...given, amountMinor: leftMinor });
  }
  return taken;
}

function tiersOf({ clawback, now }: Undoing, { lots }: Takeable): Tier[] {
  const own: Tier = ({ lotId }) => lots.filter(({ id }) => id === lotId);
  const alike: Tier = (one) => {
    const text = one.alike && termsText(asDue(one.alike, now));
    return lots.filter((lot) => lot.asset === one.asset && termsText(asDue(lot, now)) === text);
  };
  const funded: Tier = (one) => {
    const text = fundingText(one.fundedBy ?? one.alike?.funding ?? []);
    const near = lots.filter((lot) => lot.asset === one.asset && fundingText(lot.funding) === text);
    // What a counter gave, it gave late: older lots are of other purchases.
    return one.fundedBy ? near.toSorted(byAge).reverse() : near;
  };
  if (clawback !== 'pendingOnly') return [own, alike, funded, ({ asset }) => lots.filter((lot) => lot.asset === asset)];
  const pending =
    (tier: Tier): Tier =>
    (one) =>
      tier(one).filter((lot) => !isAvailable(lot, now));
  return [pending(own), pending(alike), pending((one) => (one.fundedBy ? funded(one) : []))];
}
