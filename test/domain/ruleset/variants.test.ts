import { expect, test } from 'vitest';
import { bucketOf } from '../../../shared/domain/ruleset/variant.ts';
import { aSale } from './deciding.ts';
import { bonus, published } from './member.ts';

/** Reckoned apart, `printf spring:wal_1 | sha256sum`: the first 16 digits, modulo 10,000. */
const buckets = {
  spring: { wal_1: 4229, wal_2: 6598, wal_3: 8636, wal_4: 2876, wal_6: 985, wal_7: 448 },
  summer: { wal_1: 4554, wal_2: 9997, wal_3: 6038, wal_4: 6533, wal_6: 8252, wal_7: 2395 },
};

test.each(Object.entries(buckets))('where wallets fall in the campaign %s', (campaignId, expected) => {
  const told = Object.keys(expected).map((walletId) => [walletId, bucketOf(campaignId, walletId)]);
  expect(Object.fromEntries(told)).toEqual(expected);
});

const dates = { startsAt: '2026-03-01T00:00:00Z', endsAt: '2026-04-01T00:00:00Z' };
/** 0 to 984 are in none, 985 to 4,229 in `small`, the rest in `large`. */
const variants = [
  { id: 'none', shareBps: 985, rules: [] },
  { id: 'small', shareBps: 3_245, rules: [bonus('s')] },
  { id: 'large', shareBps: 5_770, rules: [bonus('l')] },
];
const tried = published({}, { spring: { ...dates, variants, rules: [{ ...bonus('all'), group: 'boost' }] } });

test.each([
  ['wal_7', 'none', ['spring/all']],
  ['wal_6', 'small', ['spring/small/s', 'spring/all']],
  ['wal_1', 'small', ['spring/small/s', 'spring/all']],
  ['wal_2', 'large', ['spring/large/l', 'spring/all']],
])(
  'shares are laid end to end: %s is in `%s`, which stands with its purchase, and has %j',
  (walletId, variant, given) => {
    const { awards, variants: named } = tried.decidePurchase(aSale({ walletId }));
    expect(awards.map(({ ruleId }) => ruleId)).toEqual(given);
    expect(named).toEqual([`spring:${variant}`]);
  },
);

test('no variant stands with a purchase before the campaign or after it', () => {
  for (const at of ['2026-02-28T23:59:59.999Z', '2026-04-01T00:00:00Z']) {
    expect(tried.decidePurchase(aSale({ at })).variants).toEqual([]);
  }
});
