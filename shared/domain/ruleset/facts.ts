import type { Instant } from '../instant.ts';
import type { Channel, PurchaseLine, Tender } from '../purchase-line.ts';
import type { Counter } from './counter.ts';

/** All that a rule may look at: the purchase, and what the wallet remembered when it was recorded. */
export type Facts = {
  readonly walletId: string;
  readonly merchantId: string;
  readonly sector: string;
  /** '' when the till did not say. */
  readonly storeId: string;
  readonly channel: Channel;
  readonly occurredAt: Instant;
  /** A bare amount is one `item` line without sku, category, brand or attributes. */
  readonly lines: readonly PurchaseLine[];
  /** Paid from the wallet, by what was drawn; points never are. */
  readonly walletTenders: readonly { readonly amountMinor: number; readonly expiresAt: Instant | null }[];
  readonly tenders: readonly Tender[];
  readonly memory: Memory;
};

/** What a wallet remembers for its rules; every part is bounded (see counter.ts). */
export type Memory = {
  readonly openedAt: Instant;
  /** Kept always, without a rule that watches: rules-grammar "watching". */
  readonly purchaseCount: number;
  readonly firstPurchaseAt: Instant | null;
  readonly lastPurchaseAt: Instant | null;
  readonly counters: ReadonlyMap<string, Counter>;
  readonly optIns: ReadonlySet<string>;
  readonly audiences: ReadonlySet<string>;
};

/** What enrolment rules may look at. */
export type EnrolmentFacts = Pick<Facts, 'walletId' | 'occurredAt' | 'channel'>;
