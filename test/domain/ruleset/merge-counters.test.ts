import { expect, test } from 'vitest';
import type { Counter } from '../../../shared/domain/ruleset/counter.ts';
import { mergeCounters } from '../../../shared/domain/ruleset/merge-counters.ts';

/** Counters of wallets that become one keep the bounds of one. */

const visitsAt = (times: readonly number[]): Counter => ({ key: 'a1', until: null, values: times, names: [] });
const upTo = (count: number, from = 0) => Array.from({ length: count }, (_, at) => from + at);
const merchants = (slugs: readonly number[]): Counter => ({
  ...{ key: 't1', until: null, values: [7, slugs.length, 0] },
  names: slugs.map((slug) => `7/shop-${slug}/1`),
});

test('the newest eight visits are remembered, whoever made them', () => {
  const [merged] = mergeCounters([visitsAt(upTo(8, 10))], [visitsAt([0, 11, 12, 100])]);
  expect(merged!.values).toEqual([12, 12, 13, 14, 15, 16, 17, 100]);
});

test('fifty merchants of a period are told apart, ours first; a visit to one of those still adds up', () => {
  const [merged] = mergeCounters([merchants(upTo(40))], [merchants([39, ...upTo(20, 100)])]);
  expect(merged!.names).toHaveLength(50);
  expect(merged!.names).toEqual([
    ...upTo(39).map((slug) => `7/shop-${slug}/1`),
    '7/shop-39/2',
    ...upTo(10, 100).map((slug) => `7/shop-${slug}/1`),
  ]);
});

test('until engine 2 all of both were kept: what was decided then stands', () => {
  expect(mergeCounters([visitsAt(upTo(8))], [visitsAt(upTo(8))], 2)[0]!.values).toHaveLength(16);
  expect(mergeCounters([merchants(upTo(40))], [merchants(upTo(40, 100))], 2)[0]!.names).toHaveLength(80);
});
