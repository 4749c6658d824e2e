import type { Effects, Settlement } from './effects.ts';
import type { Event } from './event.ts';
import type { Instant } from './instant.ts';
import type { Ring } from './ring.ts';
import type { WalletState } from './wallet.ts';

/** Layout of what is written; older layouts are read through upcasters, never rewritten. */
export const schemaNumber = 1;

/** Who asked for what, in fingerprints: hexadecimal, 32 digits. */
export type RequestPrints = {
  /** Of caller's key id, wallet named, operation and idempotency key. */
  readonly print: string;
  /** Of method, path and JSON value: tells a replay from another request under the same key. */
  readonly digest: string;
};

/** One immutable line of a wallet's ledger, and the wallet after it (design §4). */
export type Entry = {
  readonly walletId: string;
  /** 0 is the opening; no gaps. */
  readonly sequence: number;
  /** Never before the entry before. */
  readonly recordedAt: Instant;
  readonly schema: number;
  readonly engine: number;
  /** Key id or operator's subject. */
  readonly callerId: string;
  readonly prints: RequestPrints;
  readonly settled: Settlement;
  readonly event: Event;
  readonly effects: Effects;
  /** SHA-256 of the entry before, hexadecimal; '' for the opening. */
  readonly previousHash: string;
  readonly hash: string;
  readonly state: WalletState;
  readonly ring: Ring;
};
