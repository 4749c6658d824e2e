import type { BasketRead } from '../domain/decision.ts';
import type { Entry } from '../domain/entry.ts';
import type { GuestBasket } from '../domain/guest.ts';
import type { Instant } from '../domain/instant.ts';
import type { Claim, LimitShard, Stake } from '../domain/limit.ts';
import type { RefusalCode } from '../domain/refusal.ts';

/** A refusal as it was answered, kept beside the ledger under its request's fingerprint (design §4 "Refusals"). */
export type RecordedRefusal = {
  readonly walletId: string;
  readonly print: string;
  readonly digest: string;
  readonly code: RefusalCode;
  readonly figures: Readonly<Record<string, number | string>>;
  /** Of the request that was refused: a replay answers the very same body. */
  readonly requestId: string;
  /** On the machine's clock; one past its time counts as absent even if the table still has it. */
  readonly expiresAt: Instant;
};

/** What a look back beyond the ring needs to know of an entry. */
export type Trace = Pick<Entry, 'sequence' | 'recordedAt' | 'prints' | 'event'>;

export type Write =
  | { readonly kind: 'entry'; readonly entry: Entry }
  /** Marks a guest basket as that entry's, or as nobody's again, on condition that it is as it was read. */
  | {
      readonly kind: 'claimed-basket';
      readonly basket: BasketRead;
      readonly claimedBy: GuestBasket['claimedBy'];
    }
  | { readonly kind: 'registry'; readonly walletId: string; readonly openedAt: Instant }
  /** Condition: this entry does not exist. */
  | { readonly kind: 'no-entry'; readonly walletId: string; readonly sequence: number }
  /** Condition: no refusal of this request stands at `now`. */
  | { readonly kind: 'no-refusal'; readonly walletId: string; readonly print: string; readonly now: Instant }
  /** Written on condition that none stands at `now`. */
  | { readonly kind: 'refusal'; readonly refusal: RecordedRefusal; readonly now: Instant }
  /** Written over revision `before`, null for none there. */
  | { readonly kind: 'claim'; readonly claim: Claim; readonly before: number | null }
  /** Gone, on condition that it stands unchanged. */
  | { readonly kind: 'unclaim'; readonly claim: Claim }
  /** Written over the one that `before` had applied, null for none there. */
  | { readonly kind: 'stake'; readonly stake: Stake; readonly before: number | null }
  | ShardWrite;

/** Changes what is taken of a shard. `most`: on condition that no more is taken after it, and no claim too many open. */
export type ShardWrite = {
  readonly kind: 'shard';
  readonly limitId: string;
  readonly shard: number;
  /** Signed. */
  readonly add: number;
  readonly most: number | null;
  readonly opens: { readonly print: string; readonly leasedUntil: Instant } | null;
  /** The claim under this fingerprint is open no more; '' for none. */
  readonly closes: string;
  readonly until: Instant | null;
};

/**
 * All that the write path asks of a store. Every call may throw a StoreFault; nothing else is awaited by the write
 * path but the clock's sleep, so that a test can stop it, fail it or reorder it at each of them.
 */
export type LedgerPort = {
  /** The newest entry, read consistently. */
  head(walletId: string): Promise<Entry | undefined>;
  get(walletId: string, sequence: number): Promise<Entry | undefined>;
  findRefusal(walletId: string, print: string): Promise<RecordedRefusal | undefined>;
  /** A guest basket as it stands, read consistently; undefined when the key that it belongs to recorded none. */
  findBasket(basketId: string): Promise<GuestBasket | undefined>;
  /** Entries from `from` downwards, newest first, as far as `recordedAt` ≥ `since` and `sequence` > `above`. */
  list(walletId: string, range: { from: number; above: number; since: Instant }): Promise<Trace[]>;
  findClaim(limitId: string, print: string): Promise<Claim | undefined>;
  findStake(limitId: string, walletId: string, sequence: number): Promise<Stake | undefined>;
  /** The shards of a limit of which something is or was taken. */
  listShards(limitId: string): Promise<LimitShard[]>;
  /** Writes entry N+1 on condition that it does not exist; else hands back the entry that stands there. */
  put(entry: Entry): Promise<{ kind: 'written' } | { kind: 'overtaken'; by: Entry }>;
  /** All or nothing; `failed` names the writes whose condition did not hold, none when another transaction was in the way. */
  transact(writes: readonly Write[]): Promise<{ kind: 'written' } | { kind: 'failed'; failed: readonly number[] }>;
};

/** The ledger as the functions use it: what the write path asks, and pages of a wallet's entries. */
export type Ledger = LedgerPort & {
  /** Newest first, from the entry before `below`. */
  page(walletId: string, range: { below: number; limit: number }): Promise<Entry[]>;
};

/** `unknown`: a write may or may not have happened, now or later. `unavailable`: it surely has not. */
export class StoreFault extends Error {
  readonly outcome: 'unknown' | 'unavailable';
  constructor(outcome: 'unknown' | 'unavailable', options?: ErrorOptions) {
    super(`store ${outcome}`, options);
    this.outcome = outcome;
  }
}

/** Time and chance, injected. `recording` differs from `machine` in sandboxes only, where `Boucle-Now` sets it. */
export type Clock = {
  machine(): Instant;
  recording(): Instant;
  sleep(ms: number): Promise<void>;
  /** In [0, 1). */
  random(): number;
};
