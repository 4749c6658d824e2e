import { dayMs, type Instant } from '../instant.ts';
import { dateOf, dayOf, type LocalTime } from '../local-time.ts';
import type { Availability, Expiry } from '../lot.ts';
import type { ExpiryMode, Pending } from './settings.ts';

const available: Availability = { kind: 'available' };
const never: Expiry = { kind: 'never' };

/** When value earned at a moment can be spent; days are of 24 hours from the purchase (S4-02, A21). */
export function availabilityOf(pending: Pending, earnedAt: Instant): Availability {
  switch (pending.mode) {
    case 'instant':
      return available;
    case 'delay':
      return { kind: 'from', at: earnedAt + pending.days * dayMs };
    case 'onEvent':
      return { kind: 'event', at: earnedAt + pending.maxDays * dayMs, otherwise: pending.then };
  }
}

/**
 * When value earned at a moment ends, by the ecosystem's calendar (S4-05, S3-12). `endOf` month and fixed dates last
 * to the end of that local day; a fixed date nearer than `minDays` is next year's.
 */
export function expiryOf(mode: ExpiryMode, earnedAt: Instant, time: LocalTime): Expiry {
  switch (mode.mode) {
    case 'never':
      return never;
    case 'inactivity':
      return { kind: 'idle', months: mode.months };
    case 'duration': {
      const { months = 0, days = 0, endOf } = mode;
      const at = time.add(earnedAt, { months, days });
      return { kind: 'at', at: endOf === 'month' ? time.startOfDay(firstOfNextMonth(dateOf(time.read(at).day))) : at };
    }
    case 'fixedDate': {
      const { day } = time.read(earnedAt);
      const year = Number(dateOf(day).slice(0, 4));
      // Up to 366 minimum days: the date of this year, the next or the one after.
      const days = [year, year + 1, year + 2].map((each) => dayInYear(each, mode.monthDay));
      const last = days.find((each) => each >= day + mode.minDays)!;
      return { kind: 'at', at: time.startOfDay(last + 1) };
    }
  }
}

function firstOfNextMonth(date: string): number {
  const [year, month] = [Number(date.slice(0, 4)), Number(date.slice(5, 7))];
  return Date.UTC(year, month, 1) / dayMs;
}

/** A day that the month lacks is its last: 29 February is the 28th in most years. */
function dayInYear(year: number, monthDay: string): number {
  const [month, day] = [Number(monthDay.slice(0, 2)), Number(monthDay.slice(3))];
  const monthEnd = Date.UTC(year, month, 0) / dayMs;
  return Math.min(dayOf(`${dateOf(Date.UTC(year, month - 1, 1) / dayMs)}`) + day - 1, monthEnd);
}
