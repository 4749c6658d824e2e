import { termsText } from './credit.ts';
import type { Credit } from './effects.ts';
import { endOf } from './expiry.ts';
import { dayMs, type Instant } from './instant.ts';
import type { LotMovement, LotTerms } from './lot.ts';
import type { Settled } from './settle.ts';

/**
 * Puts value back into the lots that it was drawn from, under their old ids, so that it keeps its age and expiry.
 * What has expired meanwhile lives `graceDays` more, as a lot of its own (api.md §2 "Returns").
 * @param sequence of the entry that does it; new lots are numbered from `index`
 */
export function putBack(
  wallet: Settled,
  movements: readonly LotMovement[],
  { sequence, index = 0, now, graceDays }: { sequence: number; index?: number; now: Instant; graceDays: number },
): Credit[] {
  const graced = new Map<string, string>();
  return movements
    .filter((movement) => movement.amountMinor > 0)
    .map((movement): Credit => {
      const back = { ...movement, ruleId: '', repaidMinor: 0 };
      const end = endOf(movement, wallet);
      if (end === null || end > now) return back;
      const terms = { ...back, expiry: { kind: 'at' as const, at: now + graceDays * dayMs } };
      const text = termsText(terms);
      const lotId = graced.get(text) ?? `${sequence}.${index + graced.size}`;
      graced.set(text, lotId);
      return { ...terms, lotId };
    });
}

/** Puts value into a wallet as it was in another: into the lot of equal terms, or a new one numbered from this entry. */
export function carry(wallet: Settled, movements: readonly LotMovement[], sequence: number): Credit[] {
  const isAlone = ({ availability }: LotTerms) => availability.kind === 'event';
  const lotOf = new Map(wallet.lots.filter((lot) => !isAlone(lot)).map((lot) => [termsText(lot), lot.id]));
  return movements.map((movement, at): Credit => {
    const text = termsText(movement);
    const lotId = (isAlone(movement) ? undefined : lotOf.get(text)) ?? `${sequence}.${at}`;
    if (!isAlone(movement)) lotOf.set(text, lotId);
    return { ...movement, lotId, ruleId: '', repaidMinor: 0 };
  });
}
