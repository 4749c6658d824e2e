import { sumOf } from '../domain/draw.ts';
import type { Entry } from '../domain/entry.ts';
import type { PlacedValue } from '../domain/hold.ts';
import type { Instant } from '../domain/instant.ts';
import { amendmentsMax } from '../domain/wallet.ts';
import { findAmendment } from './amendment.ts';
import type { LedgerPort, Trace } from './port.ts';

/** A redemption as its entries tell it, and the entry that decided it. */
export type Fate = PlacedValue & {
  readonly placed: Entry;
  readonly decidedBy: Entry;
  /** By a cancellation of its key, or of its capture's. */
  readonly isReversed: boolean;
};

/**
 * What became of a redemption, read from the head and, when the head no longer tells, from the entries after its
 * placing (design §3). What a cancellation reversed counts as released. Undefined when that entry is no redemption.
 * @param known the entry of its placing, when it was read before: it never changes
 */
export async function findFate(
  port: LedgerPort,
  head: Entry,
  sequence: number,
  now: Instant,
  known?: Entry,
): Promise<Fate | undefined> {
  const placed = known ?? (sequence === head.sequence ? head : await port.get(head.walletId, sequence));
  if (placed?.event.kind !== 'redeemed' && placed?.event.kind !== 'held') return undefined;
  const { merchantId, kind } = placed.event;
  const hold = head.state.holds.find((open) => open.sequence === sequence);
  const pinnedMinor = sumOf(placed.effects.placedHold?.pins ?? []);
  const told = { sequence, merchantId, amountMinor: pinnedMinor, placed, decidedBy: placed, isReversed: false };
  if (hold) return { ...told, fate: hold.expiresAt > now ? 'open' : 'expired' };

  const later = kind === 'held' || mayBeAmended(head, sequence) ? await entriesAfter(port, head, placed) : [];
  const ending = kind === 'held' ? endingOf(later, sequence) : undefined;
  if (isReversed(later, sequence) || (ending && isReversed(later, ending.sequence))) {
    return { ...told, fate: 'released', isReversed: true };
  }
  const decidedBy = ending && (await port.get(head.walletId, ending.sequence));
  if (kind === 'held' && !decidedBy) return { ...told, fate: 'expired' };
  if (decidedBy?.event.kind === 'released') return { ...told, fate: 'released', decidedBy };
  const captured = decidedBy ?? placed;
  const isUsed = captured.event.kind === 'purchased' || takingUp(later, sequence) !== undefined;
  const { soFar } = await findAmendment(port, head, sequence);
  const amountMinor = sumOf(captured.effects.draws) - soFar.walletMinor;
  return { ...told, fate: isUsed ? 'used' : 'captured', amountMinor, decidedBy: captured };
}

/** The entry that spent the value of a redemption: itself, or the capture of its hold. */
export async function loadCaptured(port: LedgerPort, head: Entry, sequence: number): Promise<Entry> {
  const placed = await port.get(head.walletId, sequence);
  const ending = placed?.event.kind === 'held' ? endingOf(await entriesAfter(port, head, placed), sequence) : undefined;
  const captured = ending ? await port.get(head.walletId, ending.sequence) : placed;
  if (!captured) throw new Error(`entry ${sequence} of ${head.walletId} is missing`);
  return captured;
}

/** The entries that stand on a redemption: its capture and the purchase that took it up or captured it. */
export async function listStandingOn(port: LedgerPort, head: Entry, placed: Entry): Promise<Entry[]> {
  const later = await entriesAfter(port, head, placed);
  const ending = endingOf(later, placed.sequence);
  const traces = [ending?.event.kind === 'released' ? undefined : ending, takingUp(later, placed.sequence)];
  const standing = traces.filter((trace) => trace !== undefined);
  const entries = await Promise.all(standing.map(({ sequence }) => port.get(head.walletId, sequence)));
  return entries.filter((entry) => entry !== undefined);
}

const entriesAfter = (port: LedgerPort, head: Entry, placed: Entry): Promise<Trace[]> =>
  port.list(head.walletId, { from: head.sequence, above: placed.sequence, since: placed.recordedAt });

/** Whether something may have been done to an entry: the head lists it, or its list has been full. */
function mayBeAmended({ state: { amendments } }: Entry, sequence: number): boolean {
  return amendments.length >= amendmentsMax || amendments.some((amendment) => amendment.of === sequence);
}

const isReversed = (later: readonly Trace[], sequence: number) => reversedBy(later, sequence) < standing;

/** The entry that reversed another; after all there are when none did. */
const reversedBy = (later: readonly Trace[], sequence: number): number =>
  later.find(({ event }) => event.kind === 'cancelled' && event.targets.includes(sequence))?.sequence ?? standing;
const standing = Number.MAX_SAFE_INTEGER;

function endingOf(later: readonly Trace[], hold: number): Trace | undefined {
  return later.find(({ event }) => {
    if (event.kind === 'captured' || event.kind === 'released') return event.holdSequence === hold;
    return event.kind === 'purchased' && event.capturedHold === hold;
  });
}

/**
 * The purchase that took a redemption up and still stands. One that was reversed sets it free, but not when returns of
 * that purchase had given value back before.
 */
const takingUp = (later: readonly Trace[], redemption: number) =>
  later.find(
    ({ event, sequence }) =>
      event.kind === 'purchased' &&
      event.takenUp === redemption &&
      (!isReversed(later, sequence) || hasRefunded(later, sequence)),
  );

const hasRefunded = (later: readonly Trace[], purchase: number) =>
  later.some(
    ({ event, sequence }) =>
      event.kind === 'returned' &&
      event.of === purchase &&
      event.walletMinor > 0 &&
      // One that was cancelled only after its purchase had come back all the same.
      reversedBy(later, sequence) >= reversedBy(later, purchase),
  );
