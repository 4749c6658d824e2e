import { sumOf } from './draw.ts';
import type { ReturnedSoFar } from './event.ts';
import type { PastPurchase } from './kept.ts';
import type { LotMovement } from './lot.ts';
import type { ReturnPolicy } from './rules.ts';
import { shareOf, splitByWeight } from './split.ts';

/** What goes back into a lot that paid, by its place among those that did. */
export type Refund = { readonly draw: number; readonly movement: LotMovement };

/** What goes back to the wallet, from each of the lots that paid: in proportion, as far as is left of it. */
export function refundsOf(
  { entry, paidBy }: PastPurchase,
  soFar: ReturnedSoFar,
  amountMinor: number,
  refund: ReturnPolicy['refund'],
): Refund[] {
  const totalMinor = sumOf(entry.event.lines);
  const paidMinor = sumOf(paidBy);
  const leftMinor = paidMinor - soFar.walletMinor;
  const otherLeftMinor = totalMinor - soFar.amountMinor - leftMinor;
  const least = Math.max(0, amountMinor - otherLeftMinor);
  const most = Math.min(amountMinor, leftMinor);
  const proRata = shareOf(paidMinor, soFar.amountMinor + amountMinor, totalMinor) - soFar.walletMinor;
  const wanted = { proRata, walletFirst: most, otherFirst: least }[refund];
  const refundMinor = Math.min(most, Math.max(least, wanted));
  const left = paidBy.map((draw, at) => {
    const back = soFar.refunded.find((one) => one.draw === at)?.amountMinor ?? 0;
    return draw.amountMinor - back;
  });
  return splitByWeight(refundMinor, left)
    .map((part, draw) => ({ draw, movement: { ...paidBy[draw]!, amountMinor: part } }))
    .filter(({ movement }) => movement.amountMinor > 0);
}
