import { dayMs, type Instant } from './instant.ts';
import type { Lot, LotTerms } from './lot.ts';
import type { WalletState } from './wallet.ts';

/** Adds calendar months in UTC; the day is cut to the month's length (31 January + 1 month = 28 or 29 February). */
export function addMonths(at: Instant, months: number): Instant {
  const from = new Date(at);
  const [year, month] = [from.getUTCFullYear(), from.getUTCMonth() + months];
  const [first, next] = [Date.UTC(year, month, 1), Date.UTC(year, month + 1, 1)];
  const day = first + (from.getUTCDate() - 1) * dayMs;
  return Math.min(day, next - dayMs) + (((at % dayMs) + dayMs) % dayMs);
}

/** When a lot ends, if nothing more happens; null is never. The lot is whole until that very millisecond. */
export function endOf(terms: Pick<LotTerms, 'expiry'>, wallet: Pick<WalletState, 'lastActiveAt'>): Instant | null {
  if (terms.expiry.kind === 'never') return null;
  if (terms.expiry.kind === 'at') return terms.expiry.at;
  return addMonths(wallet.lastActiveAt, terms.expiry.months);
}

/** Whether a lot may be drawn at `now`, its expiry apart. */
export const isAvailable = (lot: Pick<Lot, 'availability'>, now: Instant): boolean =>
  lot.availability.kind === 'available' ||
  (lot.availability.kind === 'from' && lot.availability.at <= now) ||
  (lot.availability.kind === 'event' && lot.availability.otherwise === 'release' && lot.availability.at <= now);

/** Terms once what was pending until then has come due: what was written before it, and what is there now, are alike. */
export const asDue = (terms: LotTerms, now: Instant): LotTerms =>
  isAvailable(terms, now) ? { ...terms, availability: { kind: 'available' } } : terms;

/** Whether a lot was waiting for an event that did not come in time and is cancelled for it. */
export const isCancelledByTime = (lot: Pick<Lot, 'availability'>, now: Instant): boolean =>
  lot.availability.kind === 'event' && lot.availability.otherwise === 'cancel' && lot.availability.at <= now;
