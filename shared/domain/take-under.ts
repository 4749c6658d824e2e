import { fundingText, termsText } from './credit.ts';
import { sumOf } from './draw.ts';
import type { Credit } from './effects.ts';
import { engineNumber, knowsLotsByKind } from './engine.ts';
import { asDue, isAvailable } from './expiry.ts';
import type { Lot, LotMovement, LotTerms } from './lot.ts';
import type { Putting } from './put-back.ts';
import type { Taking } from './reversal.ts';
import type { ReturnPolicy } from './rules.ts';
import type { Settled } from './settle.ts';
import { type Takeable, takeBack } from './take-back.ts';

export type Undoing = Putting & { readonly clawback: ReturnPolicy['clawback']; readonly engine?: number | undefined };

/** What this very entry gives, by lot: nobody has spent it yet. */
export const freshOf = (given: readonly Credit[]): Map<string, LotMovement> => {
  const fresh = new Map<string, LotMovement>();
  for (const { lotId, amountMinor, ...terms } of given) {
    fresh.set(lotId, { ...terms, lotId, amountMinor: amountMinor + (fresh.get(lotId)?.amountMinor ?? 0) });
  }
  return fresh;
};

/**
 * Until engine 2, one reward after the other (take-nearest.ts takes them at once). `pendingOnly` takes what is still pending of this very reward, and of what this entry gives; the others also what is
 * there of the asset.
 */
export function takeUnder(
  { clawback, now }: Undoing,
  from: Takeable,
  fresh: Map<string, LotMovement>,
  sought: Pick<LotMovement, 'lotId' | 'asset'> & Pick<Taking, 'fundedBy' | 'alike'>,
  amountMinor: number,
): LotMovement[] {
  const { lotId, asset, fundedBy, alike } = sought;
  const funders = fundedBy && fundingText(fundedBy);
  const isNear = (lot: Lot) =>
    lot.id === lotId ||
    (lot.asset === asset &&
      ((funders !== undefined && fundingText(lot.funding) === funders) ||
        (alike !== undefined && termsText(lot) === termsText(alike))));
  const near = from.lots.filter(isNear);
  if (clawback !== 'pendingOnly') {
    const nearest = takeBack({ ...from, lots: near }, sought, amountMinor);
    return [...nearest, ...takeBack(from, sought, amountMinor - sumOf(nearest))];
  }
  const pending = near.filter((lot) => !isAvailable(lot, now));
  const taken = takeBack({ ...from, lots: pending }, sought, amountMinor);
  let missingMinor = amountMinor - sumOf(taken);
  for (const [freshId, { asset: of, amountMinor: freshMinor, ...rest }] of fresh) {
    if (of !== asset) continue;
    const lots = from.lots.filter((lot) => lot.id === freshId);
    const more = takeBack({ ...from, lots }, sought, Math.min(missingMinor, freshMinor));
    fresh.set(freshId, { asset: of, ...rest, amountMinor: freshMinor - sumOf(more) });
    missingMinor -= sumOf(more);
    taken.push(...more);
  }
  return taken;
}

/** Of a wallet that took others over, the lot that a credit of one of them is in; what was pending may have come due. */
export function lotLike(wallet: Settled, credited: Credit, { now, engine = engineNumber }: Undoing): string {
  const textOf = (terms: LotTerms) => termsText(knowsLotsByKind(engine) ? asDue(terms, now) : terms);
  const text = textOf(credited);
  return wallet.lots.find((lot) => textOf(lot) === text)?.id ?? '';
}
