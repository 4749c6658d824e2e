import { expect, test } from 'vitest';
import { addMonths, isAvailable } from '../../shared/domain/expiry.ts';
import { dayMs } from '../../shared/domain/instant.ts';
import type { Availability } from '../../shared/domain/lot.ts';
import { noon } from '../support/paper-till.ts';

test('a month later is the same day at the same time, or the last day of a shorter month', () => {
  const at = (text: string, months: number) => new Date(addMonths(Date.parse(text), months)).toISOString();
  expect(at('2026-03-14T12:34:56.789Z', 1)).toBe('2026-04-14T12:34:56.789Z');
  expect(at('2026-01-31T23:59:59.999Z', 1)).toBe('2026-02-28T23:59:59.999Z');
  expect(at('2028-01-31T00:00:00.000Z', 1)).toBe('2028-02-29T00:00:00.000Z');
  expect(at('2026-10-31T06:00:00.000Z', 13)).toBe('2027-11-30T06:00:00.000Z');
  expect(at('1969-12-30T06:00:00.000Z', 2)).toBe('1970-02-28T06:00:00.000Z');
});

test('value may be drawn from its very millisecond on, and never when its event did not come and that cancels it', () => {
  const drawn = (availability: Availability) =>
    [noon - 1, noon, noon + dayMs].map((now) => isAvailable({ availability }, now));
  expect(drawn({ kind: 'available' })).toEqual([true, true, true]);
  expect(drawn({ kind: 'from', at: noon })).toEqual([false, true, true]);
  expect(drawn({ kind: 'event', at: noon, otherwise: 'release' })).toEqual([false, true, true]);
  expect(drawn({ kind: 'event', at: noon, otherwise: 'cancel' })).toEqual([false, false, false]);
});
