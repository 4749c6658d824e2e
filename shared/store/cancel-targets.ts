import type { CancelByKey, CancelTarget } from '../domain/cancellation.ts';
import type { Entry } from '../domain/entry.ts';
import type { ReturnedSoFar } from '../domain/event.ts';
import { nothingReturned } from '../domain/reversal.ts';
import { lessReturned } from '../domain/returned-so-far.ts';
import { findAmendment } from './amendment.ts';
import { findEnding } from './fate.ts';
import { findByPrint, noLookBack } from './lookup.ts';
import type { LedgerPort } from './port.ts';

type Found = Pick<CancelByKey, 'targets' | 'returnOf' | 'soFar' | 'purchaseCount' | 'firstPurchaseAt' | 'lastPurchaseAt'>;

/**
 * What a cancellation reverses: the entries under the key's fingerprints, of each till's operation one; of a hold its
 * capture too, alone or in a purchase; of a redemption the purchase that took it up. Nothing is reversed twice.
 */
export async function findCancelTargets(
  port: LedgerPort,
  head: Entry,
  prints: readonly string[],
  since: number,
): Promise<Found> {
  const seen = noLookBack();
  const named: Entry[] = [];
  for (const print of prints) {
    const entry = await findByPrint(port, head, print, since, seen);
    if (entry) named.push(entry, ...(await restingOn(port, head, entry)));
  }
  const targets: CancelTarget[] = [];
  let undone: { returnOf: number; soFar: ReturnedSoFar } = { returnOf: 0, soFar: nothingReturned };
  for (const entry of new Map(named.map((one) => [one.sequence, one])).values()) {
    const { soFar, isReversed } = await findAmendment(port, head, entry.sequence);
    if (isReversed) continue;
    const before = await port.get(head.walletId, entry.sequence - 1);
    targets.push({ entry, soFar, before: before!.state });
    if (entry.event.kind === 'returned') undone = await withoutReturn(port, head, entry);
  }
  return { targets, ...undone, ...(await knownWithout(port, head, targets)) };
}

/** The operations of others that stand on this one: without it they cannot. */
async function restingOn(port: LedgerPort, head: Entry, entry: Entry): Promise<Entry[]> {
  if (entry.event.kind !== 'held' && entry.event.kind !== 'redeemed') return [];
  const ending = await findEnding(port, head, entry);
  if (!ending || ending.event.kind === 'released') return [];
  const onCapture = ending.event.kind === 'captured' ? await findTakingUp(port, head, entry.sequence) : [];
  return [ending, ...onCapture];
}
