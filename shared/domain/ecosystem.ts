import type { Asset } from './asset.ts';
import { dayMs, hourMs } from './instant.ts';

/** What an ecosystem is; what changes an amount is in its ruleset instead (design §5). */
export type Ecosystem = {
  /** The slug in key prefixes and stack names: lower-case letters and digits. */
  readonly id: string;
  readonly name: string;
  readonly kind: 'mall' | 'campus' | 'resort' | 'district' | 'festival';
  /** ISO 4217. */
  readonly currency: string;
  readonly assets: readonly Asset[];
  readonly modules: readonly string[];
  /** A sandbox takes the time of recording from `Boucle-Now` and caches no ruleset; never set where money is real. */
  readonly sandbox: boolean;
  readonly limits: EcosystemLimits;
};

export type EcosystemLimits = {
  /** How late a sale may be posted, and how long receipts and cancellations are remembered. */
  readonly lateLimitMs: number;
  readonly idempotencyMs: number;
  /** What `support` may adjust at most, in minor units. */
  readonly supportCeilingMinor: number;
};

export const defaultLimits: EcosystemLimits = {
  lateLimitMs: 7 * dayMs,
  idempotencyMs: 48 * hourMs,
  supportCeilingMinor: 5_000,
};
