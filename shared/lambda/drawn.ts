import type { Asset } from '../domain/asset.ts';
import type { LotMovement } from '../domain/lot.ts';

/** What was drawn, by asset in the order it was drawn; to the caller lots do not matter. */
export function drawnByAsset(
  draws: readonly Pick<LotMovement, 'asset' | 'amountMinor'>[],
): { asset: Asset; amountMinor: number }[] {
  const sums = new Map<Asset, number>();
  for (const { asset, amountMinor } of draws) sums.set(asset, (sums.get(asset) ?? 0) + amountMinor);
  return [...sums].map(([asset, amountMinor]) => ({ asset, amountMinor }));
}
