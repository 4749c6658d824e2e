import { loweredBy, type Undoable } from '../domain/cancel-return.ts';
import type { CancelTarget } from '../domain/cancel-target.ts';
import type { CancelByKey } from '../domain/cancellation.ts';
import type { BasketRead } from '../domain/decision.ts';
import type { Entry } from '../domain/entry.ts';
import type { Purchased, ReturnedSoFar } from '../domain/event.ts';
import type { Instant } from '../domain/instant.ts';
import type { Kept } from '../domain/kept.ts';
import { nothingReturned, withoutReturn } from '../domain/returned-so-far.ts';
import { findAmendment } from './amendment.ts';
import { findFate, listStandingOn } from './fate.ts';
import { knownWithout } from './known-purchases.ts';
import { findByPrint, noLookBack } from './lookup.ts';
import { loadPastPurchase, type RulesOf } from './past-purchase.ts';
import type { LedgerPort } from './port.ts';

export type CancelTargets = Omit<CancelByKey, 'walletId' | 'graceDays'> & {
  /** A purchase that stays took up what a return under the key had left of a redemption, and was paid with just that. */
  readonly isBuiltOn: boolean;
};

/** The guest basket that a purchase was, if it was one. */
export type BasketOf = (entry: PurchaseEntry) => Promise<BasketRead | null>;
type PurchaseEntry = Entry & { readonly event: Purchased };

/**
 * What a cancellation reverses: the entries under the key's fingerprints; of a hold its capture too, alone or in a
 * purchase; of a redemption the purchase that took it up, which cannot stand without it. Nothing is reversed twice.
 * @param prints of each of the till's operations under the key
 */
export async function findCancelTargets(
  port: LedgerPort,
  head: Entry,
  prints: readonly string[],
  since: Instant,
  rulesOf: RulesOf,
  basketOf: BasketOf = async () => null,
): Promise<CancelTargets> {
  const seen = noLookBack();
  const found = new Map<number, Entry>();
  for (const print of prints) {
    const entry = await findByPrint(port, head, print, since, seen);
    if (!entry) continue;
    found.set(entry.sequence, entry);
    const placed = await findPlaced(port, head, entry);
    if (!placed) continue;
    for (const standing of await listStandingOn(port, head, placed)) found.set(standing.sequence, standing);
  }
  const targets: CancelTarget[] = [];
  let returned = { returnOf: 0, soFar: nothingReturned };
  let isBuiltOn = false;
  for (const entry of found.values()) {
    const { event } = entry;
    const { soFar: ofEntry, isReversed, by } = await findAmendment(port, head, entry.sequence);
    if (isReversed) continue;
    // What came back of a captured hold is told of its placing.
    const soFar = event.kind === 'captured' ? (await findAmendment(port, head, event.holdSequence)).soFar : ofEntry;
    const became = event.kind === 'returned' ? await whatBecameOf(port, head, found, event.of) : 'free';
    const isMoot = became === 'gone';
    isBuiltOn ||= became === 'taken-up';
    const purchase = isPurchase(entry) ? await loadPastPurchase(port, head, entry, rulesOf) : null;
    const left = event.kind === 'returned' && !isMoot ? await whatIsLeft(port, head, entry) : undefined;
    const carried = await findCarried(port, entry);
    const undoable = left ? await findUndoable(port, head, carried ?? entry, left, rulesOf) : null;
    // What has come back of it stays with the purchase: those returns' keys are answered there for ever.
    const basket = isPurchase(entry) && by === 0 ? await basketOf(entry) : null;
    const placing = event.kind === 'captured' ? event.holdSequence : entry.sequence;
    const isSpent = event.kind === 'redeemed' || event.kind === 'captured';
    const cameBack = isSpent && (await hasComeBack(port, head, found, placing));
    targets.push({ entry, soFar, purchase, carried, undoable, isMoot, cameBack, basket });
    if (left) returned = { returnOf: left.returnOf, soFar: left.soFar };
  }
  return { targets, isBuiltOn, ...returned, ...(await knownWithout(port, head, targets)) };
}

