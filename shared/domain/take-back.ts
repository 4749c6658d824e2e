import { byAge } from './draw.ts';
import type { Credit } from './effects.ts';
import { endOf } from './expiry.ts';
import type { Lot, LotMovement } from './lot.ts';
import { movementOf, pinnedByLot, type Settled } from './settle.ts';

/** What can be taken back of each lot: what no hold pins, pending value included, and what is put back just now. */
export type Takeable = { readonly lots: readonly Lot[]; readonly leftMinor: Map<string, number> };

export function takeableOf(wallet: Settled, credits: readonly Credit[]): Takeable {
  const pinned = pinnedByLot(wallet.holds);
  const leftMinor = new Map(wallet.lots.map((lot) => [lot.id, lot.remainingMinor - (pinned.get(lot.id) ?? 0)]));
  const lots = [...wallet.lots];
  for (const { lotId, amountMinor, ruleId: _rule, repaidMinor: _repaid, ...terms } of credits) {
    if (!leftMinor.has(lotId)) lots.push({ id: lotId, ...terms, remainingMinor: amountMinor });
    leftMinor.set(lotId, (leftMinor.get(lotId) ?? 0) + amountMinor);
  }
  lots.sort((a, b) => byExpiry(wallet, a, b));
  return { lots, leftMinor };
}

/** Soonest expiry first, then the oldest: what is taken back costs the member least. */
function byExpiry(wallet: Settled, a: Lot, b: Lot): number {
  const end = (lot: Lot) => endOf(lot, wallet) ?? Number.MAX_SAFE_INTEGER;
  return end(a) - end(b) || byAge(a, b);
}

/**
 * Takes an amount back of what was credited to `lotId`: from that lot first, then from the asset's others, as far as
 * there is something (api.md §2 "Returns"). Lowers what is left to take.
 */
export function takeBack(
  from: Takeable,
  credited: Pick<LotMovement, 'lotId' | 'asset'>,
  amountMinor: number,
): LotMovement[] {
  const own = from.lots.filter((lot) => lot.id === credited.lotId);
  const others = from.lots.filter((lot) => lot.id !== credited.lotId && lot.asset === credited.asset);
  const taken: LotMovement[] = [];
  let missingMinor = amountMinor;
  for (const lot of [...own, ...others]) {
    const part = Math.min(missingMinor, from.leftMinor.get(lot.id)!);
    if (part <= 0) continue;
    taken.push(movementOf(lot, part));
    from.leftMinor.set(lot.id, from.leftMinor.get(lot.id)! - part);
    missingMinor -= part;
  }
  return taken;
}

/** Credits and draws of one entry, one net movement a lot: a lot that would be emptied and filled keeps its place. */
export function netOf(
  credits: readonly Credit[],
  draws: readonly LotMovement[],
): { credits: Credit[]; draws: LotMovement[] } {
  const sums = new Map<string, { terms: LotMovement; amountMinor: number }>();
  const add = (movement: LotMovement, amountMinor: number) => {
    const sum = sums.get(movement.lotId);
    if (sum) sum.amountMinor += amountMinor;
    else sums.set(movement.lotId, { terms: movement, amountMinor });
  };
  for (const { ruleId: _rule, repaidMinor: _repaid, ...credit } of credits) add(credit, credit.amountMinor);
  for (const draw of draws) add(draw, -draw.amountMinor);
  const net = [...sums.values()];
  return {
    credits: net
      .filter(({ amountMinor }) => amountMinor > 0)
      .map(({ terms, amountMinor }) => ({ ...terms, amountMinor, ruleId: '', repaidMinor: 0 })),
    draws: net
      .filter(({ amountMinor }) => amountMinor < 0)
      .map(({ terms, amountMinor }) => ({ ...terms, amountMinor: -amountMinor })),
  };
}
