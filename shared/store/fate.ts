import { sumOf } from '../domain/draw.ts';
import type { Entry } from '../domain/entry.ts';
import type { PlacedValue } from '../domain/hold.ts';
import type { Instant } from '../domain/instant.ts';
import { amendmentsMax } from '../domain/wallet.ts';
import type { LedgerPort } from './port.ts';

/** A redemption as its entries tell it, and the entry that decided it. */
export type Fate = PlacedValue & { readonly placed: Entry; readonly decidedBy: Entry };

/**
 * What became of a redemption, read from the head and, when the head no longer has the hold, from the entries after
 * its placing (design §3). Undefined when that entry is no redemption.
 */
export async function findFate(
  port: LedgerPort,
  head: Entry,
  sequence: number,
  now: Instant,
): Promise<Fate | undefined> {
  const placed = sequence === head.sequence ? head : await port.get(head.walletId, sequence);
  if (placed?.event.kind === 'redeemed') {
    const { merchantId } = placed.event;
    const amountMinor = sumOf(placed.effects.draws);
    const isUsed = await isTakenUp(port, head, placed);
    return { sequence, merchantId, fate: isUsed ? 'used' : 'captured', amountMinor, placed, decidedBy: placed };
  }
  if (placed?.event.kind !== 'held') return undefined;
  const { merchantId } = placed.event;
  const heldMinor = sumOf(placed.effects.placedHold?.pins ?? []);
  const told = { sequence, merchantId, amountMinor: heldMinor, placed, decidedBy: placed };
  const hold = head.state.holds.find((open) => open.sequence === sequence);
  if (hold) return { ...told, fate: hold.expiresAt > now ? 'open' : 'expired' };

  const later = await port.list(head.walletId, { from: head.sequence, above: sequence, since: placed.recordedAt });
  const ending = later.find(({ event }) => {
    if (event.kind === 'captured' || event.kind === 'released') return event.holdSequence === sequence;
    return event.kind === 'purchased' && event.capturedHold === sequence;
  });
  const decidedBy = ending && (await port.get(head.walletId, ending.sequence));
  if (!decidedBy) return { ...told, fate: 'expired' };
  if (decidedBy.event.kind === 'released') return { ...told, fate: 'released', decidedBy };
  const isUsed = decidedBy.event.kind === 'purchased' || (await isTakenUp(port, head, placed));
  return { ...told, fate: isUsed ? 'used' : 'captured', amountMinor: sumOf(decidedBy.effects.draws), decidedBy };
}

/** Whether a purchase took this redemption up: the head says so, or the entries after it when its list has been full. */
async function isTakenUp(port: LedgerPort, head: Entry, placed: Entry): Promise<boolean> {
  const { amendments } = head.state;
  if (amendments.some((amendment) => amendment.of === placed.sequence)) return true;
  if (amendments.length < amendmentsMax) return false;
  const later = await port.list(head.walletId, {
    from: head.sequence,
    above: placed.sequence,
    since: placed.recordedAt,
  });
  return later.some(({ event }) => event.kind === 'purchased' && event.takenUp === placed.sequence);
}
