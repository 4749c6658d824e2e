const minuteMs = 60_000;
const quarterMs = 15 * minuteMs;
const dayMs = 86_400_000;
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** What a wall calendar and clock show at a moment: `wall` is the same reading as milliseconds of an imagined UTC. */
export type Reading = {
  readonly date: string;
  readonly day: number;
  readonly weekday: (typeof weekdays)[number];
  readonly minute: number;
  readonly wall: number;
};

/** What was asked of a zone before: Intl is slow, and the same days come again. */
const zones = new Map<string, { readonly offsets: Map<number, number>; readonly starts: Map<number, number> }>();
const formats = new Map<string, Intl.DateTimeFormat>();

function known(zone: string) {
  const found = zones.get(zone) ?? { offsets: new Map(), starts: new Map() };
  zones.set(zone, found);
  return found;
}

/** No clock changes twice in a day: where a UTC day begins and ends with one offset, it is that of all moments between. */
function offsetAt(zone: string, at: number): number {
  const day = Math.floor(at / dayMs);
  const [first, last] = [day, day + 1].map((each) => offsetOf(zone, each * (dayMs / quarterMs)));
  return first === last ? first! : offsetOf(zone, Math.floor(at / quarterMs));
}

/** Clocks change on quarters of an hour, so that an offset is asked of Intl once for each. */
function offsetOf(zone: string, quarter: number): number {
  const { offsets } = known(zone);
  const before = offsets.get(quarter);
  if (before !== undefined) return before;
  if (!formats.has(zone)) {
    const numeric = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
    formats.set(zone, new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', era: 'short', ...numeric }));
  }
  const start = quarter * quarterMs;
  const shown = Object.fromEntries(
    formats
      .get(zone)!
      .formatToParts(start)
      .map(({ type, value }) => [type, value]),
  );
  const { year, month, day, hour, minute } = shown;
  const offset = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute)) - start;
  offsets.set(quarter, offset);
  return offset;
}

const dates = new Map<number, string>();
export function dateOf(day: number): string {
  const date = dates.get(day) ?? new Date(day * dayMs).toISOString().slice(0, 10);
  dates.set(day, date);
  return date;
}
export const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / dayMs;

export function read(zone: string, at: number): Reading {
  const wall = at + offsetAt(zone, at);
  const day = Math.floor(wall / dayMs);
  const shown = new Date(wall);
  return {
    date: shown.toISOString().slice(0, 10),
    day,
    weekday: weekdays[shown.getUTCDay()]!,
    minute: shown.getUTCHours() * 60 + shown.getUTCMinutes(),
    wall,
  };
}

/** The moment when the wall shows this: the earlier of two, and in a gap as much after it as the clock had not moved. */
export function instantOf(zone: string, wall: number): number {
  const [before, after] = [offsetAt(zone, wall - dayMs), offsetAt(zone, wall + dayMs)];
  const shows = [wall - before, wall - after].filter((at) => at + offsetAt(zone, at) === wall);
  return shows.length > 0 ? Math.min(...shows) : wall - before;
}

/** The first moment of a local day. Where midnight is skipped, that is the change of the clock. */
export function startOfDay(zone: string, day: number): number {
  const { starts } = known(zone);
  const before = starts.get(day);
  if (before !== undefined) return before;
  // From the afternoon before, no clock being further than 15 hours off, by quarters of an hour.
  let at = day * dayMs - 15 * 60 * minuteMs;
  while (Math.floor((at + offsetAt(zone, at)) / dayMs) < day) at += quarterMs;
  starts.set(day, at);
  return at;
}

/** The same wall time so many months or days later; a day that the month lacks is its last. */
export function later(zone: string, at: number, months: number, days: number): number {
  const { wall } = read(zone, at);
  const shown = new Date(wall);
  const [year, month] = [shown.getUTCFullYear(), shown.getUTCMonth() + months];
  const monthEnd = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const midnight = Date.UTC(year, month, Math.min(shown.getUTCDate(), monthEnd)) + days * dayMs;
  return instantOf(zone, midnight + (wall - Math.floor(wall / dayMs) * dayMs));
}

export type Window = 'day' | 'week' | 'month' | 'year';

/** First day of the local period, and of the next one; weeks are ISO weeks, from Monday. */
export function period(window: Window, day: number): { readonly first: number; readonly next: number } {
  const [year, month] = dateOf(day).split('-').map(Number) as [number, number, number];
  const at = (y: number, m: number) => Date.UTC(y, m - 1, 1) / dayMs;
  switch (window) {
    case 'day':
      return { first: day, next: day + 1 };
    case 'week': {
      const monday = day - ((new Date(day * dayMs).getUTCDay() + 6) % 7);
      return { first: monday, next: monday + 7 };
    }
    case 'month':
      return { first: at(year, month), next: at(year, month + 1) };
    case 'year':
      return { first: at(year, 1), next: at(year + 1, 1) };
  }
}

/** A period by its first day: 2026-03-14, 2026-W11 (of the year in which its Thursday lies), 2026-03, 2026. */
export function written(window: Window, first: number): string {
  const date = dateOf(first);
  if (window === 'day') return date;
  if (window === 'month') return date.slice(0, 7);
  if (window === 'year') return date.slice(0, 4);
  const year = dateOf(first + 3).slice(0, 4);
  let week = 1;
  while (dateOf(first + 3 - 7 * week).slice(0, 4) === year) week += 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}
