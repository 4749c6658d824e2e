import { dayMs, type Instant } from '../instant.ts';
import { dateOf, type LocalTime } from '../local-time.ts';
import type { Window } from './cap.ts';

/** 1970-01-01 was a Thursday: ISO weeks begin three days before. */
const week = (day: number) => Math.floor((day + 3) / 7);
const mondayOf = (ordinal: number) => ordinal * 7 - 3;

/** The number of the local period that a local day (since 1970-01-01) is in; windows without periods are 0. */
export function periodOf(window: Window, day: number): number {
  switch (window) {
    case 'campaign':
    case 'ever':
      return 0;
    case 'day':
      return day;
    case 'week':
      return week(day);
    case 'month': {
      const date = new Date(day * dayMs);
      return date.getUTCFullYear() * 12 + date.getUTCMonth();
    }
    case 'year':
      return new Date(day * dayMs).getUTCFullYear();
  }
}

/** How people write it: `2026-03-14`, `2026-W11`, `2026-03`, `2026`. */
export function periodText(window: Window, ordinal: number): string {
  switch (window) {
    case 'campaign':
    case 'ever':
      return window;
    case 'day':
      return dateOf(ordinal);
    case 'week': {
      // A week belongs to the year of its Thursday (ISO 8601).
      const year = periodOf('year', mondayOf(ordinal) + 3);
      const first = week(Date.UTC(year, 0, 4) / dayMs);
      return `${year}-W${String(ordinal - first + 1).padStart(2, '0')}`;
    }
    case 'month':
      return `${Math.floor(ordinal / 12)}-${String((ordinal % 12) + 1).padStart(2, '0')}`;
    case 'year':
      return String(ordinal);
  }
}

/** The first moment after a period; null when it has no end. A campaign's window ends with it. */
export function periodEnd(
  window: Window,
  ordinal: number,
  time: LocalTime,
  campaignEndsAt: Instant | null,
): Instant | null {
  switch (window) {
    case 'ever':
      return null;
    case 'campaign':
      return campaignEndsAt;
    case 'day':
      return time.startOfDay(ordinal + 1);
    case 'week':
      return time.startOfDay(mondayOf(ordinal + 1));
    case 'month':
      return time.startOfDay(Date.UTC(Math.floor(ordinal / 12), (ordinal % 12) + 1, 1) / dayMs);
    case 'year':
      return time.startOfDay(Date.UTC(ordinal + 1, 0, 1) / dayMs);
  }
}
