import { describe, expect, test } from 'vitest';
import { asksOptInTo, isEligible, type OfferedTo, offersOf, type Viewer } from '../../shared/domain/offer.ts';
import { CampaignSchema } from '../../shared/domain/ruleset/campaign.ts';
import { compile } from '../../shared/domain/ruleset/compile.ts';
import type { Counter } from '../../shared/domain/ruleset/counter.ts';
import { rulesetDocument } from '../../shared/domain/ruleset/document.ts';
import { takesPart } from '../../shared/domain/ruleset/scope.ts';
import { bucketOf } from '../../shared/domain/ruleset/variant.ts';
import { aSale, rate } from './ruleset/deciding.ts';

const now = Date.parse('2026-03-14T14:00:00+01:00');
const all: Viewer = { seesAll: true };
const asMerchant = (merchantId: string, sector = 'fashion'): Viewer => ({
  seesAll: false,
  places: [{ merchantId, sector }],
});
const member = (more: Partial<OfferedTo> = {}): OfferedTo => ({
  walletId: 'wal_a',
  optIns: new Set(),
  audiences: new Set(),
  counters: new Map(),
  ...more,
});
const published = (id: string, more: object = {}) => ({
  id,
  campaign: CampaignSchema.parse({
    name: id,
    startsAt: '2026-03-01T00:00:00+01:00',
    endsAt: '2026-04-01T00:00:00+02:00',
    funder: 'operator',
    ...more,
  }),
  cancelledAt: null as number | null,
});
const version = (...campaigns: ReturnType<typeof published>[]) => ({
  document: rulesetDocument.parse({ name: 'Base' }),
  campaigns,
});
const rules = [rate('more', 100, { group: 'boost' })];
const seen = (campaigns: ReturnType<typeof published>[], wallet = member(), viewer: Viewer = all) =>
  offersOf(version(...campaigns), wallet, viewer, now).map(({ campaign }) => campaign.id);
const audience = (...ids: string[]) => ({ kind: 'audience', in: ids });

describe('what is offered', () => {
  test('campaigns that run or come, those that end first before the others; none that is over or cancelled', () => {
    const coming = published('coming', { startsAt: '2026-03-20T00:00:00Z', endsAt: '2026-03-21T00:00:00Z', rules });
    const over = published('over', { endsAt: '2026-03-14T13:00:00Z', rules });
    const cancelled = { ...published('cancelled', { rules }), cancelledAt: now };
    const offers = offersOf(version(published('running', { rules }), coming, over, cancelled), member(), all, now);
    expect(offers.map(({ campaign: { id }, status }) => [id, status])).toEqual([
      ['coming', 'coming'],
      ['running', 'running'],
    ]);
  });

  test('a campaign that only welcomes new members is none for those that are there', () => {
    const welcome = { id: 'w', on: 'enrolment', effect: { kind: 'fixed', amountMinor: 500 }, group: 'welcome' };
    expect(seen([published('welcome', { rules: [welcome] })])).toEqual([]);
  });

  test('one for an audience is for its members only, one for all others for all others', () => {
    const staff = published('staff', { rules: [rate('a', 100, { when: [audience('hr-acme')] })] });
    const others = published('others', { rules: [rate('a', 100, { when: [{ ...audience('hr-acme'), not: true }] })] });
    const either = published('either', {
      rules: [rate('a', 100, { when: [{ kind: 'any', of: [audience('hr-acme'), { kind: 'channel', in: ['web'] }] }] })],
    });
    const neither = published('neither', {
      rules: [rate('a', 100, { when: [{ kind: 'any', of: [audience('x'), audience('y')] }] })],
    });
    const campaigns = [staff, others, either, neither];
    expect(seen(campaigns, member({ audiences: new Set(['hr-acme']) }))).toEqual(['either', 'staff']);
    expect(seen(campaigns)).toEqual(['either', 'others']);
  });

  test('who is in the control of an experiment is offered nothing, and the rest what their variant has', () => {
    const tried = published('tried', {
      variants: [
        { id: 'twice', shareBps: 5000, rules },
        { id: 'control', shareBps: 5000, rules: [] },
      ],
    });
    const wallets = Array.from({ length: 40 }, (_, at) => `wal_${at}`);
    const offered = wallets.filter((walletId) => seen([tried], member({ walletId })).length > 0);
    expect(offered).toEqual(wallets.filter((walletId) => bucketOf('tried', walletId) < 5000));
    expect([offered.length > 0, offered.length < 40]).toEqual([true, true]);
  });
});

