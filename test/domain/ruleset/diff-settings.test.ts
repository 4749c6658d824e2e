import { describe, expect, test } from 'vitest';
import { rulesetDocument } from '../../../shared/domain/ruleset/document.ts';
import { plain } from '../words/speaking.ts';
import { between, said, versionOf } from './diffing.ts';

describe('a setting', () => {
  test.each([
    [{ timeZone: 'Europe/Lisbon' }, 'timeZone', 'Time zone: Europe/Lisbon (was: Europe/Paris).'],
    [{ accrualBase: 'gross' }, 'accrualBase', 'What is paid with the wallet: earns too (was: does not earn).'],
    [{ tax: 'excl' }, 'tax', 'Tax: does not earn (was: earns too).'],
    [
      { nonEarningTenders: [] },
      'nonEarningTenders',
      'Tenders that do not earn: none (was: gift card and another wallet).',
    ],
    [
      { rounding: { mode: 'halfEven' } },
      'rounding',
      'Rounding: to the nearest, halves to even, once for the receipt (was: to the nearest, halves up, once for the receipt).',
    ],
    [
      { rounding: { assets: { points: { mode: 'floor', stage: 'line' } } } },
      'rounding.assets.points',
      'Rounding of points: down, line by line (was: down).',
    ],
    [
      { pending: { mode: 'onEvent' } },
      'pending',
      'Earned value: can be spent once confirmed, after 30 days at the latest (was: can be spent at once).',
    ],
    [
      { expiry: { sponsor: { mode: 'inactivity', months: 6 } } },
      'expiry.sponsor',
      'Lifetime of sponsored value: 6 months without earning or spending (was: does not expire).',
    ],
    [
      { expiry: { cashback: { mode: 'fixedDate', monthDay: '12-31' } } },
      'expiry.cashback',
      'Lifetime of cashback: to 31 December, 30 days at least (was: does not expire).',
    ],
    [
      { drawOrder: [] },
      'drawOrder',
      'Order in which value is spent: whatever ends first (was: sponsored value, gift value, prepaid value, and cashback).',
    ],
    [
      { drawOrder: ['cashback', 'gift'] },
      'drawOrder',
      'Order in which value is spent: cashback and gift value (was: sponsored value, gift value, prepaid value, and cashback).',
    ],
    [
      { acceptance: { sponsor: { merchant: 'sushi' } } },
      'acceptance.sponsor',
      'Where sponsored value can be spent: at sushi (was: everywhere).',
    ],
    [
      { redeem: { minBasketMinor: 1_000 } },
      'redeem.minBasketMinor',
      'Smallest basket to pay with the wallet: €10.00 (was: €0.00).',
    ],
    [
      { redeem: { minAmountMinor: 1 } },
      'redeem.minAmountMinor',
      'Smallest payment with the wallet: €0.01 (was: €0.00).',
    ],
    [
      { redeem: { maxShareBps: 2_550 } },
      'redeem.maxShareBps',
      'Largest share paid with the wallet: 25.5% (was: 100%).',
    ],
    [
      { returns: { refund: 'walletFirst' } },
      'returns.refund',
      'Refunds: to the wallet first (was: in proportion to what was paid).',
    ],
    [
      { returns: { clawback: 'debt' } },
      'returns.clawback',
      'Rewards of what comes back: taken back, what is missing is owed (was: taken back as far as the balance goes).',
    ],
    [
      { returns: { graceDays: 0 } },
      'returns.graceDays',
      'Life of refunded value that had expired: 0 days (was: 30 days).',
    ],
    [
      { breakage: { toFunderBps: 0 } },
      'breakage.toFunderBps',
      'Expired value that goes back to its funder: 0% (was: 100%).',
    ],
  ])('%j', (settings, field, text) => {
    const told = between(versionOf({}), versionOf({ settings }));
    expect(told.map(({ part, change, id, fields }) => [part, change, id, fields])).toEqual([
      ['setting', 'changed', field, [field]],
    ]);
    expect(plain(told[0]!.detail)).toBe(text);
    expect(said({}, { settings }, 'fr')[0]).not.toMatch(/[{}[\]]|undefined/);
  });

  test('what a document leaves out is its default', () => {
    const { settings } = rulesetDocument.parse({ name: 'Test' });
    expect(said({}, { settings: { ...settings, expiry: {} } })).toEqual([]);
    expect(said({ name: 'A' }, { name: 'B' })).toEqual(['Name: “B” (was: “A”).']);
  });
});
