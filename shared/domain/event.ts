import type { Asset } from './asset.ts';
import type { Granted, Stay } from './granted.ts';
import type { Instant } from './instant.ts';
import type { Channel, PurchaseLine, Tender } from './purchase-line.ts';

/** Where and when a till did something. Free text never enters an entry: these are slugs and references. */
export type Place = {
  readonly merchantId: string;
  readonly storeId: string;
  readonly tillId: string;
  readonly receiptNumber: string;
  readonly channel: Channel;
  readonly occurredAt: Instant;
};

export type Opened = {
  readonly kind: 'opened';
  readonly merchantId: string;
  readonly channel: Channel;
  readonly rulesetVersion: number;
  readonly grants: readonly Granted[];
};

export type Purchased = Place & {
  readonly kind: 'purchased';
  /** Local calendar day of `occurredAt`, in days since 1970-01-01: part of the receipt's identity. */
  readonly receiptDay: number;
  readonly reference: string;
  readonly sector: string;
  readonly rulesetVersion: number;
  /** The till sent an amount, not lines. */
  readonly bare: boolean;
  readonly lines: readonly PurchaseLine[];
  readonly tenders: readonly Tender[];
  /** The hold that this purchase captured (its placing sequence), 0 for none; the rest of it was released. */
  readonly capturedHold: number;
  /** The captured redemption that this purchase took up, 0 for none: it paid, nothing more was drawn. */
  readonly takenUp: number;
  readonly takenUpMinor: number;
  readonly variants: readonly string[];
  readonly grants: readonly Granted[];
};

export type Redeemed = Place & {
  readonly kind: 'redeemed';
  /** 0 when the till did not say. */
  readonly basketMinor: number;
  readonly rulesetVersion: number;
};
export type Held = Omit<Redeemed, 'kind'> & { readonly kind: 'held'; readonly holdExpiresAt: Instant };
export type Captured = {
  readonly kind: 'captured';
  readonly holdSequence: number;
  readonly merchantId: string;
  readonly releasedMinor: number;
};
export type Released = Omit<Captured, 'kind'> & { readonly kind: 'released' };

/** Part of a line that came back: quantity in the line's unit and its amount before the wallet's share. */
export type ReturnedLine = { readonly index: number; readonly quantity: number; readonly amountMinor: number };

/** What was taken back of one asset: from the wallet, owed by the member, or borne by the funder. */
export type Clawback = {
  readonly asset: Asset;
  readonly fromWalletMinor: number;
  readonly owedMinor: number;
  readonly writtenOffMinor: number;
  /** The rule that had given it; '' when that is not known. */
  readonly reward: string;
  /** The lots that it was taken out of, so that undoing it puts it back there. */
  readonly takenFrom: readonly { readonly lotId: string; readonly amountMinor: number }[];
};

/** All that has come back so far, this return included: the next return starts from here, not from all before it. */
export type ReturnedSoFar = {
  readonly lines: readonly ReturnedLine[];
  readonly amountMinor: number;
  readonly walletMinor: number;
  readonly refunded: readonly { readonly draw: number; readonly amountMinor: number }[];
  /** What rewards paid of a debt that grew when some came back, by the rule that gave them. */
  readonly repaid: readonly Repaid[];
  /** Rewards of thresholds that have stayed with their counters. */
  readonly staying: readonly StayingReward[];
};
export type StayingReward = { readonly reward: string; readonly amountMinor: number };
export type Repaid = { readonly reward: string; readonly asset: Asset; readonly amountMinor: number };

