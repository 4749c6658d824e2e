import type { Entry } from '../domain/entry.ts';
import type { Amended } from '../domain/return-purchase.ts';
import { nothingReturned } from '../domain/returned-so-far.ts';
import { amendmentsMax } from '../domain/wallet.ts';
import type { LedgerPort, Trace } from './port.ts';

/**
 * The last word on an entry: how much of it was returned, and whether it was reversed altogether. From the head's list
 * of amendments; where that names another kind of entry, or is full and its oldest are missing, from the entries since
 * (design §3: never refused for room).
 */
export async function findAmendment(port: LedgerPort, head: Entry, sequence: number): Promise<Amended> {
  const { amendments } = head.state;
  const known = amendments.find((amendment) => amendment.of === sequence);
  if (known) {
    const entry = known.by === head.sequence ? head : await port.get(head.walletId, known.by);
    if (entry && isAbout(entry, sequence)) return amendedBy(entry, sequence);
  } else if (amendments.length < amendmentsMax) return untouched;
  const later = await port.list(head.walletId, { from: head.sequence, above: sequence, since: 0 });
  const last = later.find((trace) => isAbout(trace, sequence));
  return last ? amendedBy(last, sequence) : untouched;
}

const untouched: Amended = { soFar: nothingReturned, isReversed: false, by: 0 };

const isAbout = ({ event }: Pick<Trace, 'event'>, sequence: number) =>
  (event.kind === 'returned' && event.of === sequence) ||
  (event.kind === 'cancelled' && (event.targets.includes(sequence) || event.returnOf === sequence));

function amendedBy({ event, sequence: by }: Pick<Trace, 'event' | 'sequence'>, sequence: number): Amended {
  if (event.kind === 'returned') return { soFar: { ...event.soFar, grants: event.grants }, isReversed: false, by };
  if (event.kind !== 'cancelled') return untouched;
  if (event.targets.includes(sequence)) return { soFar: nothingReturned, isReversed: true, by };
  return { soFar: { ...event.soFar, grants: event.grants }, isReversed: false, by };
}
