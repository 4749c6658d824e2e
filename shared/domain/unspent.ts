import type { ReturnedSoFar } from './event.ts';
import type { LotMovement } from './lot.ts';

/** What of a payment has not been refunded yet, lot by lot. */
export function unspent(paidBy: readonly LotMovement[], { refunded }: ReturnedSoFar): LotMovement[] {
  const refundedMinor = new Map(refunded.map(({ draw, amountMinor }) => [draw, amountMinor]));
  return paidBy.map((draw, at) => ({ ...draw, amountMinor: draw.amountMinor - (refundedMinor.get(at) ?? 0) }));
}
