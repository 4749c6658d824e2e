import type { Asset } from './asset.ts';
import type { Credit, Posting } from './effects.ts';
import type { Entry } from './entry.ts';
import type { FundingShare, LotMovement, LotTerms } from './lot.ts';
import { sumPostings } from './posting.ts';
import { toMerchant } from './purchase.ts';
import { splitByFunding } from './split.ts';

/** Value that was given and goes back: taken from the wallet as far as it is there. */
export type Taking = {
  readonly asset: Asset;
  readonly amountMinor: number;
  /** The rule that had given it, '' for a refund. */
  readonly reward: string;
  /** What it was credited with, so that its own lot is taken first; null when that is not one credit. */
  readonly credited: Credit | null;
  /** Its own lot in this wallet, when that is known without the credit. */
  readonly ownLotId?: string;
  /** Who funds it: of a threshold, value that they fund is nearer to it than any other. */
  readonly fundedBy?: readonly FundingShare[];
  /** Terms of the lot that it was put into: a return may have given it, into a lot that no purchase names. */
  readonly alike?: LotTerms;
  /** Part of it that had paid a debt, which is owed again. */
  readonly repaidMinor: number;
  /** The other side of what is taken, when `takenMinor` of it is there. */
  readonly postings: (takenMinor: number) => Posting[];
};

/** What undoing comes to, before it meets what is in the wallet now. */
export type Reversal = {
  readonly puts: readonly LotMovement[];
  readonly takings: readonly Taking[];
  readonly postings: readonly Posting[];
  /** It happened in a wallet that went into this one: lots have other ids here. */
  readonly elsewhere: boolean;
};

export const opposite = (postings: readonly Posting[]): Posting[] =>
  postings.map((posting) => ({ ...posting, amountMinor: -posting.amountMinor }));

/** Lots get back what a merchant accepted from them, and it is no longer due to the merchant. */
export function unspend(merchantId: string, movements: readonly LotMovement[], elsewhere: boolean): Reversal {
  const puts = movements.filter(({ amountMinor }) => amountMinor > 0);
  return { puts, takings: [], postings: opposite(toMerchant(merchantId, puts)), elsewhere };
}

/**
 * A reward that shrinks from one amount to another: its funders owe so much less, each the difference of its shares,
 * so that parts add up to the whole.
 */
export function fundersRelieved(
  asset: Asset,
  funding: readonly FundingShare[],
  [fromMinor, toMinor]: readonly [number, number],
  takenMinor: number,
): Posting[] {
  if (funding.length === 0) return [{ account: 'adjustment', asset, amountMinor: takenMinor }];
  const shares = (amountMinor: number, sign: 1 | -1) =>
    splitByFunding(amountMinor, funding).map((part) => ({
      account: `funding:${part.who}`,
      asset,
      amountMinor: sign * part.amountMinor,
    }));
  const isWhole = takenMinor === fromMinor - toMinor;
  return sumPostings(isWhole ? [...shares(fromMinor, 1), ...shares(toMinor, -1)] : shares(takenMinor, 1));
}

/** The reverse of a return: what was refunded is taken from the wallet, what was taken back is given again. */
export function unreturn({ event, effects }: Pick<Entry, 'event' | 'effects'>, elsewhere: boolean): Reversal {
  const receivable = 'merchantId' in event ? `receivable:${event.merchantId}` : '';
  const takings = effects.credits.map((credited) => ({
    asset: credited.asset,
    amountMinor: credited.amountMinor,
    reward: '',
    credited,
    repaidMinor: 0,
    // The whole is posted below: what is missing stays with the merchant.
    postings: (takenMinor: number) => [
      { account: receivable, asset: credited.asset, amountMinor: takenMinor - credited.amountMinor },
    ],
  }));
  return { puts: effects.draws, takings, postings: opposite(effects.postings), elsewhere };
}
