import type { Instant } from './instant.ts';
import type { SpendPolicy } from './policy.ts';
import type { Counter, CounterUse, GivenBack } from './ruleset/counter.ts';
import type { EnrolmentFacts, Facts } from './ruleset/facts.ts';
import type { Crossing, Staying } from './ruleset/staying.ts';
import type { TakenUp, Undone } from './ruleset/take-up.ts';
import type { Explanation, Verdict } from './ruleset/verdict.ts';

/** How value comes back at a merchant (api.md §3 `returns`). */
export type ReturnPolicy = {
  readonly refund: 'proRata' | 'walletFirst' | 'otherFirst';
  readonly clawback: 'pendingOnly' | 'withinBalance' | 'debt';
  /** Days that value put back into an expired lot lives. */
  readonly graceDays: number;
};

/** Limits that a decision was given by the claims made before it; absent: not limited. */
export type Grants = ReadonlyMap<string, number>;

/** What the ledger asks of a compiled ruleset: the version in force when something occurred. */
export type Rules = {
  readonly version: number;
  policyFor(merchantId: string, sector: string): SpendPolicy & { readonly returns: ReturnPolicy };
  /** @param staying what it was given besides, under the same caps, and what stays whatever is kept of it */
  decidePurchase(facts: Facts, granted?: Grants, staying?: Staying): Verdict;
  /** What caps count of what stays alone. */
  decideStaying(facts: Facts, granted: Grants, staying: Staying): Pick<Verdict, 'uses' | 'limits'>;
  decideEnrolment(facts: EnrolmentFacts, granted?: Grants): Verdict;
  /**
   * Takes off the wallet's counters what a purchase used before and does not use any more: `before` and `after` are the
   * `uses` of the verdict as it was and of the one on what is kept (none once it is cancelled). Counters that have left
   * the state stay gone, but for one that it had emptied itself. A return lowers caps and thresholds, a cancellation also
   * the visits that were counted. `by`: the engine that asks, the purchase's entry where it is of this very
   * wallet, who sold it, and what it had and keeps of thresholds' rewards.
   */
  giveBack(
    counters: ReadonlyMap<string, Counter>,
    before: readonly CounterUse[],
    after: readonly CounterUse[],
    why: 'return' | 'cancellation',
    by?: {
      readonly engine?: number | undefined;
      readonly sequence?: number;
      readonly merchantId?: string;
      readonly crossing?: Crossing;
    },
  ): GivenBack;
  /** Whether purchases under it are counted in a counter. */
  watches(key: string): boolean;
  /** What counters come to once a return is undone (ruleset/take-up.ts); only those that change. */
  takeUp(counters: ReadonlyMap<string, Counter>, change: Undone): TakenUp;
  /** What a merchant may be told of an explanation: nothing of where else the member shops (promise 4). */
  discreet(explanation: Explanation, merchantId: string): Explanation;
  /** Local calendar day, in days since 1970-01-01. */
  localDay(at: Instant): number;
};

/** When and where in the ledger a decision is taken: `now` is the entry's `recordedAt`; `engine` only of a replay. */
export type Moment = { readonly now: Instant; readonly sequence: number; readonly engine?: number };
