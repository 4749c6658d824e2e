import { type Instant, minuteMs } from './instant.ts';

/** Positions remembered in the head; what lies further back is read from the entries. */
export const ringMax = 48;
/** Digits of a fingerprint kept per position (4 bytes); the whole one is verified on its entry. */
export const shortDigits = 8;

/** What the head remembers of an entry, by position. `receipt` is '' for none. Minutes since 1970, rounded up. */
export type RingSlot = { readonly key: string; readonly receipt: string; readonly minute: number };

/** The last slot is the head's own; `beyondMinute` is the newest entry no longer in the ring (0: all are). */
export type Ring = { readonly slots: readonly RingSlot[]; readonly beyondMinute: number };

export const emptyRing: Ring = { slots: [], beyondMinute: 0 };

const minuteOf = (at: Instant) => Math.ceil(at / minuteMs);

/**
 * The ring after one more entry: slots older than `rememberMs` go, and the oldest when there are more than `most`.
 * Positions that a cancellation reverses lose their receipt, so that its number can be used again (design §4).
 */
export function remember(
  ring: Ring,
  entry: { key: string; receipt: string; recordedAt: Instant; sequence: number; freed: readonly number[] },
  rememberMs: number,
  most: number = ringMax,
): Ring {
  const first = entry.sequence - ring.slots.length;
  const kept = ring.slots.map((slot, at) => (entry.freed.includes(first + at) ? { ...slot, receipt: '' } : slot));
  kept.push({
    key: entry.key.slice(0, shortDigits),
    receipt: entry.receipt.slice(0, shortDigits),
    minute: minuteOf(entry.recordedAt),
  });
  const oldest = minuteOf(entry.recordedAt - rememberMs);
  let dropped = 0;
  while (kept.length - dropped > most || (kept[dropped]?.minute ?? oldest) < oldest) dropped += 1;
  return { slots: kept.slice(dropped), beyondMinute: dropped > 0 ? kept[dropped - 1]!.minute : ring.beyondMinute };
}

/** Sequences whose slot may be this fingerprint, newest first; `head` is the sequence of the ring's last slot. */
export function candidates(ring: Ring, head: number, what: 'key' | 'receipt', print: string): number[] {
  const short = print.slice(0, shortDigits);
  const found: number[] = [];
  for (let at = ring.slots.length - 1; at >= 0; at -= 1) {
    if (ring.slots[at]![what] === short) found.push(head - (ring.slots.length - 1 - at));
  }
  return found;
}

/** Whether everything recorded since `since` is in the ring. */
export const reachesBack = (ring: Ring, since: Instant) => ring.beyondMinute < Math.floor(since / minuteMs);
