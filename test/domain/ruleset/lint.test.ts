import { describe, expect, test } from 'vitest';
import { CampaignSchema } from '../../../shared/domain/ruleset/campaign.ts';
import { rulesetDocument } from '../../../shared/domain/ruleset/document.ts';
import { type Known, merchantsToLookUp } from '../../../shared/domain/ruleset/lint/known.ts';
import { lintCampaign, lintRuleset, lints, type Warned } from '../../../shared/domain/ruleset/lint/lint.ts';
import { rate } from './deciding.ts';

const now = Date.UTC(2026, 2, 14, 12);
const codesOf = (warned: readonly Warned[]) => warned.map(({ code, path }) => `${code} /${path.join('/')}`);
const warnings = (document: object) => codesOf(lintRuleset(rulesetDocument.parse({ name: 'Test', ...document }), now));
const month = { startsAt: '2026-03-01T00:00:00+01:00', endsAt: '2026-04-01T00:00:00+02:00' };
const linted = (campaign: object, base: object = {}, known?: Known) =>
  lintCampaign(
    {
      id: 'cmp_a',
      campaign: CampaignSchema.parse({ name: 'Spring', ...month, funder: 'operator', budgetMinor: 1, ...campaign }),
    },
    rulesetDocument.parse({ name: 'Base', ...base }),
    now,
    known,
  );
const ofCampaign = (campaign: object, base?: object) => codesOf(linted(campaign, base));
const hours = (from: string, to: string, more: object = {}) =>
  rate('r', 200, { when: [{ kind: 'hours', from, to, ...more }] });

const at = (from: string, to: string, days?: string[]) => ({ kind: 'hours', from, to, ...(days && { days }) });
const basket = (fields: object) => ({ kind: 'basket', ...fields });
const onDates = (dates: object) =>
  rate('r', 200, {
    when: [
      { kind: 'hours', from: '01:00', to: '02:30' },
      { kind: 'dates', ...dates },
    ],
  });
const apiece = { id: 'a', effect: { kind: 'fixed', amountMinor: 50, per: 'unit' }, priority: 1 };
const aReceipt = (id: string, amountMinor: number) => ({ id, effect: { kind: 'fixed', amountMinor } });
const afterCinema = { kind: 'after', scope: { sector: 'cinema' } };
const largePart = { kind: 'basket', of: 'scope', minMinor: 5_000, not: true };
const atZara = (when: object[]) => rate('r', 200, { scope: { merchant: 'zara' }, when });

/** An ecosystem of three merchants. */
const known: Known = {
  assets: ['cashback', 'points'],
  sectors: new Map([
    ['zara', 'fashion'],
    ['celio', 'fashion'],
    ['chez-paul', 'restaurant'],
    ['nope', null],
  ]),
};

