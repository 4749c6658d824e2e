import type { Entry } from '../domain/entry.ts';
import type { Event, ReturnedSoFar } from '../domain/event.ts';
import { nothingReturned } from '../domain/returned-so-far.ts';
import { amendmentsMax } from '../domain/wallet.ts';
import type { LedgerPort } from './port.ts';

/** What has become of an entry since: how much of it was returned, and whether it was reversed altogether. */
export type Amended = { readonly soFar: ReturnedSoFar; readonly isReversed: boolean };

/**
 * The last word on an entry: from the head's list of amendments; when that list is full, its oldest may be missing
 * there, so the entries after it are read (design §3: never refused for room).
 */
export async function findAmendment(port: LedgerPort, head: Entry, sequence: number): Promise<Amended> {
  const { amendments } = head.state;
  const known = amendments.find((amendment) => amendment.of === sequence);
  if (known) return amendedBy((await port.get(head.walletId, known.by))?.event, sequence);
  if (amendments.length < amendmentsMax) return untouched;
  const later = await port.list(head.walletId, { from: head.sequence, above: sequence, since: 0 });
  const last = later.find(({ event }) => isAbout(event, sequence));
  return amendedBy(last?.event, sequence);
}

const untouched: Amended = { soFar: nothingReturned, isReversed: false };

const isAbout = (event: Event, sequence: number) =>
  (event.kind === 'returned' && event.of === sequence) ||
  (event.kind === 'cancelled' && (event.targets.includes(sequence) || event.returnOf === sequence));

function amendedBy(event: Event | undefined, sequence: number): Amended {
  if (event?.kind === 'returned') return { soFar: event.soFar, isReversed: false };
  if (event?.kind !== 'cancelled') return untouched;
  if (event.targets.includes(sequence)) return { soFar: nothingReturned, isReversed: true };
  return { soFar: event.soFar, isReversed: false };
}
