import { Temporal } from 'temporal-polyfill';
import { dayMs, type Instant, minuteMs } from './instant.ts';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** What clocks and calendars of the ecosystem show. */
export type LocalMoment = {
  /** Days since 1970-01-01. */
  readonly day: number;
  readonly weekday: Weekday;
  /** Whole minutes since local midnight by the clock on the wall, 0 to 1439. */
  readonly minute: number;
};

/** The time of one place: reads moments, and reckons in its calendar. */
export type LocalTime = {
  read(at: Instant): LocalMoment;
  /** The same wall time some calendar months or days later; a day that the month lacks is its last. */
  add(at: Instant, span: { readonly months?: number; readonly days?: number }): Instant;
  /** The first moment of a local day, days since 1970-01-01. */
  startOfDay(day: number): Instant;
};

/** Spans of equal offset remembered for a zone: this year's two, and those of late sales. */
const spansMax = 8;
type Span = { readonly from: Instant; readonly to: Instant; readonly offsetMs: number };

export function isTimeZone(timeZone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone);
    return true;
  } catch {
    return false;
  }
}

/** Exact at changes of the clock: an offset is kept only between the two transitions it was read between. */
export function localTimeIn(timeZone: string): LocalTime {
  const spans: Span[] = [];
  const zoned = (at: Instant) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);

  let last: Span | undefined;
  const spanOf = (at: Instant): Span => {
    if (last === undefined || at < last.from || at >= last.to) last = findSpan(at);
    return last;
  };

  function findSpan(at: Instant): Span {
    const known = spans.find((span) => span.from <= at && at < span.to);
    if (known) return known;
    const here = zoned(at);
    // `previous` is strictly before, so it is asked from the next millisecond on.
    const before = zoned(at + 1).getTimeZoneTransition('previous');
    const after = here.getTimeZoneTransition('next');
    const span = {
      from: before?.epochMilliseconds ?? -Infinity,
      to: after?.epochMilliseconds ?? Infinity,
      offsetMs: here.offsetNanoseconds / 1_000_000,
    };
    if (spans.length === spansMax) spans.shift();
    spans.push(span);
    return span;
  }

  return {
    read(at) {
      const wallMs = at + spanOf(at).offsetMs;
      const day = Math.floor(wallMs / dayMs);
      return {
        day,
        weekday: weekdayOf(day),
        minute: Math.floor((wallMs - day * dayMs) / minuteMs),
      };
    },
    add: (at, span) => zoned(at).add(span).epochMilliseconds,
    startOfDay: (day) => Temporal.PlainDate.from(dateOf(day)).toZonedDateTime(timeZone).epochMilliseconds,
  };
}

/** A change of the clock: the minutes of its local day that the clock skips or shows twice. */
export type ClockChange = {
  readonly at: Instant;
  readonly date: string;
  readonly weekday: Weekday;
  readonly fromMinute: number;
  readonly toMinute: number;
};

/** The next changes of a zone's clock, `count` at most; none where it never changes. */
export function clockChangesIn(timeZone: string, now: Instant, count: number): ClockChange[] {
  const changes: ClockChange[] = [];
  let at = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone);
  while (changes.length < count) {
    const next = at.getTimeZoneTransition('next');
    if (!next) break;
    const wallBefore = next.epochMilliseconds + next.subtract({ milliseconds: 1 }).offsetNanoseconds / 1_000_000;
    const wallAfter = next.epochMilliseconds + next.offsetNanoseconds / 1_000_000;
    const [from, to] = [Math.min(wallBefore, wallAfter), Math.max(wallBefore, wallAfter)];
    const day = Math.floor(from / dayMs);
    changes.push({
      at: next.epochMilliseconds,
      date: dateOf(day),
      weekday: weekdayOf(day),
      fromMinute: (from - day * dayMs) / minuteMs,
      toMinute: (to - day * dayMs) / minuteMs,
    });
    at = next;
  }
  return changes;
}

/** Of a day counted from 1970-01-01, which was a Thursday. */
export const weekdayOf = (day: number): Weekday => weekdays[(((day + 3) % 7) + 7) % 7]!;
export const dayBefore = (day: Weekday): Weekday => weekdays[(weekdays.indexOf(day) + 6) % 7]!;
/** Minutes since midnight of a time on the wall, `HH:MM`. */
export const minuteOfDay = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** `YYYY-MM-DD` of a day counted from 1970-01-01. */
export const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);
export const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / dayMs;