/** What an operator writes, and what is said of it. */
const said: readonly (readonly [string, object, readonly string[]])[] = [
  ['a rate of 2 %', { rules: [rate('r', 200)] }, []],
  ['1.0 % and 9 % (A7)', { rules: [rate('a', 100, { scope: { merchant: 'a' } }), rate('b', 900, { scope: { merchant: 'b' } })] },
    ['rate-too-low /rules/0/effect/rateBps', 'rate-too-high /rules/1/effect/rateBps']],
  ['the guard rails themselves', { rules: [rate('a', 150, { scope: { merchant: 'a' } }), rate('b', 800, { scope: { merchant: 'b' } })] }, []],
  ['6 % for restaurants (A7)', { rules: [rate('r', 600, { scope: { sector: 'restaurant' } })] }, ['rate-outside-band /rules/0/effect/rateBps']],
  ['3 to 5 % for restaurants', { rules: [rate('a', 300, { scope: { sector: 'restaurants' } }), rate('b', 500, { scope: { sector: 'restaurant' } })] }, []],
  ['3 % for food, a sector among others', { rules: [rate('r', 310, { scope: { sector: ['home', 'food'] } })] }, ['rate-outside-band /rules/0/effect/rateBps']],
  ['20 % on nappies (A16)', { rules: [rate('r', 2_000, { scope: { category: 'nappies' } })] }, []],
  ['31 % on nappies', { rules: [rate('r', 3_100, { scope: { category: 'nappies' } })] }, ['rate-too-high /rules/0/effect/rateBps']],
  ['a product taken out', { rules: [rate('r', 0, { scope: { sku: 'x' } })] }, []],
  ['a small boost', { rules: [rate('r', 50, { group: 'boost' })] }, []],
  ['points by the euro', { rules: [rate('r', 10_000, { asset: 'points' })] }, []],

  ['an empty set', { sets: { bio: [] }, rules: [rate('r', 200, { scope: { set: 'bio' } })] }, ['never-matches /rules/0/scope/set']],
  ['one of two sets empty', { sets: { bio: [], eco: ['1'] }, rules: [rate('r', 200, { scope: { set: ['bio', 'eco'] } })] }, []],
  ['a scope that takes itself out', { rules: [rate('r', 200, { scope: { brand: 'x', not: { brand: ['x', 'y'] } } })] }, ['never-matches /rules/0/scope/not']],
  ['a scope that leaves something', { rules: [rate('r', 200, { scope: { brand: ['x', 'z'], not: { brand: 'x' } } })] }, []],
  ['dates that are over', { rules: [rate('r', 200, { when: [{ kind: 'dates', to: '2026-03-13' }] })] }, ['never-matches /rules/0/when/0']],
  ['dates that end today', { rules: [rate('r', 200, { when: [{ kind: 'dates', to: '2026-03-14' }] })] }, []],
  ['no channel left', { rules: [rate('r', 200, { when: [{ kind: 'channel', not: true, in: ['store', 'web', 'click_collect', 'app'] }] })] }, ['never-matches /rules/0/when/0']],
  ['a condition and its opposite', { rules: [rate('r', 200, { when: [{ kind: 'channel', in: ['web'] }, { kind: 'channel', not: true, in: ['web'] }] })] }, ['never-matches /rules/0/when/1']],
  ['two channels at once', { rules: [rate('r', 200, { when: [{ kind: 'channel', in: ['web'] }, { kind: 'basket', minMinor: 1 }, { kind: 'channel', in: ['app', 'store'] }] })] }, ['never-matches /rules/0/when/2']],
  ['a channel of both', { rules: [rate('r', 200, { when: [{ kind: 'channel', in: ['web', 'app'] }, { kind: 'channel', in: ['app', 'store'] }] })] }, []],
  ['two stores at once', { rules: [atZara([{ kind: 'store', in: ['a'] }, { kind: 'store', in: ['b'] }])] }, ['never-matches /rules/0/when/1']],
  ['a store that others take out', { rules: [atZara([{ kind: 'store', not: true, in: ['a'] }, { kind: 'store', in: ['a', 'b'] }, { kind: 'store', not: true, in: ['b'] }])] }, ['never-matches /rules/0/when/2']],
  ['a store that is left', { rules: [atZara([{ kind: 'store', not: true, in: ['a'] }, { kind: 'store', in: ['a', 'b'] }])] }, []],
  ['either of two stores', { rules: [atZara([{ kind: 'any', of: [{ kind: 'store', in: ['a'] }, { kind: 'store', in: ['b'] }] }])] }, []],
  ['a store of anyone', { rules: [rate('r', 200, { when: [{ kind: 'basket', minMinor: 1 }, { kind: 'store', in: ['a'] }] })] }, ['store-without-merchant /rules/0/when/1']],
  ['a store of anyone, among others', { rules: [rate('r', 200, { scope: { sector: 'home' }, when: [{ kind: 'any', of: [{ kind: 'store', in: ['a'] }] }] })] }, ['store-without-merchant /rules/0/when/0']],
  ['an exclusion of nothing', { sets: { none: [] }, rules: [], exclusions: [{ scope: { set: 'none' } }] }, ['never-matches /exclusions/0/scope/set']],

  ['dates that do not meet', { rules: [rate('r', 200, { when: [{ kind: 'dates', to: '2026-04-01' }, { kind: 'dates', from: '2026-04-02' }] })] }, ['never-matches /rules/0/when/1']],
  ['dates that meet on one day', { rules: [rate('r', 200, { when: [{ kind: 'dates', to: '2026-04-02' }, { kind: 'dates', from: '2026-04-02' }] })] }, []],
  ['dates without all of them', { rules: [rate('r', 200, { when: [{ kind: 'dates', from: '2026-05-01', to: '2026-05-03' }, { kind: 'dates', not: true, from: '2026-05-01' }] })] }, ['never-matches /rules/0/when/1']],
  ['dates without some of them', { rules: [rate('r', 200, { when: [{ kind: 'dates', from: '2026-05-01', to: '2026-05-03' }, { kind: 'dates', not: true, from: '2026-05-02' }] })] }, []],
  ['any of dates that are over', { rules: [rate('r', 200, { when: [{ kind: 'any', of: [{ kind: 'dates', to: '2026-03-01' }, { kind: 'dates', to: '2026-03-13' }] }] })] }, ['never-matches /rules/0/when/0']],
  ['any of dates that are over or a channel', { rules: [rate('r', 200, { when: [{ kind: 'any', of: [{ kind: 'dates', to: '2026-03-01' }, { kind: 'channel', in: ['web'] }] }] })] }, []],
  ['none of dates that are over', { rules: [rate('r', 200, { when: [{ kind: 'any', not: true, of: [{ kind: 'dates', to: '2026-03-01' }] }] })] }, []],
  ['two hours of the day', { rules: [rate('r', 200, { when: [at('08:00', '10:00'), at('10:00', '12:00')] })] }, ['never-matches /rules/0/when/1']],
  ['two hours of the day that meet', { rules: [rate('r', 200, { when: [at('08:00', '10:01'), at('10:00', '12:00')] })] }, []],
  ['two days of the week', { rules: [rate('r', 200, { when: [at('08:00', '10:00', ['mon']), at('08:00', '10:00', ['tue'])] })] }, ['never-matches /rules/0/when/1']],
  ['a day of the week after a night of the day before', { rules: [rate('r', 200, { when: [at('22:00', '10:00', ['mon']), at('08:00', '10:00', ['tue'])] })] }, []],
  ['hours without all of them', { rules: [rate('r', 200, { when: [at('08:00', '10:00', ['mon']), { ...at('07:00', '12:00'), not: true }] })] }, ['never-matches /rules/0/when/1']],
  ['a Monday on a weekend', { rules: [rate('r', 200, { when: [{ kind: 'dates', from: '2026-05-02', to: '2026-05-03' }, at('08:00', '10:00', ['mon'])] })] }, ['never-matches /rules/0/when/1']],
  ['the night of a Friday on a weekend', { rules: [rate('r', 200, { when: [{ kind: 'dates', from: '2026-05-02', to: '2026-05-03' }, at('22:00', '02:00', ['fri'])] })] }, []],
  ['a Monday of a whole week', { rules: [rate('r', 200, { when: [{ kind: 'dates', from: '2026-05-02', to: '2026-05-08' }, at('08:00', '10:00', ['mon'])] })] }, []],
  ['a large basket that is not large', { rules: [rate('r', 200, { when: [basket({ minMinor: 5_000 }), basket({ minMinor: 2_000, not: true })] })] }, ['never-matches /rules/0/when/1']],
  ['a basket between two sizes', { rules: [rate('r', 200, { when: [basket({ minMinor: 2_000 }), basket({ minMinor: 5_000, not: true })] })] }, []],
  ['a large basket of which little is in the scope', { rules: [rate('r', 200, { when: [basket({ minMinor: 5_000 }), basket({ minMinor: 2_000, of: 'scope', not: true })] })] }, []],
  ['a large basket of few pieces', { rules: [rate('r', 200, { when: [basket({ minMinor: 5_000 }), basket({ minMinor: 2_000, minQuantity: 3, not: true })] })] }, []],
  ['a large basket of many pieces, said apart', { rules: [rate('r', 200, { when: [basket({ minMinor: 2_000, minQuantity: 3, not: true }), basket({ minMinor: 5_000 }), basket({ minQuantity: 3 })] })] }, ['never-matches /rules/0/when/2']],
  ['the first and the second purchase', { rules: [rate('r', 200, { when: [{ kind: 'nth', n: 1 }, { kind: 'nth', n: 2 }] })] }, ['never-matches /rules/0/when/1']],
  ['the third and every second', { rules: [rate('r', 200, { when: [{ kind: 'nth', n: 3 }, { kind: 'nth', n: 2, every: true }] })] }, ['never-matches /rules/0/when/1']],
  ['the fourth and every second', { rules: [rate('r', 200, { when: [{ kind: 'nth', n: 4 }, { kind: 'nth', n: 2, every: true }] })] }, []],
  ['every second and every third', { rules: [rate('r', 200, { when: [{ kind: 'nth', n: 3, every: true }, { kind: 'nth', n: 2, every: true }] })] }, []],
  ['every fourth but no second', { rules: [rate('r', 200, { when: [{ kind: 'nth', n: 2, every: true, not: true }, { kind: 'nth', n: 4, every: true }] })] }, ['never-matches /rules/0/when/1']],
  ['the first of a day and the second of a week', { rules: [rate('r', 200, { when: [{ kind: 'nth', n: 1, window: 'day' }, { kind: 'nth', n: 2, window: 'week' }] })] }, []],
  ['the first at one and the second at another', { rules: [rate('r', 200, { when: [{ kind: 'nth', n: 1, window: 'day', scope: { merchant: 'zara' } }, { kind: 'nth', n: 2, window: 'day', scope: { merchant: 'deco' } }] })] }, []],
  ['the first of a month after long', { rules: [rate('r', 200, { when: [{ kind: 'nth', n: 1, window: 'month' }, { kind: 'absent', days: 60 }] })] }, []],
  ['a scope that an exclusion takes out', { rules: [rate('r', 200, { scope: { category: 'fuel', brand: 'x' } })], exclusions: [{ scope: { category: ['fuel', 'tobacco'] } }] }, ['never-matches /rules/0/scope']],
  ['a scope of which an exclusion takes out a part', { rules: [rate('r', 200, { scope: { category: ['fuel', 'food'] } })], exclusions: [{ scope: { category: ['fuel', 'tobacco'] } }] }, []],
  ['a scope that an exclusion takes out but for one brand', { rules: [rate('r', 200, { scope: { category: 'fuel' } })], exclusions: [{ scope: { category: 'fuel', not: { brand: 'x' } } }] }, []],
  ['an enrolment while everything is excluded', { rules: [{ id: 'w', on: 'enrolment', effect: { kind: 'fixed', amountMinor: 5 }, group: 'welcome', funder: 'operator' }], exclusions: [{ scope: {} }], caps: [{ per: 'all', window: 'month', amountMinor: 5 }] }, []],

  ['two rules of one scope', { rules: [rate('a', 200), rate('b', 300)] }, ['shadowed /rules/1']],
  ['two rules of one scope, the later with priority', { rules: [rate('a', 200), rate('b', 300, { priority: 1 })] }, ['shadowed /rules/0']],
  ['two rules of one scope, one with a condition', { rules: [rate('b', 200), rate('a', 300, { when: [{ kind: 'channel', in: ['web'] }] })] }, []],
  ['a condition more than the rule that comes first', { rules: [rate('a', 200), rate('b', 300, { when: [{ kind: 'channel', in: ['web'] }] })] }, ['shadowed /rules/1']],
  ['two rules that add up', { rules: [rate('a', 200, { group: 'boost' }), rate('b', 300, { group: 'boost' })] }, []],
  ['the best of two, one of them everywhere', { rules: [rate('a', 200, { group: 'combo', scope: { brand: 'x' } }), rate('b', 300, { group: 'combo' })] }, ['shadowed /rules/0']],
  ['the best of two, the narrow one better', { rules: [rate('a', 400, { group: 'combo', scope: { brand: 'x' } }), rate('b', 300, { group: 'combo' })] }, []],
  ['one rule for the receipt', { groups: { base: { order: 0, stacking: 'exclusive' } }, rules: [rate('a', 200), rate('b', 300, { scope: { brand: 'x' } })] }, ['shadowed /rules/1']],
  ['an amount for the first piece before a rate: other lines are the rate’s', { rules: [{ ...apiece, effect: { ...apiece.effect, maxUnits: 1 } }, rate('b', 300)] }, []],
  ['an amount for every piece before a rate', { rules: [apiece, rate('b', 300)] }, ['shadowed /rules/1']],
  ['an amount for the receipt before another', { rules: [aReceipt('a', 100), aReceipt('b', 200)] }, ['shadowed /rules/1']],
  ['an amount for the receipt beside a rate', { rules: [aReceipt('a', 100), rate('b', 200)] }, []],
  ['a target before an amount for the receipt', { rules: [{ id: 'a', effect: { kind: 'threshold', target: 100, window: 'week', amountMinor: 5 } }, aReceipt('b', 200)] }, []],
  ['after a visit that serves each rule once', { rules: [rate('a', 200, { when: [afterCinema] }), rate('b', 300, { when: [afterCinema] })] }, []],
  ['after a visit that serves every time', { rules: [rate('a', 200, { when: [{ ...afterCinema, once: false }] }), rate('b', 300, { when: [{ ...afterCinema, once: false }] })] }, ['shadowed /rules/1']],
  ['one of two brands, both of them with priority', { rules: [rate('a', 200, { scope: { brand: 'x' } }), rate('b', 300, { scope: { brand: ['x', 'y'] }, priority: 1 })] }, ['shadowed /rules/0']],
  ['one of two brands, both of them but one product', { rules: [rate('a', 200, { scope: { brand: 'x' } }), rate('b', 300, { scope: { brand: ['x', 'y'], not: { sku: '1' } }, priority: 1 })] }, []],
  ['one of two brands without what both are without', { rules: [rate('a', 200, { scope: { brand: 'x', not: { sku: ['1', '2'] } } }), rate('b', 300, { scope: { brand: ['x', 'y'], not: { sku: '1' } }, priority: 1 })] }, ['shadowed /rules/0']],
  ['the best of two alike: the narrow one is first', { rules: [rate('a', 300, { group: 'combo', scope: { brand: 'x' } }), rate('b', 300, { group: 'combo', priority: 1 })] }, []],
  ['one rule for the receipt, of a small part of it', { groups: { base: { order: 0, stacking: 'exclusive' } }, rules: [rate('a', 200, { when: [largePart], scope: { brand: 'x' } }), rate('b', 300, { when: [largePart], priority: 1 })] }, []],

  ['a limit for ever', { rules: [rate('r', 200)], caps: [{ per: 'all', window: 'ever', amountMinor: 5 }] }, ['limit-without-end /caps/0/window']],
  ['a limit a month', { rules: [rate('r', 200)], caps: [{ per: 'all', window: 'month', amountMinor: 5 }] }, []],
  ['a member’s limit for ever', { rules: [rate('r', 200)], caps: [{ per: 'member', window: 'ever', amountMinor: 5 }] }, []],
  ['the operator’s money without a limit', { rules: [rate('r', 200, { funder: 'operator' })] }, ['no-budget /rules/0/funder']],
  ['half of it the operator’s', { rules: [rate('r', 200, { funder: [{ who: 'merchant', shareBps: 5_000 }, { who: 'operator', shareBps: 5_000 }] })] }, ['no-budget /rules/0/funder']],
  ['the operator’s money with a limit', { rules: [rate('r', 200, { funder: 'operator' })], caps: [{ per: 'all', window: 'month', rules: ['r'], amountMinor: 5 }] }, []],

  ['hours in the night of the change', { rules: [hours('01:00', '02:30')] }, ['hours-in-clock-change /rules/0/when/0']],
  ['hours that pass midnight into that night', { rules: [hours('22:00', '04:00', { days: ['sat'] })] }, ['hours-in-clock-change /rules/0/when/0']],
  ['those hours on another day', { rules: [hours('22:00', '04:00', { days: ['fri'] })] }, []],
  ['off-peak in the afternoon', { rules: [hours('14:00', '17:00')] }, []],
  ['that night where the clock never changes', { settings: { timeZone: 'Asia/Tokyo' }, rules: [hours('01:00', '02:30')] }, []],
  ['hours in the night of the change, on dates without it', { rules: [onDates({ from: '2026-11-26', to: '2026-11-30' })] }, []],
  ['hours in the night of the change, on dates from it on', { rules: [onDates({ from: '2026-10-25', to: '2026-11-30' })] }, ['hours-in-clock-change /rules/0/when/0']],
  ['hours in the night of the change, on dates until the day before', { rules: [onDates({ to: '2026-03-28' })] }, []],

  ['the third purchase ever, anywhere', { rules: [rate('r', 200, { when: [{ kind: 'nth', n: 3 }] })] }, []],
  ['the third purchase ever at a merchant', { rules: [rate('r', 200, { when: [{ kind: 'nth', n: 3, scope: { merchant: 'zara' } }] })] }, ['starts-empty /rules/0/when/0']],
  ['the third of a month at a merchant', { rules: [rate('r', 200, { when: [{ kind: 'nth', n: 3, window: 'month', scope: { merchant: 'zara' } }] })] }, []],
  ['who has not been at the cinema for long', { rules: [rate('r', 200, { when: [{ kind: 'absent', days: 60, scope: { sector: 'cinema' } }] })] }, ['starts-empty /rules/0/when/0']],
  ['a target for ever', { rules: [{ id: 't', effect: { kind: 'threshold', target: 100, window: 'ever', amountMinor: 5 }, group: 'challenge' }] }, ['starts-empty /rules/0/effect/window']],
  ['thirty-three things to count',
    { rules: Array.from({ length: 33 }, (_, at) => ({ id: `t${at}`, effect: { kind: 'threshold', target: 5, window: 'day', amountMinor: 5 }, group: 'challenge' })) },
    ['many-counters /rules']],
]; // biome-ignore format: a table

