import type { Instant } from '../instant.ts';

/** At most this many counters live in one wallet: `too-many-counters` (a ruleset that wants more is refused). */
export const countersMax = 40;

/**
 * One number (or a few) that a rule keeps in the wallet: a cap's use, a threshold's progress, the last visit to a scope.
 * `key` names rule or cap and local period, in `[A-Za-z0-9._:/-]`; it leaves the state once `until` has passed
 * (the period's end + late limit; null for ever). What a decision changes is written as the counter's whole new value.
 */
export type Counter = {
  readonly key: string;
  readonly until: Instant | null;
  readonly values: readonly number[];
  /** Distinct slugs, for counters of merchants. */
  readonly names: readonly string[];
};
