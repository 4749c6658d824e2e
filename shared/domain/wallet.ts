import type { Asset } from './asset.ts';
import type { Instant } from './instant.ts';
import type { Lot } from './lot.ts';
import type { Counter } from './ruleset/counter.ts';

/** Lots of one wallet: beyond this an earn waits for a spend or an expiry (`wallet-full`, 409, not remembered). */
export const lotsMax = 400;
/**
 * As many more may come back of what was spent, so that a return or a cancellation seldom waits. Beyond, it is
 * `wallet-full` too: what comes back keeps its terms, so lots of other terms cannot become one.
 */
export const lotsBackMax = 2 * lotsMax;
/** Open holds of one wallet: `too-many-holds`. */
export const holdsMax = 20;
/** Amended entries that the state points at; older ones are found by reading the entries after them. */
export const amendmentsMax = 16;
/** Campaigns that one wallet takes part in by opt-in, those not over: `too-many-opt-ins`. */
export const optInsMax = 20;
/** Audiences of one wallet: `too-many-audiences`. */
export const audiencesMax = 20;

export type WalletStatus = 'open' | 'blocked' | 'closed';

/** Value reserved for a merchant; `sequence` is the entry that placed it. It pins amounts of lots until it ends. */
export type Hold = {
  readonly sequence: number;
  readonly merchantId: string;
  readonly expiresAt: Instant;
  readonly pins: readonly { readonly lotId: string; readonly amountMinor: number }[];
};

/** What members owe after a clawback under the `debt` policy; later earnings pay it first. */
export type Owed = { readonly asset: Asset; readonly amountMinor: number };

/** Entry `by` is the last that amended entry `of`: a return, or the purchase that took a redemption up. */
export type Amendment = { readonly of: number; readonly by: number };

/**
 * Everything a wallet is after an entry. Balances are not kept: they are the lots, the pins and the debts
 * (balance.ts), so that they cannot disagree with them.
 */
export type WalletState = {
  readonly status: WalletStatus;
  /** The wallet that everything went to, once this one was merged into it. */
  readonly successorId: string;
  readonly openedAt: Instant;
  /** Last earn or spend: what `idle` expiry counts from. */
  readonly lastActiveAt: Instant;
  readonly lots: readonly Lot[];
  readonly holds: readonly Hold[];
  readonly owed: readonly Owed[];
  /** Assets that this wallet has ever held, so that an emptied balance shows as 0. */
  readonly assetsSeen: readonly Asset[];
  readonly purchaseCount: number;
  readonly firstPurchaseAt: Instant | null;
  readonly lastPurchaseAt: Instant | null;
  readonly counters: readonly Counter[];
  readonly optIns: readonly string[];
  readonly audiences: readonly string[];
  readonly amendments: readonly Amendment[];
};

/** A wallet before its first entry. */
export function newWallet(openedAt: Instant): WalletState {
  return {
    status: 'open',
    successorId: '',
    openedAt,
    lastActiveAt: openedAt,
    lots: [],
    holds: [],
    owed: [],
    assetsSeen: [],
    purchaseCount: 0,
    firstPurchaseAt: null,
    lastPurchaseAt: null,
    counters: [],
    optIns: [],
    audiences: [],
    amendments: [],
  };
}