describe('a draft is told', () => {
  test.each(said)('%s', (_, document, expected) => {
    expect(warnings(document)).toEqual(expected);
  });

  test.each([
    ['dates outside the campaign', { rules: [rate('r', 200, { when: [{ kind: 'dates', from: '2026-04-01' }] })] }, ['never-matches /rules/0/when/0']],
    ['its last day', { rules: [rate('r', 200, { when: [{ kind: 'dates', from: '2026-03-31' }] })] }, []],
    ['hours in a change of the clock outside it', { startsAt: '2026-11-26T00:00:00+01:00', endsAt: '2026-12-01T00:00:00+01:00', rules: [hours('01:00', '02:30')] }, []],
    ['hours in a change of the clock within it', { rules: [hours('01:00', '02:30')] }, ['hours-in-clock-change /rules/0/when/0']],
    ['hours in a change of the clock just after it', { endsAt: '2026-03-29T01:30:00+01:00', rules: [hours('01:00', '02:30')] }, []],
    ['hours in a change of the clock long from now', { startsAt: '2029-10-01T00:00:00+02:00', endsAt: '2029-11-01T00:00:00+01:00', rules: [hours('01:00', '02:30')] }, ['hours-in-clock-change /rules/0/when/0']],
    ['a day of the week outside it', { startsAt: '2026-03-21T00:00:00+01:00', endsAt: '2026-03-23T00:00:00+01:00', rules: [rate('r', 200, { when: [at('08:00', '10:00', ['mon'])] })] }, ['never-matches /rules/0/when/0']],
    ['a day of the week that has begun by its end', { startsAt: '2026-03-21T00:00:00+01:00', endsAt: '2026-03-23T00:00:01+01:00', rules: [rate('r', 200, { when: [at('08:00', '10:00', ['mon'])] })] }, []],
    ['without any of its days', { rules: [rate('r', 200, { when: [{ kind: 'dates', from: '2026-01-01', not: true }] })] }, ['never-matches /rules/0/when/0']],
    ['any of dates outside it', { rules: [rate('r', 200, { when: [{ kind: 'any', of: [{ kind: 'dates', from: '2026-04-01' }, { kind: 'dates', to: '2026-02-28' }] }] })] }, ['never-matches /rules/0/when/0']],
    ['no budget', { budgetMinor: undefined, rules: [rate('r', 200)] }, ['no-budget /budgetMinor']],
    ['no budget, a cap for all', { budgetMinor: undefined, rules: [rate('r', 200)], caps: [{ per: 'all', amountMinor: 9 }] }, []],
    ['a budget of cashback and gifts beside it', { rules: [rate('r', 200), rate('g', 200, { asset: 'gift' })] }, ['no-budget /rules/1/asset']],
    ['a budget of gifts and points beside it', { asset: 'gift', rules: [rate('r', 200), rate('p', 200, { asset: 'points' })] }, ['no-budget /rules/1/asset']],
    ['a budget of cashback and gifts of the merchant’s', { rules: [rate('r', 200), rate('g', 200, { asset: 'gift', funder: 'merchant' })] }, []],
    ['a budget of cashback and a cap for the gifts beside it', { rules: [rate('r', 200), rate('g', 200, { asset: 'gift' })], caps: [{ per: 'all', asset: 'gift', amountMinor: 9 }] }, []],
    ['a budget that rules share who name its asset', { rules: [rate('r', 200, { asset: 'cashback' })] }, []],
    ['merchants who pay themselves', { budgetMinor: undefined, funder: 'merchant', rules: [rate('r', 200)] }, []],
    ['a variant of nobody', { variants: [{ id: 'a', shareBps: 10_000, rules: [] }, { id: 'b', shareBps: 0, rules: [rate('r', 200)] }] }, ['never-matches /variants/1/rules/0']],
    ['variants with the same rule', { variants: [{ id: 'a', shareBps: 5_000, rules: [rate('r', 200)] }, { id: 'b', shareBps: 5_000, rules: [rate('r', 300)] }] }, []],
  ])('of a campaign: %s', (_, campaign, expected) => {
    expect(ofCampaign(campaign)).toEqual(expected);
  }); // biome-ignore format: a table
});