describe('opt-ins', () => {
  const offered = (more: object, wallet = member()) => offersOf(version(published('c', more)), wallet, all, now)[0]!;

  test('an offer to activate is not for who has not, and then it is', () => {
    const before = offered({ optIn: true, rules });
    expect([before.needsOptIn, before.isOptedIn, isEligible(before)]).toEqual([true, false, false]);
    const after = offered({ optIn: true, rules }, member({ optIns: new Set(['c']) }));
    expect([after.needsOptIn, after.isOptedIn, isEligible(after)]).toEqual([true, true, true]);
    const open = offered({ rules });
    expect([open.needsOptIn, isEligible(open)]).toEqual([false, true]);
  });

  test('an offer to activate is not for who activated another that its rule names', () => {
    const asking = [rate('a', 1, { when: [{ kind: 'optedIn', campaignId: 'd' }] })];
    const isFor = (...optIns: string[]) =>
      isEligible(offered({ optIn: true, rules: asking }, member({ optIns: new Set(optIns) })));
    expect([isFor('d'), isFor('c'), isFor('c', 'd')]).toEqual([false, false, true]);
  });

  test('a campaign takes an opt-in when a rule asks for it, its own or another campaign’s', () => {
    const asking = published('asking', { rules: [rate('a', 1, { when: [{ kind: 'optedIn', campaignId: 'plain' }] })] });
    const own = published('own', { rules: [rate('a', 1, { when: [{ kind: 'any', of: [{ kind: 'optedIn' }] }] })] });
    const campaigns = version(asking, own, published('plain', { rules }));
    const takes = (id: string) => asksOptInTo(campaigns, id);
    expect([takes('own'), takes('plain'), takes('asking'), takes('nobody')]).toEqual([true, true, false, false]);
  });
});

test('a campaign whose budget is used up has nothing left for anyone but rules of another asset', () => {
  const offer = (more: object) => offersOf(version(published('c', { rules, ...more })), member(), all, now)[0]!;
  const points = rate('points', 100, { group: 'boost', asset: 'points' });
  expect(isEligible(offer({}), true)).toBe(false);
  expect(isEligible(offer({}), false)).toBe(true);
  expect(isEligible(offer({ rules: [...rules, points] }), true)).toBe(true);
  expect(isEligible(offer({ asset: 'points', rules: [...rules, points] }), true)).toBe(false);
  expect(isEligible(offer({ rules: [{ ...points, when: [{ kind: 'optedIn' }] }, ...rules] }), true)).toBe(false);
});

