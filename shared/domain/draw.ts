import type { Asset } from './asset.ts';
import { endOf, isAvailable } from './expiry.ts';
import type { Instant } from './instant.ts';
import type { Lot, LotMovement } from './lot.ts';
import { wholeBps } from './money.ts';
import type { Basket, SpendPolicy } from './policy.ts';
import { movementOf, pinnedByLot, type Settled } from './settle.ts';

/** What the caller may draw: `points` only when named, an empty list never. */
export type Drawable = { readonly assets: readonly Asset[] };

/** Places of a lot id, `<sequence>.<index>`. */
export const ageOf = (lot: Lot) => lot.id.split('.').map(Number) as [number, number];

/** The oldest first. */
export function byAge(a: Lot, b: Lot): number {
  const [older, newer] = [ageOf(a), ageOf(b)];
  return older[0] - newer[0] || older[1] - newer[1];
}

/** Draw order: the ruleset's order of assets, then the earliest expiry, then the oldest (design §3). */
export function inDrawOrder(wallet: Settled, lots: readonly Lot[], drawOrder: readonly Asset[]): Lot[] {
  const rank = (asset: Asset) => (drawOrder.includes(asset) ? drawOrder.indexOf(asset) : drawOrder.length);
  const keyed = lots.map((lot) => ({
    lot,
    rank: rank(lot.asset),
    end: endOf(lot, wallet) ?? Number.MAX_SAFE_INTEGER,
    age: ageOf(lot),
  }));
  keyed.sort((a, b) => a.rank - b.rank || a.end - b.end || a.age[0] - b.age[0] || a.age[1] - b.age[1]);
  return keyed.map(({ lot }) => lot);
}

/**
 * Draws up to `limitMinor` from the lots that the basket accepts, in draw order. Lots under one scope together never
 * pay more than that scope's lines. Returns what was drawn, perhaps nothing.
 */
export function drawUpTo(
  wallet: Settled,
  limitMinor: number,
  policy: SpendPolicy,
  basket: Basket,
  allowed: readonly Asset[],
  now: Instant,
): LotMovement[] {
  const pinned = pinnedByLot(wallet.holds);
  const usable = wallet.lots.filter((lot) => allowed.includes(lot.asset) && isAvailable(lot, now));
  const paidByScope = new Map<string, number>();
  const draws: LotMovement[] = [];
  let left = limitMinor;
  for (const lot of inDrawOrder(wallet, usable, policy.drawOrder)) {
    if (left === 0) break;
    const accepted = policy.accepts(lot.asset, lot.scope, basket);
    const scope = `${lot.asset} ${lot.scope}`;
    const room = accepted === null ? left : accepted - (paidByScope.get(scope) ?? 0);
    const amountMinor = Math.min(left, lot.remainingMinor - (pinned.get(lot.id) ?? 0), room);
    if (amountMinor <= 0) continue;
    draws.push(movementOf(lot, amountMinor));
    paidByScope.set(scope, (paidByScope.get(scope) ?? 0) + amountMinor);
    left -= amountMinor;
  }
  return draws;
}

export const sumOf = (movements: readonly { readonly amountMinor: number }[]) =>
  movements.reduce((sum, movement) => sum + movement.amountMinor, 0);

/** The largest part of a basket that the wallet may pay: `maxShareBps`, rounded down. Null basket: no limit known. */
export const shareLimitMinor = (policy: SpendPolicy, totalMinor: number) =>
  Math.floor((totalMinor * policy.redeem.maxShareBps) / wholeBps);
