import type { Effects } from './effects.ts';
import { engineNumber, knowsWhatLapsed } from './engine.ts';
import { isCancelledByTime } from './expiry.ts';
import type { Instant } from './instant.ts';
import type { PastPurchase } from './kept.ts';
import type { LotTerms } from './lot.ts';

type Waits = Pick<LotTerms, 'availability'>;
type Waiting = { readonly entry: Pick<PastPurchase['entry'], 'sequence'> } & Pick<PastPurchase, 'confirmed'>;
/** When it is asked, and by which engine. */
export type AskedAt = { readonly now: Instant; readonly engine?: number | undefined };

/** Whether rewards of a purchase may wait for its event: those that it was given do, or it was given none yet. */
export const mayWait = ({ credits }: Pick<Effects, 'credits'>): boolean =>
  credits.length === 0 || credits.some(({ availability }) => availability.kind === 'event');

/** Whether the event of a purchase came in time for a reward of it. */
export const hasFired = (
  { availability }: Waits,
  { confirmed }: Pick<Waiting, 'confirmed'>,
  sequence: number,
): boolean =>
  availability.kind === 'event' && (confirmed?.some(({ of, at }) => of === sequence && at < availability.at) ?? false);

/** Terms of value of a purchase whose event may have come since: it waits no more. */
export const asConfirmed = <T extends Waits>(terms: T, purchase: Waiting, { engine = engineNumber }: AskedAt): T =>
  knowsWhatLapsed(engine) && hasFired(terms, purchase, purchase.entry.sequence)
    ? { ...terms, availability: { kind: 'available' } }
    : terms;

/**
 * Whether a reward went back to who gave it when its event had not come in time: then nothing of it is left to take.
 * @param sequence of the purchase that was given it
 */
export const hasLapsed = (
  reward: Waits,
  purchase: Waiting,
  { now, engine = engineNumber }: AskedAt,
  sequence = purchase.entry.sequence,
): boolean =>
  purchase.confirmed !== null &&
  knowsWhatLapsed(engine) &&
  isCancelledByTime(reward, now) &&
  !hasFired(reward, purchase, sequence);
