import type { Entry } from '../domain/entry.ts';
import type { Instant } from '../domain/instant.ts';
import { candidates, reachesBack } from '../domain/ring.ts';
import type { LedgerPort, Trace } from './port.ts';
import { type Receipt, receiptPrintOf } from './print.ts';

/** What one request has read beyond the ring: a newer head needs only what came since. */
export type LookBack = { traces: Trace[]; top: number; since: Instant };

export const noLookBack = (): LookBack => ({ traces: [], top: -1, since: Number.POSITIVE_INFINITY });

/**
 * The entry under a request's fingerprint, if one was recorded since `since`: by the head's ring, verified on the
 * entry; beyond the ring by reading back (design §4 "Idempotency").
 * @param readSince how far to read once it comes to that, when what is looked for next lies further back
 */
export async function findByPrint(
  port: LedgerPort,
  head: Entry,
  print: string,
  since: Instant,
  seen: LookBack,
  readSince: Instant = since,
): Promise<Entry | undefined> {
  for (const sequence of candidates(head.ring, head.sequence, 'key', print)) {
    const entry = sequence === head.sequence ? head : await port.get(head.walletId, sequence);
    if (entry?.prints.print === print) return entry;
  }
  if (reachesBack(head.ring, since)) return undefined;
  const trace = (await readBack(port, head, readSince, seen)).find((one) => one.prints.print === print);
  return trace && (await port.get(head.walletId, trace.sequence));
}

/** Sequence of the purchase that used a receipt up since `since` and still stands; a reversed one has freed it. */
export async function findByReceipt(
  port: LedgerPort,
  head: Entry,
  receipt: Receipt,
  since: Instant,
  seen: LookBack,
): Promise<number | undefined> {
  for (const sequence of candidates(head.ring, head.sequence, 'receipt', receiptPrintOf(receipt))) {
    const entry = sequence === head.sequence ? head : await port.get(head.walletId, sequence);
    if (entry && isReceipt(entry, receipt)) return sequence;
  }
  if (reachesBack(head.ring, since)) return undefined;
  // From the head, not from the ring's end: what reverses an old entry is newer than it.
  const traces = await readBack(port, head, since, seen);
  const reversed = new Set(traces.flatMap(({ event }) => (event.kind === 'cancelled' ? event.targets : [])));
  return traces.find((trace) => isReceipt(trace, receipt) && !reversed.has(trace.sequence))?.sequence;
}

function isReceipt({ event }: Pick<Entry, 'event'>, receipt: Receipt): boolean {
  return (
    event.kind === 'purchased' &&
    event.merchantId === receipt.merchantId &&
    event.tillId === receipt.tillId &&
    event.receiptNumber === receipt.receiptNumber &&
    event.receiptDay === receipt.receiptDay
  );
}

async function readBack(port: LedgerPort, head: Entry, since: Instant, seen: LookBack): Promise<Trace[]> {
  const reachedBefore = seen.since <= since;
  if (!reachedBefore || head.sequence > seen.top) {
    const above = reachedBefore ? seen.top : -1;
    const newer = await port.list(head.walletId, { from: head.sequence, above, since });
    seen.traces = reachedBefore ? [...newer, ...seen.traces] : newer;
    seen.top = head.sequence;
    seen.since = Math.min(seen.since, since);
  }
  return seen.traces;
}
