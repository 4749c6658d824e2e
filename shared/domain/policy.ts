import type { Asset } from './asset.ts';
import type { PurchaseLine } from './purchase-line.ts';

/** The basket that value is to pay; `lines` null when the till sent an amount only. */
export type Basket = {
  readonly merchantId: string;
  readonly sector: string;
  readonly lines: readonly PurchaseLine[] | null;
  /** Null when a redemption did not say. */
  readonly totalMinor: number | null;
};

/** What a ruleset says of spending at one merchant (api.md §3 `redeem`, `drawOrder`, `acceptance`). */
export type SpendPolicy = {
  readonly drawOrder: readonly Asset[];
  readonly redeem: { readonly minBasketMinor: number; readonly minAmountMinor: number; readonly maxShareBps: number };
  /**
   * How much of the basket a lot of this asset and scope may pay; null is all of it. A scope on products pays only
   * its lines, so nothing of a bare amount; one on merchants or sectors pays all or nothing.
   */
  readonly accepts: (asset: Asset, lotScope: string, basket: Basket) => number | null;
};
