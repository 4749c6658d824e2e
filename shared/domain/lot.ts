import type { Asset } from './asset.ts';
import type { Instant } from './instant.ts';

/** Who pays for a value, in shares that sum to 10,000; `who` is a merchant's or sponsor's slug, or `operator`. */
export type FundingShare = { readonly who: string; readonly shareBps: number };

/** When a lot can be spent. `event` waits for `confirm`; at `at` it is released or cancelled otherwise. */
export type Availability =
  | { readonly kind: 'available' }
  | { readonly kind: 'from'; readonly at: Instant }
  | { readonly kind: 'event'; readonly at: Instant; readonly otherwise: 'release' | 'cancel' };

/** When a lot ends. `idle` counts calendar months (UTC) since the wallet's last earn or spend. */
export type Expiry =
  | { readonly kind: 'never' }
  | { readonly kind: 'at'; readonly at: Instant }
  | { readonly kind: 'idle'; readonly months: number };

/** What makes two lots the same kind of value: only lots equal in all of these may be merged (design §3). */
export type LotTerms = {
  readonly asset: Asset;
  /** Where the value was earned or who granted it; '' for an adjustment. */
  readonly originId: string;
  readonly funding: readonly FundingShare[];
  /** Acceptance scope of a grant in canonical text; '' follows the asset's own acceptance. */
  readonly scope: string;
  readonly availability: Availability;
  readonly expiry: Expiry;
};

/** The terms alone of what has more, a movement or a credit. */
export const onlyTerms = ({ asset, originId, funding, scope, availability, expiry }: LotTerms): LotTerms => ({
  ...{ asset, originId, funding, scope, availability, expiry },
});

/** A part of the wallet's value; `id` is `<sequence>.<index>` of the credit that made it, so older sorts first. */
export type Lot = LotTerms & { readonly id: string; readonly remainingMinor: number };

/** An amount put into or taken from a lot, with the lot's terms, so that it can be told and undone without it. */
export type LotMovement = LotTerms & { readonly lotId: string; readonly amountMinor: number };
