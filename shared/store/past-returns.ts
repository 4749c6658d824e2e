import type { Entry } from '../domain/entry.ts';
import type { Returned } from '../domain/event.ts';
import { findAmendment } from './amendment.ts';
import type { LedgerPort } from './port.ts';

/** Returns that a purchase is told with, newest first; older ones are in the wallet's ledger. */
export const returnsMax = 50;

/** Returns and cancellations of returns that are looked at, each after the one before: 200 reads at most. */
const stepsMax = 100;

type ReturnEntry = Entry & { readonly event: Returned };

/**
 * The returns of a purchase that stand, newest first. Each names the entry before it that says what had come back; a
 * cancellation names what it undid, and what stood before it is read as of then.
 * @param last the newest entry that says what has come back, 0 for none
 */
export async function listReturns(
  port: LedgerPort,
  { walletId, sequence }: Entry,
  last: number,
): Promise<ReturnEntry[]> {
  const standing: ReturnEntry[] = [];
  const undone = new Set<number>();
  let by = last;
  for (let step = 0; by > 0 && step < stepsMax && standing.length < returnsMax; step += 1) {
    const entry = await port.get(walletId, by);
    if (entry && isReturn(entry)) {
      if (!undone.has(by)) standing.push(entry);
      by = entry.event.previous;
      continue;
    }
    const before = await port.get(walletId, by - 1);
    if (entry?.event.kind !== 'cancelled' || !before) throw new Error(`entry ${by} of ${walletId} says of no return`);
    for (const target of entry.event.targets) undone.add(target);
    by = (await findAmendment(port, before, sequence)).by;
  }
  return standing;
}

const isReturn = (entry: Entry): entry is ReturnEntry => entry.event.kind === 'returned';
