import type { Instant } from '../instant.ts';
import { addLocal, endOfLocalMonth, endOfMonthDay } from '../local-time.ts';
import type { Availability, Expiry, FundingShare } from '../lot.ts';
import type { Funder } from './document.ts';
import type { ExpiryRule, Pending } from './settings.ts';

/** When value earned at `occurredAt` can be spent: the same local time some days later (S4-02). */
export function availabilityOf(pending: Pending, occurredAt: Instant, timeZone: string): Availability {
  if (pending.mode === 'instant') return { kind: 'available' };
  if (pending.mode === 'delay') return { kind: 'from', at: addLocal(occurredAt, timeZone, { days: pending.days }) };
  return { kind: 'event', at: addLocal(occurredAt, timeZone, { days: pending.maxDays }), otherwise: pending.then };
}

/** When it ends (C1, S4-05); a duration counts from the purchase, to the end of that month when it says so. */
export function expiryOf(rule: ExpiryRule | undefined, occurredAt: Instant, timeZone: string): Expiry {
  if (rule === undefined || rule.mode === 'never') return { kind: 'never' };
  if (rule.mode === 'inactivity') return { kind: 'idle', months: rule.months };
  if (rule.mode === 'fixedDate')
    return { kind: 'at', at: endOfMonthDay(occurredAt, timeZone, rule.monthDay, rule.minDays) };
  const at = addLocal(occurredAt, timeZone, { months: rule.months ?? 0, days: rule.days ?? 0 });
  return { kind: 'at', at: rule.endOf === 'month' ? endOfLocalMonth(at, timeZone) : at };
}

/** Who pays, by slug; `merchant` is the one that sells. Shares of one payer named twice are added. */
export function fundingOf(funder: Funder, merchantId: string): FundingShare[] {
  const shares = new Map<string, number>();
  for (const { who, shareBps } of funder) {
    const slug =
      typeof who === 'object'
        ? 'merchant' in who
          ? who.merchant
          : who.sponsor
        : who === 'merchant'
          ? merchantId
          : who;
    shares.set(slug, (shares.get(slug) ?? 0) + shareBps);
  }
  return [...shares].map(([who, shareBps]) => ({ who, shareBps }));
}
