const minuteMs = 60_000;
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

const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();

/** Clocks change on quarters of an hour, so that an offset is asked of Intl once for each. */
function offsetAt(zone: string, at: number): number {
  const quarter = Math.floor(at / (15 * minuteMs));
  const known = offsets.get(`${zone} ${quarter}`);
  if (known !== undefined) return known;
  if (!formats.has(zone)) {
    const numeric = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
    formats.set(zone, new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', era: 'short', ...numeric }));
  }
  const start = quarter * 15 * minuteMs;
  const shown = Object.fromEntries(
    formats
      .get(zone)!
      .formatToParts(start)
      .map(({ type, value }) => [type, value]),
  );
  const { year, month, day, hour, minute } = shown;
  const offset = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute)) - start;
  offsets.set(`${zone} ${quarter}`, offset);
  return offset;
}

export const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);
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
  // From the afternoon before, no clock being further than 15 hours off, by quarters of an hour.
  for (let at = day * dayMs - 15 * 60 * minuteMs; ; at += 15 * minuteMs) if (read(zone, at).day >= day) return at;
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
