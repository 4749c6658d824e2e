import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withGaps } from '../../../shared/domain/ruleset/gap.ts';
import { mergeCounters } from '../../../shared/domain/ruleset/merge-counters.ts';
import { aMember, bonus } from './member.ts';

const scope = { merchant: 'cinema' };
const at = (day: string) => `${day}T12:00:00+01:00`;
const given = { r: 100 };
const asking = (condition: object) => ({ rules: [bonus('r', condition)] });
const first = asking({ kind: 'nth', n: 1, scope });
const second = asking({ kind: 'nth', n: 2, scope });
const ofMonth = (n: number) => asking({ kind: 'nth', n, window: 'month', scope });
const absent = asking({ kind: 'absent', days: 60, scope });
/** Rules that look at nothing. */
const blind = {};

/** A member of whom each purchase is told by its day; at the cinema, where nothing else is said. */
function living(document: object, engine?: number) {
  const member = aMember(document, engine === undefined ? {} : { engine });
  const buys = (day: string, merchantId = 'cinema') => member.buys(at(day), { merchantId });
  const counter = () => member.state().counters.find(({ key }) => key.startsWith('n') || key.startsWith('l'))!;
  return { ...member, buys, counter };
}

describe('what rules let pass unwatched, those that watch again do not take for nothing', () => {
  test('who bought there meanwhile is no newcomer', () => {
    const member = living(first);
    member.buys('2026-03-01', 'shop');
    member.isUnder(blind);
    for (const day of ['2026-03-02', '2026-03-03']) expect(member.buys(day)).toEqual({});
    member.isUnder(first);
    expect(['2026-03-04', '2026-03-05'].map((day) => member.buys(day))).toEqual([{}, {}]);
  });

  test('how many of all is never known again', () => {
    const member = living(second);
    member.buys('2026-03-01');
    member.isUnder(blind);
    member.buys('2026-03-02');
    member.isUnder(second);
    expect(['2026-03-04', '2026-03-05', '2026-03-06'].map((day) => member.buys(day))).toEqual([{}, {}, {}]);
  });

  test('a month counts anew from when it is watched again, and the next as ever', () => {
    const member = living(ofMonth(3));
    member.buys('2026-03-01');
    member.isUnder(blind);
    member.buys('2026-03-02');
    member.isUnder(ofMonth(3));
    const days = ['2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06', '2026-04-01', '2026-04-02', '2026-04-03'];
    expect(days.map((day) => member.buys(day))).toEqual([{}, {}, given, {}, {}, {}, given]);
  });

  test('a month that is over keeps its gap, the next has none', () => {
    const member = living(ofMonth(2));
    member.buys('2026-03-01');
    member.isUnder(blind);
    member.buys('2026-03-10');
    member.isUnder(ofMonth(2));
    expect(['2026-04-01', '2026-04-02'].map((day) => member.buys(day))).toEqual([{}, given]);
    expect(['2026-03-20', '2026-03-21'].map((day) => member.buys(day))).toEqual([{}, given]);
  });

  test('nobody knows who was absent, until they come again', () => {
    const member = living(absent);
    member.buys('2026-01-10');
    member.isUnder(blind);
    member.buys('2026-03-10');
    member.isUnder(absent);
    expect(['2026-03-19', '2026-05-17', '2026-07-16'].map((day) => member.buys(day))).toEqual([{}, {}, given]);
  });

  test('it need not have been there: rules that look at nothing do not know where', () => {
    const member = living(absent);
    member.buys('2026-01-10');
    member.isUnder(blind);
    member.buys('2026-01-11', 'shop');
    member.isUnder(absent);
    expect(member.buys('2026-04-01')).toEqual({});
  });

  test.each([
    ['the second of all', second, '2026-03-02'],
    ['the second of a month', ofMonth(2), '2026-03-02'],
    ['who was absent', absent, '2026-05-02'],
  ])('where nothing was bought meanwhile all stays known: %s', (_, document, day) => {
    const member = living(document);
    member.buys('2026-03-01');
    member.isUnder(blind);
    member.isUnder(document);
    expect(member.buys(day)).toEqual(given);
  });

  test('twice unwatched is as once', () => {
    const member = living(ofMonth(2));
    member.buys('2026-03-01');
    member.isUnder(blind);
    member.buys('2026-03-02');
    const told = member.counter();
    member.buys('2026-03-03');
    expect(member.counter()).toEqual(told);
    member.isUnder(ofMonth(2));
    member.buys('2026-03-04');
    member.isUnder(blind);
    member.buys('2026-03-05');
    member.isUnder(ofMonth(2));
    expect(['2026-03-06', '2026-03-07'].map((day) => member.buys(day))).toEqual([{}, given]);
  });

  test('a counter whose time is over does not come back for it', () => {
    const member = aMember(ofMonth(2), { lateLimitMs: 1 });
    member.buys(at('2026-03-01'), { merchantId: 'cinema' });
    member.isUnder(blind);
    member.buys(at('2026-04-02'));
    expect(member.state().counters).toEqual([]);
  });
});

