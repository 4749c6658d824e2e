import type { Asset } from '../asset.ts';
import type { Instant } from '../instant.ts';
import type { Availability, FundingShare } from '../lot.ts';
import type { Staying } from './staying.ts';

/** At most this many counters live in one wallet: `too-many-counters` (a ruleset that wants more is refused). */
export const countersMax = 40;

/**
 * What a rule or cap counts in the wallet: a cap's use, a threshold's progress, visits to a scope. `key` names what is
 * counted, in `[A-Za-z0-9._:/-]`; `values` holds a slot for each local period that still lives, `[period, …cells]`
 * one after the other (slot.ts). It leaves the state once `until` has passed (the last period's end + late limit; null
 * for ever). What a decision changes is written as the counter's whole new value; one without values is dropped.
 */
export type Counter = {
  readonly key: string;
  readonly until: Instant | null;
  readonly values: readonly number[];
  /** Slugs, for counters that tell merchants apart. */
  readonly names: readonly string[];
};

/**
 * What one purchase added to a counter, so that it can be taken off again. A return takes off uses of `cap` and
 * `threshold`; a cancellation takes off those of `visit` too.
 */
export type CounterUse = {
  readonly key: string;
  readonly kind: 'cap' | 'threshold' | 'visit';
  readonly period: number;
  readonly added: readonly number[];
  readonly names: readonly string[];
  /** Of a threshold, how often it crossed the target. */
  readonly crossed?: number;
  /** Earlier purchases that it used up, for a cancellation to put back. */
  readonly served?: readonly number[];
};

/** What another verdict uses of the same counter in the same period. */
export const findUse = (uses: readonly CounterUse[], { key, period }: CounterUse): CounterUse | undefined =>
  uses.find((use) => use.key === key && use.period === period);

/** A threshold's reward that goes because its counter fell below the target again; it belongs to no single purchase. */
export type TakenBack = {
  readonly ruleId: string;
  readonly asset: Asset;
  readonly amountMinor: number;
  readonly funding: readonly FundingShare[];
  /** Whether the purchase was given it that loses it, or another one; not said until engine 2. */
  readonly source?: 'own' | 'counter';
  /** The reward as the counter remembers it: which entry was given it, its lot, and what of a debt it had paid. */
  readonly giving?: RememberedGiving;
};

export type RememberedGiving = {
  readonly sequence: number;
  readonly lotId: string;
  readonly repaidMinor: number;
  readonly availability: Availability;
};

/** A counter as a return found it and as it left it. */
export type LoweredCounter = { readonly before: Counter; readonly after: Counter };

/** What taking uses off leaves: whole new values of the counters, and the threshold rewards that go with them. */
export type GivenBack = {
  readonly counters: readonly Counter[];
  readonly takenBack: readonly TakenBack[];
  /** What stays of the purchase's threshold rewards. */
  readonly staying: Staying;
};
