import type { Asset } from '../asset.ts';
import type { Availability, Expiry, FundingShare } from '../lot.ts';
import type { Counter } from './counter.ts';

/** Value that one rule gives: one credit in the ledger. `amountMinor` > 0, after caps and budgets. */
export type Award = {
  readonly ruleId: string;
  readonly asset: Asset;
  readonly amountMinor: number;
  readonly funding: readonly FundingShare[];
  readonly availability: Availability;
  readonly expiry: Expiry;
};

/** A share of a limit that many wallets meet in, to be claimed before the entry is written. */
export type Claim = {
  /** The cap's identity: `<campaign or version>:<cap>:<period>[:<merchant>]`. */
  readonly limitId: string;
  readonly kind: 'amount' | 'count' | 'members';
  readonly quantity: number;
  /** The whole limit, so that a first claim can open it. */
  readonly limit: number;
  readonly openUntil: number;
};

/** Why a rule gave nothing; the catalogue of reasons. */
export type Reason =
  | 'scope'
  | 'excluded'
  | 'lost' // another rule of its group won
  | 'cap'
  | 'budget'
  | 'zero'
  | 'control'
  | `when-${string}`;

export type RuleExplained = {
  readonly id: string;
  readonly matched: boolean;
  readonly reason?: Reason;
  readonly group?: string;
  readonly asset?: Asset;
  readonly rateBps?: number;
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
  readonly claims: readonly Claim[];
  /** `<campaignId>:<variantId>` for each A/B campaign that was in force. */
  readonly variants: readonly string[];
  readonly explanation: Explanation;
};