describe('of a campaign beside a base document', () => {
  const base = { rules: [rate('all', 200)] };
  const best = { groups: { base: { order: 0, stacking: 'best' } } };
  const only = { groups: { base: { order: 0, stacking: 'exclusive' } } };
  const first = ['shadowed /rules/0'];
  test.each([
    ['the base rule has the lower id', base, { rules: [rate('r', 500)] }, first],
    ['the campaign’s has the lower id', { rules: [rate('every', 200)] }, { rules: [rate('a', 500)] }, []],
    ['the campaign’s has priority', base, { rules: [rate('r', 500, { priority: 1 })] }, []],
    ['the campaign’s is more specific', base, { rules: [rate('r', 500, { scope: { merchant: 'zara' } })] }, []],
    ['the campaign’s is in a group of its own', base, { rules: [rate('r', 500, { group: 'boost' })] }, []],
    ['the base rule asks for what the campaign’s does not', { rules: [rate('all', 200, { when: [{ kind: 'channel', in: ['web'] }] })] }, { rules: [rate('r', 500)] }, []],
    ['the campaign’s asks for an opt-in', base, { optIn: true, rules: [rate('r', 500)] }, first],
    ['one merchant of many', { rules: [rate('shops', 200, { scope: { merchant: ['deco', 'zara'] }, priority: 1 })] }, { rules: [rate('r', 500, { scope: { merchant: 'zara' } })] }, first],
    ['a limit of the base document for all its gifts', { caps: [{ per: 'all', window: 'month', asset: 'gift', amountMinor: 9 }] }, { rules: [rate('g', 200, { asset: 'gift' })] }, []],
    ['a limit of the base document for another group', { caps: [{ per: 'all', window: 'month', asset: 'gift', group: 'boost', amountMinor: 9 }] }, { rules: [rate('g', 200, { asset: 'gift' })] }, ['no-budget /rules/0/asset']],
    ['an exclusion takes out its scope', { exclusions: [{ scope: { category: 'fuel' } }] }, { rules: [rate('r', 500, { scope: { category: 'fuel' } })] }, ['never-matches /rules/0/scope']],
    ['the best of both', { ...best, ...base }, { rules: [rate('r', 500)] }, []],
    ['the best of both, the base rule better', { ...best, rules: [rate('all', 600)] }, { rules: [rate('r', 500, { scope: { merchant: 'zara' } })] }, first],
    ['one rule for the receipt', { ...only, ...base }, { rules: [rate('r', 500, { scope: { merchant: 'zara' } })] }, first],
    ['a variant’s', base, { variants: [{ id: 'a', shareBps: 5_000, rules: [] }, { id: 'b', shareBps: 5_000, rules: [rate('r', 500)] }] }, ['shadowed /variants/1/rules/0']],
    ['a variant’s, by one that all its members see', {}, { rules: [rate('r', 500, { priority: 1 })], variants: [{ id: 'a', shareBps: 10_000, rules: [rate('v', 600)] }] }, ['shadowed /variants/0/rules/0']],
  ])('%s', (_, document, campaign, expected) => {
    expect(ofCampaign(campaign, document)).toEqual(expected);
  }); // biome-ignore format: a table

  test('it is said that the base document’s rule wins', () => {
    const [told] = linted({ rules: [rate('r', 500)] }, base);
    expect(told!.text.en).toMatch(/^Whenever this rule holds, all of the base document holds too and wins: .*\.$/);
    expect(told!.text.fr).toMatch(/^Chaque fois que cette règle s’applique, all du document de base s’applique .*\.$/);
  });
});

