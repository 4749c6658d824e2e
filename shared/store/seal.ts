import type { Change } from '../domain/decision.ts';
import type { Settlement } from '../domain/effects.ts';
import { engineNumber } from '../domain/engine.ts';
import { type Entry, type RequestPrints, schemaNumber } from '../domain/entry.ts';
import { evolve } from '../domain/evolve.ts';
import type { Instant } from '../domain/instant.ts';
import { imbalance, postingsOf } from '../domain/posting.ts';
import { emptyRing, remember, ringMax } from '../domain/ring.ts';
import { newWallet, type WalletState } from '../domain/wallet.ts';
import { hashOf } from './entry-item.ts';
import { receiptPrintOf } from './print.ts';

/** How long keys, receipts and cancellations are remembered, and in how many positions of the head. */
export type Remembering = { readonly idempotencyMs: number; readonly lateLimitMs: number; readonly ringMax?: number };

export type Before = Pick<Entry, 'sequence' | 'recordedAt' | 'hash' | 'state' | 'ring'>;

/** Before the opening: entry −1. */
export const beforeOpening = (openedAt: Instant): Before => ({
  sequence: -1,
  recordedAt: openedAt,
  hash: '',
  state: newWallet(openedAt),
  ring: emptyRing,
});

/**
 * Makes a decision the wallet's next entry: settles, evolves, remembers the request, chains the hash.
 * Throws when postings do not sum to zero or a lot would go below it: no such entry may ever be written (promise 1, 3).
 */
export function sealEntry(
  before: Before,
  request: { walletId: string; callerId: string; prints: RequestPrints },
  settled: Settlement,
  change: Change,
  recordedAt: Instant,
  remembering: Remembering,
  engine = engineNumber,
): Entry {
  const sequence = before.sequence + 1;
  const { event, effects } = change;
  const left = imbalance(postingsOf({ settled, effects }));
  if (left.length > 0) throw new Error(`entry ${sequence} does not balance: ${JSON.stringify(left)}`);
  const state = evolve(before.state, { sequence, recordedAt, settled, event, effects });
  assertNoneBelowZero(state);
  const written = {
    walletId: request.walletId,
    sequence,
    recordedAt,
    schema: schemaNumber,
    engine,
    callerId: request.callerId,
  };
  const sealed = { ...written, prints: request.prints, settled, event, effects, previousHash: before.hash };
  const ring = remember(
    before.ring,
    {
      key: request.prints.print,
      receipt: event.kind === 'purchased' ? receiptPrintOf(event) : '',
      recordedAt,
      sequence,
      freed: event.kind === 'cancelled' ? event.targets : [],
    },
    Math.max(remembering.idempotencyMs, remembering.lateLimitMs),
    remembering.ringMax ?? ringMax,
  );
  return { ...sealed, hash: hashOf(sealed), state, ring };
}

function assertNoneBelowZero(state: WalletState): void {
  for (const lot of state.lots) {
    if (lot.remainingMinor < 0) throw new Error(`lot ${lot.id} would hold ${lot.remainingMinor}`);
  }
  for (const debt of state.owed) {
    if (debt.amountMinor < 0) throw new Error(`debt in ${debt.asset} would be ${debt.amountMinor}`);
  }
}
