import type { Effects } from './effects.ts';
import { engineNumber, knowsWhatLapsed } from './engine.ts';
import { isCancelledByTime } from './expiry.ts';
import type { Instant } from './instant.ts';
import type { PastPurchase } from './kept.ts';
import type { LotTerms } from './lot.ts';

type Waits = Pick<LotTerms, 'availability'>;
type Waiting = { readonly entry: Pick<PastPurchase['entry'], 'sequence'> } & Pick<PastPurchase, 'confirmed'>;
type Asked = { readonly now: Instant; readonly engine?: number | undefined };

/** Whether rewards of a purchase may wait for its event: those that it was given do, or it was given none yet. */
export const mayWait = ({ credits }: Pick<Effects, 'credits'>): boolean =>
  credits.length === 0 || credits.some(({ availability }) => availability.kind === 'event');

/** Terms of value of a purchase whose event may have come since: it waits no more. */
export const asConfirmed = <T extends Waits>(
  terms: T,
  { entry, confirmed }: Waiting,
  { engine = engineNumber }: Asked,
): T =>
  confirmed?.includes(entry.sequence) && knowsWhatLapsed(engine) && terms.availability.kind === 'event'
    ? { ...terms, availability: { kind: 'available' } }
    : terms;

/**
 * Whether a reward went back to who gave it when its event had not come in time: then nothing of it is left to take.
 * @param sequence of the purchase that was given it
 */
export const hasLapsed = (
  reward: Waits,
  { entry, confirmed }: Waiting,
  { now, engine = engineNumber }: Asked,
  sequence = entry.sequence,
): boolean =>
  confirmed !== null && !confirmed.includes(sequence) && knowsWhatLapsed(engine) && isCancelledByTime(reward, now);
