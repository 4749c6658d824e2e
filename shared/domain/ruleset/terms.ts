import { dayMs, type Instant } from '../instant.ts';
import { dateOf, type LocalTime } from '../local-time.ts';
import type { Availability, Expiry } from '../lot.ts';
import type { ExpiryRule, Pending } from './settings.ts';

/** When value earned at `occurredAt` can be spent: the same local time some days later (S4-02). */
export function availabilityOf(pending: Pending, occurredAt: Instant, local: LocalTime): Availability {
  if (pending.mode === 'instant') return { kind: 'available' };
  if (pending.mode === 'delay') return { kind: 'from', at: local.add(occurredAt, { days: pending.days }) };
  return { kind: 'event', at: local.add(occurredAt, { days: pending.maxDays }), otherwise: pending.then };
}

/** When it ends (C1, S4-05); a duration counts from the purchase, to the end of that month when it says so. */
export function expiryOf(rule: ExpiryRule | undefined, occurredAt: Instant, local: LocalTime): Expiry {
  if (rule === undefined || rule.mode === 'never') return { kind: 'never' };
  if (rule.mode === 'inactivity') return { kind: 'idle', months: rule.months };
  if (rule.mode === 'fixedDate')
    return { kind: 'at', at: endOfMonthDay(occurredAt, local, rule.monthDay, rule.minDays) };
  const at = local.add(occurredAt, { months: rule.months ?? 0, days: rule.days ?? 0 });
  return { kind: 'at', at: rule.endOf === 'month' ? endOfMonth(at, local) : at };
}

/** The first moment of the month after. */
function endOfMonth(at: Instant, local: LocalTime): Instant {
  const [year = 0, month = 0] = local.read(at).date.split('-').map(Number);
  return local.startOfDay(Date.UTC(year, month, 1) / dayMs);
}

/** The end of the next such day that is at least `minDays` away; 29 February is the month's last day in other years. */
function endOfMonthDay(at: Instant, local: LocalTime, monthDay: string, minDays: number): Instant {
  const earliest = local.read(at).day + minDays;
  const [month = 12, day = 31] = monthDay.split('-').map(Number);
  const lastDayIn = (year: number) => {
    const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
    return Date.UTC(year, month - 1, Math.min(day, length)) / dayMs;
  };
  const year = Number(dateOf(earliest).slice(0, 4));
  const last = lastDayIn(year) >= earliest ? lastDayIn(year) : lastDayIn(year + 1);
  return local.startOfDay(last + 1);
}
