import { period, read, startOfDay } from '../interpreter/calendar.ts';
import type { Chance } from './chance.ts';

const secondMs = 1_000;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const from2026 = Date.UTC(2026, 0, 1);

/** Days on which a clock of words.ts changes, and days where months, years and leap days end. */
const notable = [
  '2026-03-29',
  '2026-10-25',
  '2026-03-08',
  '2026-11-01',
  '2026-04-05',
  '2026-10-04',
  '2026-12-31',
  '2027-01-01',
  '2026-02-28',
  '2028-02-29',
  '2026-05-31',
  '2026-03-15',
].map((date) => Date.parse(`${date}T00:00:00Z`));

/** A moment that rules may quarrel about: about midnight, a change of the clock, the end of a week, month or year. */
export function someMoment(chance: Chance, zone: string): number {
  const day = Math.floor((chance.yes(0.4) ? chance.pick(notable) : from2026 + chance.int(0, 800) * dayMs) / dayMs);
  if (chance.yes(0.5)) return day * dayMs + chance.int(0, dayMs - 1);
  const window = chance.pick(['day', 'day', 'week', 'month', 'year'] as const);
  const edge = startOfDay(zone, period(window, day).next);
  const off = [-1, 0, 1, -secondMs, chance.int(-3 * hourMs, 3 * hourMs), chance.int(0, 6) * (hourMs / 2)];
  return edge + chance.pick(off);
}

/** How late a sale may be posted. */
const lateMs = 7 * dayMs;

/** The next purchase of the same wallet: often soon, sometimes at the same moment, sometimes posted late, not too late. */
export function nextMoment(chance: Chance, before: number, newest: number, zone: string): number {
  return Math.max(someNext(chance, before, zone), newest - lateMs);
}

function someNext(chance: Chance, before: number, zone: string): number {
  const kind = chance.next();
  if (kind < 0.1) return before;
  if (kind < 0.2) return before - chance.pick([secondMs, hourMs, 5 * hourMs, dayMs, 6 * dayMs]);
  if (kind < 0.35) return startOfDay(zone, read(zone, before).day + chance.int(1, 8)) + chance.pick([-1, 0, 1]);
  if (kind < 0.7) return before + chance.int(1, 30) * hourMs + chance.pick([0, 0, -1, 1]);
  return before + chance.pick([1, 3, 7, 28, 60, 365]) * dayMs + chance.pick([-1, 0, 1, hourMs]);
}