describe('a sale from before, posted late, is counted by the rules of its time', () => {
  test.each([
    ['the second of all', second],
    ['the second of a month', ofMonth(2)],
  ])('%s', (_, document) => {
    const member = living(document);
    member.buys('2026-03-01');
    member.isUnder(blind);
    member.buys('2026-03-10');
    member.isUnder(document);
    expect(member.buys('2026-03-02')).toEqual(given);
    expect(['2026-03-11', '2026-03-12'].map((day) => member.buys(day).r ?? 0)).toEqual(
      document === second ? [0, 0] : [0, 100],
    );
  });

  test('a month that was watched to its end stays counted, also once another is counted anew', () => {
    const member = living(ofMonth(1));
    expect(member.buys('2026-02-10')).toEqual(given);
    expect(member.buys('2026-03-01')).toEqual(given);
    member.isUnder(blind);
    member.buys('2026-03-10');
    member.isUnder(ofMonth(1));
    expect(member.buys('2026-02-11')).toEqual({});
    expect(member.buys('2026-03-11')).toEqual(given);
    expect(member.buys('2026-02-12')).toEqual({});
  });

  test('what it adds does not hide that more was bought after it', () => {
    const member = living(absent);
    member.buys('2026-01-01');
    member.isUnder(blind);
    member.buys('2026-03-20');
    member.isUnder(absent);
    expect(member.buys('2026-03-10')).toEqual(given);
    expect(member.buys('2026-05-10')).toEqual({});
  });

  test.each([
    ['the second of all', second, '2026-03-11'],
    ['the second of a month', ofMonth(2), '2026-03-11'],
    ['who was absent', absent, '2026-05-11'],
  ])('one of a time before anyone watched is no gap: %s', (_, document, day) => {
    const member = living(document);
    member.buys('2026-03-10');
    member.isUnder(blind);
    member.buys('2026-03-05');
    member.isUnder(document);
    expect(member.buys(day)).toEqual(given);
  });

  test('one that was let pass after the last visit leaves nobody absent', () => {
    const member = living(absent);
    member.buys('2026-01-10');
    member.buys('2026-03-20', 'shop');
    member.isUnder(blind);
    member.buys('2026-03-10');
    member.isUnder(absent);
    expect(member.buys('2026-04-01')).toEqual({});
  });
});

test('whatever was watched in turns, what holds is what can be known', () => {
  const deed = fc.record({ waitDays: fc.integer({ min: 1, max: 40 }), isWatched: fc.boolean(), isThere: fc.boolean() });
  const conditions = [
    { id: 'ever', kind: 'nth', n: 2, scope },
    { id: 'month', kind: 'nth', n: 2, window: 'month', scope },
    { id: 'absent', kind: 'absent', days: 30, scope },
  ];
  const rules = conditions.map(({ id, ...condition }) => ({ ...bonus(id, condition), group: id }));
  const groups = Object.fromEntries(conditions.map(({ id }, order) => [id, { order: 100 + order, stacking: 'sum' }]));
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 14 }), (deeds) => {
      const member = living({ rules, groups });
      const past: (typeof now & (typeof deeds)[number])[] = [];
      let now = { day: 0, month: '' };
      for (const one of deeds) {
        const day = now.day + one.waitDays;
        const date = new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10);
        now = { day, month: date.slice(0, 7) };
        member.isUnder(one.isWatched ? { rules, groups } : blind);
        // What came after the last purchase that nobody watched.
        const known = past
          .slice(past.findLastIndex(({ isWatched }) => !isWatched) + 1)
          .filter(({ isThere }) => isThere);
        const isSecond = past.every(({ isWatched }) => isWatched) && known.length === 1;
        const ofMonth = known.filter(({ month }) => month === now.month);
        const isAbsent = known.length > 0 && known.every((visit) => day - visit.day >= 30);
        const holds = {
          ...(one.isThere && isSecond ? { ever: 100 } : {}),
          ...(one.isThere && ofMonth.length === 1 ? { month: 100 } : {}),
          ...(isAbsent ? { absent: 100 } : {}),
        };
        expect(member.buys(date, one.isThere ? 'cinema' : 'shop')).toEqual(one.isWatched ? holds : {});
        past.push({ ...now, ...one });
      }
    }),
    { numRuns: 300 },
  );
});

test('a counter that a purchase drops is not kept for the gap that it leaves', () => {
  const counter = { key: 'l1', until: null, values: [1_000], names: [] };
  const dropped = { ...counter, until: 0, values: [] };
  const other = { ...counter, key: 'l2' };
  const wallet = { counters: [counter, other], lastPurchaseAt: 1_000 };
  const changed = withGaps([dropped], wallet, { occurredAt: 1_296, now: 2_000 }, () => false);
  expect(changed).toEqual([dropped, { ...other, names: ['0/100'] }]);
});

test('caps, thresholds and earlier purchases keep what they hold', () => {
  const limits = {
    rules: [
      bonus('r'),
      { ...bonus('after', { kind: 'after', scope }), group: 'boost' },
      {
        id: 'two',
        group: 'challenge',
        effect: { kind: 'threshold', of: 'purchases', target: 2, window: 'month', amountMinor: 70 },
      },
    ],
    caps: [{ rules: ['r'], per: 'member', window: 'month', amountMinor: 150 }],
  };
  const member = living(limits);
  member.buys('2026-03-01');
  member.isUnder(blind);
  member.buys('2026-03-02');
  member.isUnder(limits);
  expect(member.buys('2026-03-03')).toEqual({ r: 50, after: 100, two: 70 });
});

test('of two wallets that become one, what either let pass is let pass', () => {
  const member = living(second);
  member.buys('2026-03-01');
  const whole = member.counter();
  member.isUnder(blind);
  member.buys('2026-03-02');
  const cut = member.counter();
  expect(cut.names).toHaveLength(1);
  expect([mergeCounters([whole], [cut]), mergeCounters([cut], [whole])].map(([one]) => one!.names)).toEqual([
    cut.names,
    cut.names,
  ]);
});

test('the engines before believed what they had counted', () => {
  const member = living(second, 2);
  member.buys('2026-03-01');
  member.isUnder(blind);
  member.buys('2026-03-02');
  member.isUnder(second);
  expect(member.buys('2026-03-03')).toEqual(given);
});
