import type { Asset } from './asset.ts';
import type { LotMovement } from './lot.ts';
import type { Counter } from './ruleset/counter.ts';
import type { Amendment, Hold } from './wallet.ts';

/** Value into a lot. `ruleId` '' when no rule gave it; `repaidMinor` more was given and paid a debt first. */
export type Credit = LotMovement & { readonly ruleId: string; readonly repaidMinor: number };

/**
 * The other side of what lots gain and lose. Accounts: `funding:<who>` (earned value is owed by who),
 * `receivable:<merchant>` (accepted value is due to the merchant), `breakage:<who>` (expired value, by its funder),
 * `owed` (a member's debt), `transfer`, `adjustment`. Lots are the `wallet` account: positive is the member's.
 */
export type Posting = { readonly account: string; readonly asset: Asset; readonly amountMinor: number };

/** What an entry does to the wallet, whatever its kind: evolve.ts needs nothing else of most kinds. */
export type Effects = {
  readonly draws: readonly LotMovement[];
  readonly credits: readonly Credit[];
  readonly postings: readonly Posting[];
  /** Whole new values of the counters that changed; one without values is dropped. */
  readonly counters: readonly Counter[];
  readonly placedHold: Hold | null;
  readonly endedHolds: readonly number[];
  /** New amendments; `by` 0 forgets one. */
  readonly amendments: readonly Amendment[];
};

export const noEffects: Effects = {
  draws: [],
  credits: [],
  postings: [],
  counters: [],
  placedHold: null,
  endedHolds: [],
  amendments: [],
};

/** What had ended by itself before an entry and is booked with it: expired lots, lapsed holds (design §3 "settles first"). */
export type Settlement = Pick<Effects, 'draws' | 'postings' | 'endedHolds'>;

export const nothingSettled: Settlement = { draws: [], postings: [], endedHolds: [] };

export const isSettlement = (settlement: Settlement) => settlement.draws.length > 0 || settlement.endedHolds.length > 0;
