import type { Asset } from '../asset.ts';
import type { Instant } from '../instant.ts';
import type { Availability, Expiry, FundingShare } from '../lot.ts';
import type { Counter, CounterUse } from './counter.ts';

/** Value that one rule gives: one credit in the ledger. `amountMinor` > 0, after caps and budgets. */
export type Award = {
  readonly ruleId: string;
  readonly asset: Asset;
  readonly amountMinor: number;
  readonly funding: readonly FundingShare[];
  readonly availability: Availability;
  readonly expiry: Expiry;
  /** A threshold's reward belongs to this counter, not to the purchase: returns leave it to `Rules.giveBack`. */
  readonly counterKey?: string;
};

/**
 * What an operation takes of a limit that many wallets share (caps per merchant or for all, budgets): claimed before
 * the entry is written, settled after it.
 */
export type LimitUse = {
  /** Unique per limit and local period: `<capId>:<period>[:<merchantId>]`, in `[A-Za-z0-9._:/-]`. */
  readonly limitId: string;
  /** The whole limit, so that a first claim can open it. */
  readonly capacity: number;
  readonly unit: 'minor' | 'count' | 'members';
  /** End of the limit's window; null for ever. */
  readonly until: Instant | null;
  /** '' for a cap of the base document. */
  readonly campaignId: string;
  /** What the operation would take if there were enough. */
  readonly wanted: number;
  /** What decides the same again when it is granted: never more than was granted. */
  readonly used: number;
  /** What it takes of the limit: less than it used when a later cap took some off again. */
  readonly taken: number;
  /** The rules that the limit covers, by id. */
  readonly ruleIds: readonly string[];
};

/** Why a rule gave nothing; the catalogue of reasons, each with its text in words/texts.ts. */
export const reasons = [
  'scope',
  'excluded',
  'lost', // another rule of its group won
  'cap',
  'budget',
  'zero',
  'campaign', // not in [startsAt, endsAt)
  'variant', // for members of another variant
  'control', // the member is in the control
  'progress', // a threshold that is not reached
] as const;
/** Or the first condition that does not hold. */
export type Reason = (typeof reasons)[number] | `when-${string}`;

export type RuleExplained = {
  readonly id: string;
  readonly matched: boolean;
  readonly reason?: Reason;
  readonly group?: string;
  readonly asset?: Asset;
  readonly rateBps?: number;
  readonly factorBps?: number;
  readonly baseMinor?: number;
  readonly wantedMinor?: number;
  readonly amountMinor?: number;
  readonly capId?: string | null;
  readonly funding?: readonly { readonly who: string; readonly amountMinor: number }[];
};

/** How the amounts came about: api.md `explanation`. Recomputed, never stored. */
export type Explanation = {
  readonly rulesetVersion: number;
  readonly baseMinor: number;
  readonly accrualBase: 'netOfWallet' | 'gross';
  readonly rounding: 'halfUp' | 'halfEven' | 'floor';
  readonly rules: readonly RuleExplained[];
  readonly excluded: readonly { readonly line: number; readonly reason: string }[];
};

export type Verdict = {
  readonly awards: readonly Award[];
  /** The counters that this purchase changes, with their new values. */
  readonly counters: readonly Counter[];
  /** What it added to each of them, for a return to take off. */
  readonly uses: readonly CounterUse[];
  /** Shared limits that it wants something of. */
  readonly limits: readonly LimitUse[];
  /** `<campaignId>:<variantId>` for each A/B campaign that was in force. */
  readonly variants: readonly string[];
  readonly explanation: Explanation;
};