/** The redemption that an entry is, or that it captured: what stands on it cannot stand without it. */
async function findPlaced(port: LedgerPort, head: Entry, entry: Entry): Promise<Entry | undefined> {
  const { event } = entry;
  if (event.kind === 'captured') return port.get(head.walletId, event.holdSequence);
  return event.kind === 'held' || event.kind === 'redeemed' ? entry : undefined;
}

/**
 * What became of what a return was of, a purchase, a redemption or the hold that it captured. `gone`: reversed, here or
 * before, or come back whole with the purchase that took it up, reversed after it had given some of it back.
 * `taken-up`: by a purchase that stays.
 */
async function whatBecameOf(
  port: LedgerPort,
  head: Entry,
  found: ReadonlyMap<number, Entry>,
  of: number,
): Promise<'free' | 'gone' | 'taken-up'> {
  const isCaptured = ({ event }: Entry) => event.kind === 'captured' && event.holdSequence === of;
  if (found.has(of) || [...found.values()].some(isCaptured)) return 'gone';
  if ((await findAmendment(port, head, of)).isReversed) return 'gone';
  const fate = await findFate(port, head, of, 0);
  if (!fate) return 'free';
  if (fate.fate === 'released') return 'gone';
  for (const { event, sequence } of await listStandingOn(port, head, fate.placed)) {
    if (event.kind !== 'purchased' || event.takenUp !== of) continue;
    const { isReversed, soFar } = await findAmendment(port, head, sequence);
    if (isReversed || (found.has(sequence) && soFar.walletMinor > 0)) return 'gone';
    if (!found.has(sequence)) return 'taken-up';
  }
  return 'free';
}

const isPurchase = (entry: Entry): entry is PurchaseEntry => entry.event.kind === 'purchased';

/** Whether the purchase that took a redemption up gave some of it back, in a return or when it was cancelled after one. */
async function hasComeBack(port: LedgerPort, head: Entry, found: ReadonlyMap<number, Entry>, redemption: number) {
  for (const { event, sequence } of found.values()) {
    if (event.kind !== 'purchased' || event.takenUp !== redemption) continue;
    const { soFar, isReversed } = await findAmendment(port, head, sequence);
    if (isReversed || soFar.walletMinor > 0) return true;
  }
  return false;
}

/** Of a return on a merged wallet, the entry of the successor that took its value. */
async function findCarried(port: LedgerPort, { event }: Entry): Promise<Entry | null> {
  if (event.kind !== 'returned' || event.otherWalletId === '') return null;
  return (await port.get(event.otherWalletId, event.otherSequence)) ?? null;
}

type Left = { readonly returnOf: number; readonly soFar: ReturnedSoFar; readonly asIs: Kept; readonly undone: Kept };

/** What stays returned of a purchase once one of its returns is reversed, within what it was granted at first. */
async function whatIsLeft(port: LedgerPort, head: Entry, { event }: Entry): Promise<Left | undefined> {
  if (event.kind !== 'returned') return undefined;
  const previous = event.previous > 0 ? await port.get(head.walletId, event.previous) : undefined;
  const before = previous && 'soFar' in previous.event ? previous.event : undefined;
  const { soFar: asIs } = await findAmendment(port, head, event.of);
  const soFar = withoutReturn(asIs, event.soFar, before?.soFar ?? nothingReturned);
  return { returnOf: event.of, soFar, asIs, undone: soFar };
}

/** The purchase whose return is reversed, as it is and as it is without that return. */
async function findUndoable(
  port: LedgerPort,
  head: Entry,
  booked: Entry,
  { returnOf, asIs, undone }: Left,
  rulesOf: RulesOf,
): Promise<Undoable | null> {
  const entry = await port.get(head.walletId, returnOf);
  if (!entry || !isPurchase(entry)) return null;
  const before = await port.get(booked.walletId, booked.sequence - 1);
  if (!before) throw new Error(`entry ${booked.sequence - 1} of ${booked.walletId} is missing`);
  const purchase = await loadPastPurchase(port, head, entry, rulesOf);
  return { purchase, asIs, undone, lowered: loweredBy(before.state, booked.effects) };
}
