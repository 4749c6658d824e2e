import type { Entry } from '../domain/entry.ts';
import type { Held, Redeemed } from '../domain/event.ts';
import { type Caller, covers } from '../domain/key.ts';

/** The entry that placed or captured value outside a purchase. */
export type RedemptionEntry = Entry & { readonly event: Redeemed | Held };

export const isRedemption = (entry: Entry): entry is RedemptionEntry =>
  entry.event.kind === 'redeemed' || entry.event.kind === 'held';

/** Whether the caller's key covers every asset that a hold pins: capturing spends it. What is captured already is spent. */
export function mayDrawHeld(caller: Caller, { effects, state }: RedemptionEntry): boolean {
  const pinned = new Set(effects.placedHold?.pins.map(({ lotId }) => lotId));
  return covers(
    caller,
    state.lots.filter(({ id }) => pinned.has(id)).map(({ asset }) => asset),
  );
}
