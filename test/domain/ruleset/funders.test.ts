import { describe, expect, test } from 'vitest';
import { CampaignSchema } from '../../../shared/domain/ruleset/campaign.ts';
import { RuleSchema } from '../../../shared/domain/ruleset/rule.ts';
import { aSale } from './deciding.ts';
import { bonus, published } from './member.ts';

/** Who pays in which shares for a rule's reward of 1.00 at `shop`, and what each bears of it after caps. */
function payersOf(funder: object | string | undefined, caps: object[] = []) {
  const rules = [{ ...bonus('r'), ...(funder === undefined ? {} : { funder }) }];
  const { awards, explanation } = published({ rules, caps }).decidePurchase(aSale({}));
  const shares = Object.fromEntries(awards[0]!.funding.map(({ who, shareBps }) => [who, shareBps]));
  const borne = Object.fromEntries(explanation.rules[0]!.funding!.map(({ who, amountMinor }) => [who, amountMinor]));
  return { shares, borne };
}

describe('a reward is paid', () => {
  test.each([
    [undefined, 'shop'],
    ['merchant', 'shop'],
    ['operator', 'operator'],
    [{ merchant: 'deco' }, 'deco'],
    [{ sponsor: 'acme' }, 'acme'],
  ])('by %j: %s', (funder, who) => {
    expect(payersOf(funder)).toEqual({ shares: { [who]: 10_000 }, borne: { [who]: 100 } });
  });

  const thirds = ['merchant', 'operator', { sponsor: 'acme' }].map((who, nth) => ({ who, shareBps: [3_334, 3_333, 3_333][nth] })); // biome-ignore format: one line

  test('by several in shares, whole cents by the largest remainder', () => {
    expect(payersOf(thirds)).toEqual({
      shares: { shop: 3_334, operator: 3_333, acme: 3_333 },
      borne: { shop: 34, operator: 33, acme: 33 },
    });
  });

  test('after caps: what is taken off nobody bears, nor is named for nothing', () => {
    expect(payersOf(thirds, [{ amountMinor: 50 }]).borne).toEqual({ shop: 17, operator: 17, acme: 16 });
    expect(payersOf(thirds, [{ amountMinor: 2 }]).borne).toEqual({ shop: 1, operator: 1 });
  });

  test('by a merchant once, who is named and sells', () => {
    const both = [
      { who: 'merchant', shareBps: 2_500 },
      { who: { merchant: 'shop' }, shareBps: 7_500 },
    ];
    expect(payersOf(both)).toEqual({ shares: { shop: 10_000 }, borne: { shop: 100 } });
  });

  test('by the campaign’s funder, unless a rule of it names its own', () => {
    const dates = { startsAt: '2026-03-01T00:00:00Z', endsAt: '2026-04-01T00:00:00Z' };
    const rules = [bonus('a'), { ...bonus('b'), group: 'boost', funder: 'merchant' }];
    const campaigns = { c: { ...dates, funder: { sponsor: 'acme' }, rules } };
    const { awards } = published({}, campaigns).decidePurchase(aSale({}));
    expect(awards.map(({ funding }) => funding.map(({ who }) => who))).toEqual([['acme'], ['shop']]);
  });
});

test.each([
  [[{ who: 'operator', shareBps: 9_999 }], 'shares-not-whole'],
  [[1, 2].map(() => ({ who: 'operator', shareBps: 5_000 })), 'repeated'],
  [{ sponsor: 'acme', merchant: 'shop' }, 'unrecognized_keys'],
  ['acme', 'invalid_value'],
])('nobody can be meant by %j: %s', (funder, code) => {
  const read = RuleSchema.safeParse({ ...bonus('r'), funder });
  expect(JSON.stringify(read.error?.issues)).toContain(`"${code}"`);
});

test('a campaign must say who pays', () => {
  const read = CampaignSchema.safeParse({
    name: 'C',
    startsAt: '2026-03-01T00:00:00Z',
    endsAt: '2026-04-01T00:00:00Z',
  });
  expect(read.error?.issues.map(({ path }) => path)).toEqual([['funder']]);
});
