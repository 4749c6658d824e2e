import type { Credit, Posting } from './effects.ts';
import type { FundingShare, LotTerms } from './lot.ts';
import { sumPostings, toFunders } from './posting.ts';
import type { Award } from './ruleset/verdict.ts';
import type { Settled } from './settle.ts';
import { lotsMax } from './wallet.ts';

/** Canonical text of a lot's terms: lots with the same text are the same kind of value and may be merged. */
export const termsText = ({ asset, originId, funding, scope, availability, expiry }: LotTerms) =>
  JSON.stringify([asset, originId, sharesOf(funding), scope, availability, expiry]);

const sharesOf = (funding: readonly FundingShare[]) => funding.map(({ who, shareBps }) => [who, shareBps]);

/** The same for who funds it. */
export const fundingText = (funding: readonly FundingShare[]) => JSON.stringify(sharesOf(funding));

/**
 * Puts awards into lots: one credit an award, into the lot of equal terms if there is one (a lot that waits for an
 * event stays alone; new ones are numbered from `firstIndex`). A debt of the asset is paid first. Null when the wallet has no room for another lot.
 */
export function creditAwards(
  wallet: Settled,
  sequence: number,
  originId: string,
  awards: readonly Award[],
  firstIndex = 0,
): { credits: Credit[]; postings: Posting[] } | null {
  const ofOrigin = wallet.lots.filter((lot) => lot.originId === originId);
  const lotOf = new Map(ofOrigin.map((lot) => [termsText(lot), lot.id]));
  const owed = new Map(wallet.owed.map((debt) => [debt.asset, debt.amountMinor]));
  const credits: Credit[] = [];
  const postings: Posting[] = [];
  let lotCount = wallet.lots.length;
  for (const { ruleId, asset, amountMinor: givenMinor, funding, availability, expiry } of awards) {
    const terms: LotTerms = { asset, originId, funding, scope: '', availability, expiry };
    const repaidMinor = Math.min(owed.get(asset) ?? 0, givenMinor);
    owed.set(asset, (owed.get(asset) ?? 0) - repaidMinor);
    const text = termsText(terms);
    let lotId = availability.kind === 'event' ? undefined : lotOf.get(text);
    if (lotId === undefined) {
      lotId = `${sequence}.${firstIndex + credits.length}`;
      lotOf.set(text, lotId);
      if (givenMinor > repaidMinor) lotCount += 1;
    }
    const credit = { lotId, ...terms, amountMinor: givenMinor - repaidMinor, ruleId, repaidMinor };
    credits.push(credit);
    postings.push(...toFunders('funding', credit, -givenMinor));
    if (repaidMinor > 0) postings.push({ account: 'owed', asset, amountMinor: repaidMinor });
  }
  return lotCount > Math.max(lotsMax, wallet.lots.length) ? null : { credits, postings: sumPostings(postings) };
}
