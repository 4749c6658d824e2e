import type { Credit, Posting } from './effects.ts';
import type { Entry } from './entry.ts';
import type { ReturnedSoFar } from './event.ts';
import type { LotMovement } from './lot.ts';
import { toFunders } from './posting.ts';
import { toMerchant } from './purchase.ts';

/** Value that an entry gave and that goes back: taken from the wallet as far as it is there. */
export type Taking = {
  readonly credited: Credit;
  readonly amountMinor: number;
  /** The other side of what is taken. */
  readonly postings: (amountMinor: number) => Posting[];
};

/** What undoing one entry comes to, before it meets what is in the wallet now. */
export type Reversal = {
  readonly puts: readonly LotMovement[];
  readonly takings: readonly Taking[];
  readonly postings: readonly Posting[];
};

const nothing: Reversal = { puts: [], takings: [], postings: [] };
const opposite = (postings: readonly Posting[]): Posting[] =>
  postings.map((posting) => ({ ...posting, amountMinor: -posting.amountMinor }));

/**
 * The reverse of a till's operation, less what its returns have given back already: drawn value goes back to its lots
 * and is no longer due to the merchant; what was credited is taken from the wallet and no longer owed by who gave it.
 */
export function reversalOf({ event, effects }: Pick<Entry, 'event' | 'effects'>, soFar: ReturnedSoFar): Reversal {
  switch (event.kind) {
    case 'purchased': {
      const { puts, postings } = unspent(event.merchantId, effects.draws, soFar);
      const clawedMinor = new Map(soFar.clawed.map(({ credit, amountMinor }) => [credit, amountMinor]));
      const takings = effects.credits.map((credited, at) => ({
        credited,
        amountMinor: credited.amountMinor + credited.repaidMinor - (clawedMinor.get(at) ?? 0),
        postings: (amountMinor: number) => toFunders('funding', credited, amountMinor),
      }));
      return { puts, postings, takings };
    }
    case 'redeemed':
    case 'captured':
      return { ...nothing, ...unspent(event.merchantId, effects.draws, soFar) };
    case 'returned': {
      const receivable = `receivable:${event.merchantId}`;
      const takings = effects.credits.map((credited) => ({
        credited,
        amountMinor: credited.amountMinor,
        postings: (amountMinor: number) => [{ account: receivable, asset: credited.asset, amountMinor }],
      }));
      const others = effects.postings.filter(({ account }) => account !== receivable);
      return { puts: effects.draws, takings, postings: opposite(others) };
    }
    default:
      return nothing;
  }
}

/** Lots get back exactly their shares of what was spent and not refunded yet. */
function unspent(merchantId: string, draws: readonly LotMovement[], { refunded }: ReturnedSoFar) {
  const refundedMinor = new Map(refunded.map(({ draw, amountMinor }) => [draw, amountMinor]));
  const puts = draws
    .map((draw, at) => ({ ...draw, amountMinor: draw.amountMinor - (refundedMinor.get(at) ?? 0) }))
    .filter(({ amountMinor }) => amountMinor > 0);
  return { puts, postings: opposite(toMerchant(merchantId, puts)) };
}
