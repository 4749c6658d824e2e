import type { Credit } from '../domain/effects.ts';
import type { Entry } from '../domain/entry.ts';
import { findAmendment } from './amendment.ts';
import { followLots } from './carried-lots.ts';
import type { LedgerPort, Trace } from './port.ts';

const waiting = (entries: readonly (Entry | undefined)[], isIts: (lotId: string, entry: Entry) => boolean): string[] =>
  entries.flatMap((entry) =>
    (entry?.effects.credits ?? []).flatMap(({ lotId, availability }: Credit) =>
      availability.kind === 'event' && isIts(lotId, entry!) ? [lotId] : [],
    ),
  );
/** A lot that an entry made; what it put back into others may be another purchase's. */
const isNew = (lotId: string, { sequence }: Entry) => lotId.startsWith(`${sequence}.`);

/**
 * Where the lots are that wait for a purchase's event: those it was credited with, and those that a return of it gave,
 * or the cancellation of one gave again. After transfers they are in the successor, under other ids.
 */
export async function listWaitingLots(
  port: LedgerPort,
  head: Entry,
  purchase: Entry,
): Promise<{ walletId: string; lotIds: readonly string[] }> {
  const { walletId, sequence } = purchase;
  const { by } = await findAmendment(port, head, sequence);
  const later = by === 0 ? [] : await port.list(walletId, { from: head.sequence, above: sequence, since: 0 });
  const about = later.filter((trace) => isOfReturn(trace, sequence)).map((trace) => trace.sequence);
  const entries = await Promise.all(about.map((at) => port.get(walletId, at)));
  const there = await followLots(port, head, [
    ...new Set([...waiting([purchase], () => true), ...waiting(entries, isNew)]),
  ]);
  if (there.walletId === walletId || about.length === 0) return there;
  const next = await port.head(there.walletId);
  const traces = await port.list(there.walletId, { from: next?.sequence ?? 0, above: -1, since: 0 });
  const isCarried = ({ event }: Trace) =>
    event.kind === 'carried' && event.otherWalletId === walletId && about.includes(event.sequence);
  const carried = await Promise.all(traces.filter(isCarried).map((trace) => port.get(there.walletId, trace.sequence)));
  return { walletId: there.walletId, lotIds: [...there.lotIds, ...waiting(carried, isNew)] };
}

const isOfReturn = ({ event }: Trace, purchase: number): boolean =>
  (event.kind === 'returned' && event.of === purchase) || (event.kind === 'cancelled' && event.returnOf === purchase);