describe('beside what is known of an ecosystem', () => {
  const at = (scope: object, rateBps = 600) => ({ rules: [rate('r', rateBps, { scope })] });
  const outside = ['rate-outside-band /rules/0/effect/rateBps'];
  const theirs = { merchant: 'nope' };
  test.each([
    ['a merchant outside its sector’s band', at({ merchant: 'zara' }), outside],
    ['a merchant within its sector’s band', at({ merchant: 'chez-paul' }, 450), []],
    ['two merchants of one sector', at({ merchant: ['zara', 'celio'] }), outside],
    ['two merchants of two sectors', at({ merchant: ['zara', 'chez-paul'] }), [...outside, ...outside]],
    ['merchants of whom nothing is known', at({ merchant: ['nope', 'deco'] }), []],
    ['a merchant of another sector than the scope’s', at({ merchant: 'zara', sector: ['restaurant', 'home'] }), []],
    ['a merchant of one of the scope’s sectors', at({ merchant: 'zara', sector: ['restaurant', 'fashion'] }), outside],
    ['a merchant nobody knows in a sector', at({ merchant: 'deco', sector: 'fashion' }), outside],
    ['a merchant’s rate that is too high anywhere', at({ merchant: 'zara' }, 900), ['rate-too-high /rules/0/effect/rateBps']],
    ['products of a merchant', at({ merchant: 'zara', category: 'shirts' }), []],
    ['a boost at a merchant', { rules: [rate('r', 600, { scope: { merchant: 'zara' }, group: 'boost' })] }, []],

    ['another’s money who is no merchant', { rules: [rate('r', 200, { funder: theirs })], caps: [{ per: 'all', window: 'month', amountMinor: 9 }] }, ['not-found /rules/0/funder']],
    ['a part of it', { rules: [rate('r', 200, { funder: [{ who: 'merchant', shareBps: 5_000 }, { who: theirs, shareBps: 5_000 }] })], caps: [{ per: 'all', window: 'month', amountMinor: 9 }] }, ['not-found /rules/0/funder/1/who']],
    ['another’s who was not looked up, or is no merchant at all', { rules: [rate('r', 200, { funder: { merchant: 'deco' } }), rate('s', 200, { scope: { brand: 'x' }, funder: { sponsor: 'nope' } })], caps: [{ per: 'all', window: 'month', amountMinor: 9 }] }, []],
    ['an asset that the ecosystem does not have', { rules: [rate('r', 200, { asset: 'gift' }), rate('p', 200, { asset: 'points' })] }, ['not-allowed /rules/0/asset']],
  ])('%s', (_, document, expected) => {
    expect(codesOf(lintRuleset(rulesetDocument.parse({ name: 'Test', ...document }), now, known))).toEqual(expected);
  }); // biome-ignore format: a table

  test('a campaign is told once of its own funder and asset, and of each rule that has others', () => {
    const rules = [rate('a', 200, { group: 'boost' }), rate('b', 200, { group: 'boost' }), rate('c', 200, { group: 'boost', asset: 'prepaid', funder: theirs })];
    const told = linted({ funder: theirs, asset: 'gift', rules }, {}, known);
    expect(codesOf(told)).toEqual(['no-budget /rules/2/asset', 'not-found /funder', 'not-found /rules/2/funder', 'not-allowed /asset', 'not-allowed /rules/2/asset']);
    expect(told[1]!.text.en).toBe('There is no merchant `nope` who could pay for this.');
  }); // biome-ignore format: a list

  test('merchants are asked for who fund or whose sector matters', () => {
    const rules = [
      rate('a', 200, { scope: { merchant: ['zara', 'deco'] }, funder: [{ who: theirs, shareBps: 10_000 }] }),
      rate('b', 200, { scope: { merchant: 'other' }, group: 'boost' }),
      { id: 'c', scope: { merchant: 'other' }, effect: { kind: 'fixed', amountMinor: 5 }, funder: 'operator' },
    ];
    const { rules: read } = rulesetDocument.parse({ name: 'Test', rules });
    expect(merchantsToLookUp(read)).toEqual(['nope', 'zara', 'deco']);
  });
});

test('every warning is a sentence in both languages, its figures filled in', () => {
  const seen = new Set<string>();
  const named = { rules: [rate('r', 200, { asset: 'gift', funder: { merchant: 'nope' } })] };
  for (const document of [...said.map(([, one]) => one), named]) {
    for (const { code, text } of lintRuleset(rulesetDocument.parse({ name: 'Test', ...document }), now, known)) {
      seen.add(code);
      for (const sentence of Object.values(text)) expect(sentence).toMatch(/^[^{}]+\.$/);
      expect(text.en).not.toBe(text.fr);
    }
  }
  expect(seen).toEqual(new Set(lints.map(({ code }) => code)));
  const [low] = lintRuleset(rulesetDocument.parse({ name: 'T', rules: [rate('r', 125)] }), now);
  expect(low!.text).toEqual({
    en: 'A rate of 1.25 % is below 1.5 %: members hardly notice it.',
    fr: 'Un taux de 1,25 % est inférieur à 1,5 % : les membres le remarquent à peine.',
  });
});
