import { describe, expect, test } from 'vitest';
import { dayMs, hourMs } from '../../../shared/domain/instant.ts';
import { dateOf } from '../../../shared/domain/local-time.ts';
import { rate } from './deciding.ts';
import { aMember, bonus } from './member.ts';

/** A sale may be posted seven days late. */
const lateLimitMs = 7 * dayMs;
const here = { merchant: 'shop' };
const capped = (window: string) => ({
  rules: [bonus('r')],
  caps: [{ rules: ['r'], per: 'member', window, amountMinor: 150, scope: here }],
});
const nth = (window: string) => ({ rules: [bonus('r', { kind: 'nth', n: 2, window, scope: here })] });
const threshold = (window: string) => ({
  rules: [{ id: 'r', scope: here, effect: { kind: 'threshold', of: 'merchants', target: 2, window, amountMinor: 70 } }],
});
const bought = '2026-12-30T12:00:00+01:00';
const isoOf = (at: number) => new Date(at).toISOString();

/** When the counter that a purchase at `shop` made ends; until then other purchases leave it, from then on it is gone. */
function endOf(document: object, campaigns = {}): string | null {
  const member = aMember(document, { campaigns, lateLimitMs });
  member.buys(bought);
  const [counter, ...others] = member.state().counters;
  expect(others).toEqual([]);
  const { until } = counter!;
  if (until === null) return null;
  member.buys(isoOf(until - 1), { merchantId: 'elsewhere' });
  expect(member.state().counters).toEqual([counter]);
  member.buys(isoOf(until), { merchantId: 'elsewhere' });
  expect(member.state().counters).toEqual([]);
  return isoOf(until - lateLimitMs);
}

describe('a counter leaves the wallet when its window is over and no sale of it can come any more', () => {
  test.each([
    ['day', '2026-12-31T00:00:00+01:00'],
    ['week', '2027-01-04T00:00:00+01:00'],
    ['month', '2027-01-01T00:00:00+01:00'],
    ['year', '2027-01-01T00:00:00+01:00'],
  ])('of a %s: seven days after %s', (window, end) => {
    for (const document of [capped(window), nth(window), threshold(window)]) {
      expect(endOf(document)).toBe(isoOf(Date.parse(end)));
    }
  });

  test('of ever: never', () => {
    expect([capped('ever'), nth('ever'), threshold('ever')].map((document) => endOf(document))).toEqual([
      null,
      null,
      null,
    ]);
  });

  test('of a campaign: seven days after its end', () => {
    const dates = { startsAt: '2026-12-01T00:00:00Z', endsAt: '2027-02-01T12:00:00Z' };
    for (const document of [capped('campaign'), nth('campaign'), threshold('campaign')]) {
      expect(endOf({}, { c: { ...dates, ...document } })).toBe('2027-02-01T12:00:00.000Z');
    }
  });

  test.each([
    ['within six hours', { withinHours: 6 }, 6],
    ['on the same day, of 25 hours at most', { sameDay: true }, 25],
    ['on the same day within six hours', { withinHours: 6, sameDay: true }, 6],
  ])('of an earlier purchase %s: seven days after it can be one last', (_, near, hours) => {
    const end = endOf({ rules: [bonus('r', { kind: 'after', scope: here, ...near })] });
    expect(end).toBe(isoOf(Date.parse(bought) + hours * hourMs + 1));
  });

  test('of an earlier purchase at any time, and of the last one somewhere: never', () => {
    expect(endOf({ rules: [bonus('r', { kind: 'after', scope: here })] })).toBeNull();
    expect(endOf({ rules: [bonus('r', { kind: 'absent', days: 1, scope: here })] })).toBeNull();
  });
});

test('a purchase that was counted and one that comes after the end begin apart', () => {
  const member = aMember(capped('day'), { lateLimitMs });
  expect(member.buys(bought)).toEqual({ r: 100 });
  // The last moment at which that day’s sales may be posted.
  member.buys('2027-01-06T12:00:00+01:00', { merchantId: 'elsewhere' });
  expect(member.buys(bought)).toEqual({ r: 50 });
  expect(member.buys('2027-01-06T12:00:00+01:00')).toEqual({ r: 100 });
});

test('of a counter that goes on, the days leave whose sales can come no more', () => {
  const member = aMember(capped('day'), { lateLimitMs });
  for (let day = 1; day <= 20; day += 1) member.buys(`2026-03-${String(day).padStart(2, '0')}T12:00:00+01:00`);
  const [counter] = member.state().counters;
  const days = counter!.values.filter((_, at) => at % 2 === 0).map(dateOf);
  expect(days).toEqual([13, 14, 15, 16, 17, 18, 19, 20].map((day) => `2026-03-${day}`));
});

test('what nothing looks at is not counted', () => {
  const caps = [
    { per: 'receipt', amountMinor: 50 },
    { per: 'all', window: 'day', amountMinor: 50 },
    { per: 'merchant', window: 'day', count: 5 },
  ];
  const member = aMember({
    rules: [rate('r', 1_000), bonus('b', { kind: 'nth', n: 2 }, { kind: 'absent', days: 1 })],
    caps,
  });
  member.buys(bought);
  expect(member.state().counters).toEqual([]);
});