describe('how far thresholds are', () => {
  const challenge = (id: string, more: object = {}, rest: object = {}) => ({
    id,
    effect: { kind: 'threshold', of: 'spend', target: 5000, window: 'week', amountMinor: 300, ...more },
    group: 'challenge',
    ...rest,
  });
  /** The member after 99.99 at Zara the week before, and 12.34 this week. */
  function shopper(campaign: ReturnType<typeof published>): OfferedTo {
    const decider = compile({ version: 1, effectiveFrom: 0, ...version(campaign) });
    const counters = new Map<string, Counter>();
    const memory = { ...aSale({}).memory, counters };
    for (const [at, amountMinor] of [
      ['2026-03-08T12:00:00+01:00', 9999],
      ['2026-03-14T12:00:00+01:00', 1234],
    ] as const) {
      const sale = aSale({ at, amountMinor, merchantId: 'zara', sector: 'fashion', memory });
      for (const counter of decider.decidePurchase(sale).counters) counters.set(counter.key, counter);
    }
    return member({ counters });
  }
  const thresholdsOf = (campaign: ReturnType<typeof published>, wallet: OfferedTo, viewer: Viewer = all) =>
    offersOf(version(campaign), wallet, viewer, now).flatMap(({ thresholds }) => thresholds);

  test('progress is that of the local week, which ends on Monday at midnight', () => {
    const campaign = published('c', { rules: [challenge('t')] });
    expect(thresholdsOf(campaign, shopper(campaign))).toEqual([
      {
        ruleId: 't',
        asset: 'cashback',
        of: 'spend',
        target: 5000,
        amountMinor: 300,
        repeat: 'once',
        window: 'week',
        progress: 1234,
        periodEndsAt: Date.parse('2026-03-16T00:00:00+01:00'),
      },
    ]);
  });

  test('a period ends with its campaign at the latest', () => {
    const endsAt = '2026-03-15T20:00:00+01:00';
    const rulesOf = (window: string) => ({ rules: [challenge('t', { window })], endsAt });
    for (const window of ['week', 'campaign', 'ever']) {
      const [told] = thresholdsOf(published('c', rulesOf(window)), member());
      expect(told).toMatchObject({ progress: 0, periodEndsAt: Date.parse(endsAt) });
    }
  });

  test('of a campaign that comes they are those of the period in which it starts', () => {
    const coming = { startsAt: '2026-04-01T00:00:00+02:00', endsAt: '2026-05-01T00:00:00+02:00' };
    const endOf = (window: string, more: object = {}) =>
      thresholdsOf(published('c', { ...coming, ...more, rules: [challenge('t', { window })] }), member())[0]!
        .periodEndsAt;
    expect(endOf('week')).toBe(Date.parse('2026-04-06T00:00:00+02:00'));
    expect(endOf('day')).toBe(Date.parse('2026-04-02T00:00:00+02:00'));
    expect(endOf('week', { endsAt: '2026-04-03T00:00:00+02:00' })).toBe(Date.parse('2026-04-03T00:00:00+02:00'));
    expect(endOf('campaign')).toBe(Date.parse(coming.endsAt));
  });

  test('a merchant sees the progress at its own shops, and no progress that looks at others', () => {
    const progressFor = (rest: object, viewer: Viewer) => {
      const campaign = published('c', { rules: [challenge('t', {}, rest)] });
      return thresholdsOf(campaign, shopper(campaign), viewer).map(({ progress }) => progress);
    };
    const zara = asMerchant('zara');
    expect(progressFor({ scope: { merchant: 'zara' } }, zara)).toEqual([1234]);
    expect(progressFor({ scope: { merchant: ['zara', 'deco'] } }, zara)).toEqual([null]);
    expect(progressFor({ scope: { sector: 'fashion' } }, zara)).toEqual([null]);
    expect(progressFor({}, zara)).toEqual([null]);
    expect(progressFor({}, all)).toEqual([1234]);
    const afterCinema = { when: [{ kind: 'after', scope: { merchant: 'cineplex' } }] };
    expect(progressFor({ scope: { merchant: 'zara' }, ...afterCinema }, zara)).toEqual([null]);
  });
});

describe('what a merchant sees', () => {
  test('offers of its own and of everyone, by merchant and by sector; of others nothing', () => {
    const of = (id: string, scope: object) => published(id, { rules: [rate('a', 100, { scope })] });
    const campaigns = [
      of('everyone', {}),
      of('bio', { attribute: 'bio' }),
      of('zara', { merchant: ['zara', 'mango'] }),
      of('fashion', { sector: 'fashion', not: { category: 'shoes' } }),
      of('deco', { merchant: 'deco' }),
      of('food', { sector: 'food' }),
      of('not-zara', { not: { merchant: 'zara' } }),
    ];
    const sorted = (viewer: Viewer) => seen(campaigns, member(), viewer).sort();
    expect(sorted(asMerchant('zara'))).toEqual(['bio', 'everyone', 'fashion', 'zara']);
    expect(sorted(asMerchant('deco', 'home'))).toEqual(['bio', 'deco', 'everyone', 'not-zara']);
    expect(sorted(all)).toHaveLength(campaigns.length);
  });

  test('of a campaign only the rules that it takes part in count', () => {
    const mixed = published('mixed', {
      rules: [
        rate('hers', 100, { scope: { merchant: 'deco' } }),
        rate('ours', 100, { scope: { merchant: 'zara' }, when: [audience('vip')] }),
      ],
    });
    expect(seen([mixed], member(), asMerchant('zara'))).toEqual([]);
    expect(seen([mixed], member({ audiences: new Set(['vip']) }), asMerchant('zara'))).toEqual(['mixed']);
    expect(seen([mixed])).toEqual(['mixed']);
  });
});

test('a place takes part in a scope unless all of it is removed', () => {
  const zara = { merchantId: 'zara', sector: 'fashion' };
  expect(takesPart({ not: { merchant: 'zara', category: 'shoes' } }, zara)).toBe(true);
  expect(takesPart({ not: { sector: 'fashion' } }, zara)).toBe(false);
  expect(takesPart({ not: { sector: 'fashion', merchant: 'mango' } }, zara)).toBe(true);
  expect(takesPart({ sku: '1', merchant: 'zara' }, zara)).toBe(true);
});
