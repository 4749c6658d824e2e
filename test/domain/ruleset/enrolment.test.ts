import { expect, test } from 'vitest';
import { rulesetDocument } from '../../../shared/domain/ruleset/document.ts';
import { published } from './member.ts';

const rule = (id: string, amountMinor: number, more: object = {}) => ({
  id,
  on: 'enrolment',
  effect: { kind: 'fixed', amountMinor },
  funder: 'operator',
  ...more,
});
const given = (document: object, at = '2026-03-13T12:00:00+01:00') =>
  Object.fromEntries(
    published(document)
      .decideEnrolment({ walletId: 'wal_1', channel: 'app', occurredAt: Date.parse(at) })
      .awards.map(({ ruleId, amountMinor }) => [ruleId, amountMinor]),
  );

test('rules of enrolment meet in their groups as others do, and not with those of purchases', () => {
  const rules = [
    rule('a', 500, { group: 'welcome' }),
    rule('b', 300, { group: 'welcome' }),
    rule('c', 200, { group: 'combo' }),
    rule('d', 100, { group: 'combo' }),
    { ...rule('e', 900, { group: 'welcome' }), on: 'purchase' },
  ];
  expect(given({ rules })).toEqual({ a: 500, b: 300, c: 200 });
});

test('in `base`, where nothing is said, the higher priority has it, then the lower id', () => {
  expect(given({ rules: [rule('b', 300), rule('a', 500)] })).toEqual({ a: 500 });
  expect(given({ rules: [rule('b', 300, { priority: 1 }), rule('a', 500)] })).toEqual({ b: 300 });
});

test('caps of a receipt and of their rules hold', () => {
  const caps = [{ amountMinor: 400 }];
  expect(given({ rules: [rule('a', 500, { group: 'welcome' }), rule('b', 300, { group: 'welcome' })], caps })).toEqual({ a: 250, b: 150 }); // biome-ignore format: a row
});

test('time and channel may be asked', () => {
  const when = [
    { kind: 'hours', days: ['fri'], from: '12:00', to: '13:00' },
    { kind: 'dates', to: '2026-03-13' },
  ];
  const rules = [rule('a', 500, { when: [...when, { kind: 'any', of: [{ kind: 'channel', in: ['app'] }] }] })];
  expect([given({ rules }), given({ rules }, '2026-03-13T13:00:00+01:00')]).toEqual([{ a: 500 }, {}]);
});

test.each([
  [{ scope: { merchant: 'zara' } }, ['scope']],
  [{ effect: { kind: 'rate', rateBps: 100 } }, ['effect', 'kind']],
  [{ effect: { kind: 'fixed', amountMinor: 5, per: 'unit' } }, ['effect', 'kind']],
  [{ effect: { kind: 'threshold', target: 5, window: 'day', amountMinor: 5 } }, ['effect', 'kind']],
  [{ when: [{ kind: 'nth', n: 1 }] }, ['when', 0, 'kind']],
  [{ when: [{ kind: 'hours' }, { kind: 'audience', in: ['vip'] }] }, ['when', 1, 'kind']],
  [{ when: [{ kind: 'any', of: [{ kind: 'paidWithWallet' }] }] }, ['when', 0, 'kind']],
  [
    {
      funder: [
        { who: 'operator', shareBps: 5_000 },
        { who: 'merchant', shareBps: 5_000 },
      ],
    },
    ['funder'],
  ],
])('what needs a basket or a merchant is refused: %j', (more, path) => {
  const read = rulesetDocument.safeParse({ name: 'Test', rules: [rule('r', 500, more)] });
  expect(read.error?.issues).toMatchObject([{ path: ['rules', 0, ...path], params: { code: 'not-for-enrolment' } }]);
});
