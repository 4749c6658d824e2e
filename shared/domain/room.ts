import { type Change, type Decision, full, type Other } from './decision.ts';
import type { Settled } from './settle.ts';
import { lotsBackMax } from './wallet.ts';

/**
 * A decision, unless it leaves a wallet with more lots than one may have, and more than it had: the last word on every
 * list of lots, whatever decided (design §4 "Every list in the state has a named maximum").
 */
export function withinRoom(decision: Decision, wallet: Settled, other: Other | undefined): Decision {
  if (decision.kind !== 'accepted') return decision;
  const { change, otherChange } = decision;
  const isOver = isTooMany(wallet, change) || (other && otherChange && isTooMany(other.wallet, otherChange));
  return isOver ? full('lots') : decision;
}

function isTooMany({ lots }: Settled, { effects: { draws, credits } }: Change): boolean {
  // Mostly there are so few that nothing need be counted.
  if (lots.length + credits.length <= lotsBackMax) return false;
  const left = new Map(lots.map(({ id, remainingMinor }) => [id, remainingMinor]));
  for (const { lotId, amountMinor } of draws) left.set(lotId, left.get(lotId)! - amountMinor);
  for (const { lotId, amountMinor } of credits) left.set(lotId, (left.get(lotId) ?? 0) + amountMinor);
  const count = [...left.values()].filter((amountMinor) => amountMinor !== 0).length;
  return count > lotsBackMax && count > lots.length;
}
