import { termsText } from './credit.ts';
import type { Credit } from './effects.ts';
import { endOf } from './expiry.ts';
import { dayMs, type Instant } from './instant.ts';
import type { LotMovement, LotTerms } from './lot.ts';
import type { Settled } from './settle.ts';

/** The entry that puts value into a wallet: it numbers new lots, from `firstIndex`; its time says what has expired. */
export type Putting = {
  readonly sequence: number;
  readonly firstIndex?: number;
  readonly now: Instant;
  readonly graceDays: number;
};

/**
 * Puts value back into the lots that it was drawn from, under their old ids, so that it keeps its age and expiry.
 * What has expired meanwhile lives `graceDays` more, as a lot of its own (api.md §2 "Returns").
 */
export function putBack(wallet: Settled, movements: readonly LotMovement[], putting: Putting): Credit[] {
  const graced = new Map<string, string>();
  return movements.map((movement): Credit => {
    const back = withGrace(wallet, movement, putting);
    if (back === movement) return { ...movement, ruleId: '', repaidMinor: 0 };
    const text = termsText(back);
    const lotId = graced.get(text) ?? `${putting.sequence}.${(putting.firstIndex ?? 0) + graced.size}`;
    graced.set(text, lotId);
    return { ...back, lotId, ruleId: '', repaidMinor: 0 };
  });
}

/** Puts value of another wallet into this one: into the lot of equal terms, or a new one numbered from this entry. */
export function carry(wallet: Settled, movements: readonly LotMovement[], putting: Putting): Credit[] {
  const lotOf = new Map(wallet.lots.filter((lot) => !isAlone(lot)).map((lot) => [termsText(lot), lot.id]));
  return movements.map((movement, at): Credit => {
    const terms = withGrace(wallet, movement, putting);
    const text = termsText(terms);
    const lotId =
      (isAlone(terms) ? undefined : lotOf.get(text)) ?? `${putting.sequence}.${(putting.firstIndex ?? 0) + at}`;
    if (!isAlone(terms)) lotOf.set(text, lotId);
    return { ...terms, lotId, ruleId: '', repaidMinor: 0 };
  });
}

/** A lot that waits for an event stays alone: the event is of one purchase. */
const isAlone = ({ availability }: LotTerms) => availability.kind === 'event';

function withGrace(wallet: Settled, movement: LotMovement, { now, graceDays }: Putting): LotMovement {
  const end = endOf(movement, wallet);
  if (end === null || end > now) return movement;
  return { ...movement, expiry: { kind: 'at', at: now + graceDays * dayMs } };
}
