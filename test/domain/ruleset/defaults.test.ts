import { describe, expect, test } from 'vitest';
import { CampaignSchema } from '../../../shared/domain/ruleset/campaign.ts';
import { rulesetDocument } from '../../../shared/domain/ruleset/document.ts';

const read = (document: object) => rulesetDocument.parse({ name: 'Test', ...document });
const effect = { kind: 'rate', rateBps: 100 };
const readRule = (rule: object) => read({ rules: [{ id: 'r', effect, ...rule }] }).rules[0]!;
const readCondition = (fields: object) => readRule({ when: [fields] }).when[0];
const readEffect = (fields: object) => readRule({ effect: fields }).effect;
const readCap = (cap: object) => read({ caps: [cap] }).caps[0];

const campaign = {
  name: 'C',
  startsAt: '2026-03-01T00:00:00Z',
  endsAt: '2026-04-01T00:00:00Z',
  funder: { sponsor: 'x' },
};
const readCampaign = (more: object) => CampaignSchema.parse({ ...campaign, ...more });

describe('what a document leaves out', () => {
  test('of itself: nothing is declared', () => {
    const { settings: _settings, ...rest } = read({});
    expect(rest).toEqual({ name: 'Test', merchants: {}, sets: {}, rules: [], groups: {}, exclusions: [], caps: [] });
  });

  test('of its settings', () => {
    expect(read({}).settings).toEqual({
      timeZone: 'Europe/Paris',
      accrualBase: 'netOfWallet',
      tax: 'incl',
      nonEarningTenders: ['giftCard', 'otherWallet'],
      rounding: { mode: 'halfUp', stage: 'receipt', assets: { points: { mode: 'floor' } } },
      pending: { mode: 'instant' },
      expiry: { cashback: { mode: 'never' } },
      drawOrder: ['sponsor', 'gift', 'prepaid', 'cashback'],
      acceptance: {},
      redeem: { minBasketMinor: 0, minAmountMinor: 0, maxShareBps: 10_000 },
      returns: { refund: 'proRata', clawback: 'withinBalance', graceDays: 30 },
      breakage: { toFunderBps: 10_000 },
    });
  });

  test('of what it tells in part: the rest of that part', () => {
    const { settings } = read({
      settings: { rounding: { stage: 'line' }, redeem: { minAmountMinor: 5 }, returns: { graceDays: 7 } },
    });
    expect(settings.rounding).toEqual({ mode: 'halfUp', stage: 'line', assets: { points: { mode: 'floor' } } });
    expect(settings.redeem).toEqual({ minBasketMinor: 0, minAmountMinor: 5, maxShareBps: 10_000 });
    expect(settings.returns).toEqual({ refund: 'proRata', clawback: 'withinBalance', graceDays: 7 });
  });

  test('of a rule: it is for purchases everywhere, gives cashback in `base`, and the merchant pays', () => {
    expect(readRule({})).toEqual({
      ...{ id: 'r', on: 'purchase', scope: {}, when: [], effect },
      ...{ asset: 'cashback', group: 'base', priority: 0, funder: 'merchant' },
    });
  });

  test('of pending and expiry: an event is waited for 30 days, then released; a date is 30 days away or next year’s', () => {
    // biome-ignore lint/suspicious/noThenProperty: the contract's own word; the object is never awaited
    expect(readRule({ credit: { mode: 'onEvent' } }).credit).toEqual({ mode: 'onEvent', maxDays: 30, then: 'release' });
    expect(readRule({ expiry: { mode: 'fixedDate', monthDay: '12-31' } }).expiry).toMatchObject({ minDays: 30 });
  });

  test.each([
    [{ kind: 'dates', from: '2026-03-01' }, {}],
    [{ kind: 'hours' }, { from: '00:00', to: '24:00' }],
    [{ kind: 'channel', in: ['web'] }, {}],
    [{ kind: 'store', in: ['paris-1'] }, {}],
    [{ kind: 'basket', minMinor: 1 }, { of: 'total' }],
    [
      { kind: 'nth', n: 1 },
      { every: false, window: 'ever', scope: {} },
    ],
    [
      { kind: 'after', scope: {} },
      { sameDay: false, once: true },
    ],
    [{ kind: 'absent', days: 1 }, { scope: {} }],
    [{ kind: 'optedIn', campaignId: 'c' }, {}],
    [{ kind: 'audience', in: ['hr-acme'] }, {}],
    [{ kind: 'paidWithWallet' }, { minMinor: 1 }],
    [{ kind: 'any', of: [{ kind: 'channel', in: ['web'], not: false }] }, {}],
  ])('of the condition %j: it is not turned round, and %j', (fields, more) => {
    expect(readCondition(fields)).toEqual({ ...fields, not: false, ...more });
  });

  test.each([
    [{ kind: 'rate', rateBps: 100 }, {}],
    [{ kind: 'points', points: 1, perMinor: 100 }, {}],
    [{ kind: 'fixed', amountMinor: 5 }, { per: 'receipt' }],
    [
      { kind: 'threshold', target: 3, amountMinor: 5, window: 'day' },
      { of: 'spend', repeat: 'once' },
    ],
  ])('of the effect %j: %j', (fields, more) => {
    expect(readEffect(fields)).toEqual({ ...fields, ...more });
  });

  test('of a group: its most specific rule wins', () => {
    expect(read({ groups: { mine: { order: 5 } } }).groups).toEqual({ mine: { order: 5, stacking: 'mostSpecific' } });
  });

  test('of a cap: a receipt is clipped in cashback, whatever rule gave it', () => {
    expect(readCap({ amountMinor: 400 })).toEqual({
      ...{ scope: {}, asset: 'cashback', per: 'receipt', window: 'campaign', amountMinor: 400, onLimit: 'clip' },
    });
  });

  test('of a campaign: no opt-in is asked, and its rules take its asset, its funder, and its time as their window', () => {
    const rules = [
      { id: 't', effect: { kind: 'threshold', target: 3, amountMinor: 5 } },
      { id: 'own', effect, asset: 'points', funder: 'operator' },
    ];
    const caps = [{ per: 'member', amountMinor: 9 }];
    const read = readCampaign({ asset: 'sponsor', rules, caps });
    expect(read).toMatchObject({ optIn: false, asset: 'sponsor', caps: [{ window: 'campaign' }] });
    expect(read.rules).toMatchObject([{ effect: { window: 'campaign' } }, { asset: 'points', funder: 'operator' }]);
    expect(read).not.toHaveProperty('budgetMinor');
    expect(readCampaign({})).toMatchObject({ asset: 'cashback', rules: [], caps: [] });
  });
});
