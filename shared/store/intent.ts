import type { Decision, Other } from '../domain/decision.ts';
import type { Entry, RequestPrints } from '../domain/entry.ts';
import type { Instant } from '../domain/instant.ts';
import type { Claim } from '../domain/limit.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Grants, Moment } from '../domain/rules.ts';
import type { Settled } from '../domain/settle.ts';
import type { LookBack } from './lookup.ts';
import type { Clock, LedgerPort } from './port.ts';
import type { Receipt } from './print.ts';
import type { Remembering } from './seal.ts';

export type Settings = Remembering & {
  readonly sandbox: boolean;
  /** In how many parts shared limits are kept; the same for ever, 8 unless said. */
  readonly limitShards?: number;
};

/** One request for one wallet: who asks, under which fingerprints, and what to decide. */
export type Intent<C> = {
  readonly walletId: string;
  readonly callerId: string;
  readonly requestId: string;
  readonly prints: RequestPrints;
  /** How long this key is remembered: cancellations longer than the rest. */
  readonly rememberedMs?: number;
  /** Fingerprint of the cancellation of this request's key; '' when it cannot be cancelled. */
  readonly cancelPrint: string;
  readonly receipt: Receipt | null;
  /** Business time that the caller named, null for now: whether it is in bounds turns on the clock. */
  readonly occurredAt: Instant | null;
  /** Only an operation whose every refusal is final may skip reading its refusal: an earn of now (design §4). */
  readonly spends: boolean;
  /** What decides beside head and time, a version or a merchant's settings, may be another for a duplicate of now. */
  readonly turning?: boolean;
  /** Reads what the decision needs beside the head: entries that it refers to. */
  readonly prepare: (head: Entry) => Promise<C>;
  /** Reads the newest entry of the other wallet of a decision on two; `undefined` when it does not exist. */
  readonly other?: (head: Entry) => Promise<Entry | null | undefined>;
  readonly decide: (wallet: Settled, at: Moment, context: C, head: Entry, other?: Other, granted?: Grants) => Decision;
};

export type Outcome =
  /** `before`: the entry that it was decided on, when this request wrote it. */
  | { readonly kind: 'accepted'; readonly entry: Entry; readonly replayed: boolean; readonly before?: Entry }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly requestId: string; readonly replayed: boolean }
  /** The receipt stands on this entry; not remembered, so the same key may go again with another number. */
  | { readonly kind: 'receipt-used'; readonly sequence: number }
  /** `full`: a list of the wallet has no room. `unknown`: may have happened, ask again. The rest say themselves. */
  | {
      readonly kind: 'mismatch' | 'full' | 'conflict' | 'unknown' | 'clock-ahead' | 'clock-before-last-entry';
    }
  /** Which wallet is not there: the one that the request is on, or the other of a decision on two. */
  | { readonly kind: 'not-found'; readonly which: 'wallet' | 'other' };

/** The newest entries that a decision is taken on. */
export type Heads = { readonly head: Entry; readonly other: Entry | undefined };

/** What the attempts of one request share. */
export type Trying<C> = {
  readonly port: LedgerPort;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly intent: Intent<C>;
  readonly startedAt: Instant;
  readonly seen: LookBack;
  /** What it has reserved of shared limits. */
  readonly claims: Map<string, Claim>;
};

/**
 * What an attempt comes to: an answer, or another go: on `winner`, the entry that stands where ours should; at once;
 * or after a sleep. `unsure`: our write may have happened or may still.
 */
export type Step =
  | { readonly kind: 'answer'; readonly outcome: Outcome }
  | { readonly kind: 'again'; readonly winner?: Entry; readonly atOnce?: boolean; readonly unsure?: boolean };

export const answer = (outcome: Outcome): Step => ({ kind: 'answer', outcome });
export const again = (how: { winner?: Entry; atOnce?: boolean; unsure?: boolean } = {}): Step => ({
  kind: 'again',
  ...how,
});
