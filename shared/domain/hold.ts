import type { Asset } from './asset.ts';
import type { Entry } from './entry.ts';
import type { LotMovement } from './lot.ts';
import { movementOf, type Settled } from './settle.ts';
import type { Hold } from './wallet.ts';

/** Holds live 15 minutes unless the till says otherwise, a week at most (api.md §2). */
export const holdDefaultSeconds = 900;
export const holdMaxSeconds = 604_800;

/**
 * A redemption as the entries after its placing tell it; the store reads them when the head no longer has the hold.
 * `used` is captured by or taken up in a purchase. `open` also stands for a hold whose time is over and that no entry has booked: settle() has dropped it by then.
 */
export type PlacedValue = {
  readonly sequence: number;
  readonly merchantId: string;
  readonly fate: 'open' | 'captured' | 'used' | 'released' | 'expired';
  /** Captured: what was taken less what came back. Otherwise what was held. */
  readonly amountMinor: number;
};

/** A redemption that a purchase is paid with, and of what kinds it is. */
export type PayingValue = PlacedValue & { readonly assets: readonly Asset[] };

/** A hold that is gone is judged from the entries after it; guessing would invite a second payment (design §3). */
export const whyGone = (placed: PlacedValue): 'hold-closed' | 'hold-expired' =>
  placed.fate === 'open' || placed.fate === 'expired' ? 'hold-expired' : 'hold-closed';

type Moved = Pick<Entry, 'effects' | 'state'>;

/** What an entry drew, or holds: the lots of a hold stand in the state after it. */
export function assetsOf({ effects, state }: Moved): readonly Asset[] {
  const pinned = new Set(effects.placedHold?.pins.map(({ lotId }) => lotId));
  return [...effects.draws, ...state.lots.filter(({ id }) => pinned.has(id))].map(({ asset }) => asset);
}

/** The first `amountMinor` of what a hold pins, in the order it was pinned: the draw order of its placing. */
export function pinsOf(wallet: Settled, hold: Hold, amountMinor: number): LotMovement[] {
  const draws: LotMovement[] = [];
  let left = amountMinor;
  for (const pin of hold.pins) {
    const part = Math.min(left, pin.amountMinor);
    const lot = wallet.lots.find((candidate) => candidate.id === pin.lotId);
    if (part === 0 || !lot) continue;
    draws.push(movementOf(lot, part));
    left -= part;
  }
  return draws;
}