export type Returned = {
  readonly kind: 'returned';
  /** The purchase, redemption or capture that this gives back. */
  readonly of: number;
  /** The return before this one, 0 for none. */
  readonly previous: number;
  readonly merchantId: string;
  readonly tillId: string;
  readonly receiptNumber: string;
  readonly occurredAt: Instant;
  readonly reason: 'customer' | 'void';
  readonly lines: readonly ReturnedLine[];
  readonly amountMinor: number;
  readonly walletMinor: number;
  readonly clawbacks: readonly Clawback[];
  readonly soFar: ReturnedSoFar;
  /** What the purchase takes of shared limits once this has come back. */
  readonly grants: readonly Granted[];
  /** Where the value went when this wallet was merged: the entry of its successor; '' and 0 otherwise. */
  readonly otherWalletId: string;
  readonly otherSequence: number;
};

/** The caller's operations under one key have no effect: those in `targets` are reversed here, later ones refused. */
export type Cancelled = {
  readonly kind: 'cancelled';
  readonly targets: readonly number[];
  readonly clawbacks: readonly Clawback[];
  /** The purchase or redemption whose return is among the targets, 0 for none, and what then is returned of it. */
  readonly returnOf: number;
  readonly soFar: ReturnedSoFar;
  /** What the wallet knows of its purchases once the targets are gone. */
  readonly purchaseCount: number;
  readonly firstPurchaseAt: Instant | null;
  readonly lastPurchaseAt: Instant | null;
  /** What the purchase `returnOf` takes of shared limits, now that its return is undone. */
  readonly grants: readonly Granted[];
  /** What purchases among the targets take of shared limits all the same: rewards of thresholds stay with counters. */
  readonly stays: readonly Stay[];
};

/** Everything goes to another wallet, and this one is closed. */
export type TransferredOut = {
  readonly kind: 'transferred-out';
  readonly otherWalletId: string;
  /** The entry of the other wallet that is the other half. */
  readonly otherSequence: number;
  readonly reason: string;
};
/** Everything of another wallet comes here, with what its rules knew of the member. */
export type TransferredIn = Omit<TransferredOut, 'kind'> & {
  readonly kind: 'transferred-in';
  readonly purchaseCount: number;
  readonly firstPurchaseAt: Instant | null;
  readonly lastPurchaseAt: Instant | null;
  readonly lastActiveAt: Instant;
  readonly optIns: readonly string[];
  readonly audiences: readonly string[];
};
/** What an entry of a merged wallet moves, booked on its successor: entry `sequence` of `otherWalletId` says why. */
export type Carried = {
  readonly kind: 'carried';
  readonly otherWalletId: string;
  readonly sequence: number;
  /** How many purchases of the merged wallet count no more, since they were cancelled. */
  readonly cancelledCount: number;
};
export type Adjusted = {
  readonly kind: 'adjusted';
  readonly asset: Asset;
  /** Signed. */
  readonly amountMinor: number;
  readonly reason: string;
  readonly ticket: string;
};
export type StatusChanged = { readonly kind: 'blocked' | 'unblocked' | 'closed' };

/** What had ended by itself is booked on its own, so that a refusal can stand on a head that says so (design §4). */
export type Settled = { readonly kind: 'settled' };

/** The member takes part in a campaign; opt-ins to campaigns that are over may have left to make room. */
export type OptedIn = {
  readonly kind: 'opted-in';
  readonly subjectId: string;
  readonly dropped: readonly string[];
};
/** A fact of the wallet that rules look at: an opt-in to a campaign, membership of an audience. */
export type FactChanged = { readonly kind: 'opted-out' | 'joined' | 'left'; readonly subjectId: string };

/** The event came that these lots of a purchase waited for: they can be spent. `of` is 0 when another wallet made it. */
export type Confirmed = {
  readonly kind: 'confirmed';
  readonly of: number;
  readonly merchantId: string;
  readonly lotIds: readonly string[];
};

export type Event =
  | Opened
  | Purchased
  | Redeemed
  | Held
  | Captured
  | Released
  | Returned
  | Cancelled
  | TransferredOut
  | TransferredIn
  | Carried
  | Adjusted
  | StatusChanged
  | Settled
  | OptedIn
  | FactChanged
  | Confirmed;

export type EventKind = Event['kind'];
