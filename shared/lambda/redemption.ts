import type { Entry } from '../domain/entry.ts';
import type { Held, Redeemed } from '../domain/event.ts';
import { assetsOf } from '../domain/hold.ts';
import { type Caller, covers } from '../domain/key.ts';

/** The entry that placed or captured value outside a purchase. */
export type RedemptionEntry = Entry & { readonly event: Redeemed | Held };

export const isRedemption = (entry: Entry): entry is RedemptionEntry =>
  entry.event.kind === 'redeemed' || entry.event.kind === 'held';

/** Whether the caller's key covers all that a redemption drew or holds: capturing spends it, taking it up pays with it. */
export const mayDraw = (caller: Caller, redemption: RedemptionEntry): boolean => covers(caller, assetsOf(redemption));
