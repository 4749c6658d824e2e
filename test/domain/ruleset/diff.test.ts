import { describe, expect, test } from 'vitest';
import { differencesMax, differencesOf } from '../../../shared/domain/ruleset/diff/diff.ts';
import { emptyRuleset } from '../../../shared/domain/ruleset/document.ts';
import { plain, speaking } from '../words/speaking.ts';
import { rate } from './deciding.ts';
import { between, bothWays, campaignOf, said, versionOf } from './diffing.ts';

const fashion = rate('fashion', 200, { scope: { sector: 'fashion' } });

describe('a rule', () => {
  test('is added or removed with all that it says', () => {
    const happy = rate('happy', 600, {
      scope: { sector: ['restaurant', 'bar'], not: { merchant: 'sushi' } },
      when: [
        { kind: 'hours', from: '17:00', to: '19:00' },
        { kind: 'channel', in: ['web'], not: true },
      ],
      group: 'boost',
      priority: 2,
      funder: ['merchant', { merchant: 'cineplex' }].map((who) => ({ who, shareBps: 5_000 })),
      credit: { mode: 'delay', days: 14 },
      expiry: { mode: 'duration', months: 6, endOf: 'month' },
    });
    expect(bothWays({ rules: [fashion] }, { rules: [happy, fashion] })).toEqual([
      'The rule “happy” is added: 6%, of restaurant or bar, but not at sushi, between 17:00 and 19:00 and not on the web, in the group “boost”, priority 2, paid by the merchant (50%) and cineplex (50%), its value: can be spent after 14 days, its lifetime: 6 months, to the end of that month.',
      'La règle « happy » est ajoutée : 6 %, secteur restaurant ou bar, sauf chez sushi, entre 17 h et 19 h et pas sur le web, dans le groupe « boost », priorité 2, à la charge de : le commerçant (50 %) et cineplex (50 %), sa valeur : utilisable après 14 jours, sa durée de vie : 6 mois, jusqu’à la fin de ce mois.',
    ]);
    expect(bothWays({ rules: [fashion] }, {})).toEqual([
      'The rule “fashion” is removed: 2%, of fashion, in the group “base”, paid by the merchant.',
      'La règle « fashion » est retirée : 2 %, secteur fashion, dans le groupe « base », à la charge de : le commerçant.',
    ]);
  });

  test('changes in what it names, and in nothing else', () => {
    const changed = { ...fashion, scope: {}, effect: { kind: 'rate', rateBps: 300 }, funder: 'operator' };
    expect(bothWays({ rules: [fashion] }, { rules: [changed] })).toEqual([
      'The rule “fashion” changes: 3% (was: 2%); everywhere (was: of fashion); paid by the operator (was: paid by the merchant).',
      'La règle « fashion » change : 3 % (avant : 2 %) ; partout (avant : secteur fashion) ; à la charge de : l’opérateur (avant : à la charge de : le commerçant).',
    ]);
    const [told] = between(versionOf({ rules: [fashion] }), versionOf({ rules: [changed] }));
    expect(told).toMatchObject({ part: 'rule', change: 'changed', id: 'fashion', campaignId: '' });
    expect(told!.fields).toEqual(['effect', 'scope', 'funder']);
  });

  /** Each field of a rule, as it is by default and otherwise. */
  test.each([
    ['on', { effect: { kind: 'fixed', amountMinor: 1 }, funder: 'operator' }, { on: 'enrolment' }],
    ['scope', {}, { scope: { sku: Array.from({ length: 60 }, (_, at) => `s${at}`) } }],
    ['when', {}, { when: [{ kind: 'nth', n: 3 }] }],
    ['effect', {}, { effect: { kind: 'rate', rateBps: 201 } }],
    ['asset', {}, { asset: 'sponsor' }],
    ['group', {}, { group: 'boost' }],
    ['priority', {}, { priority: -1 }],
    ['funder', {}, { funder: { sponsor: 'acme' } }],
    // biome-ignore lint/suspicious/noThenProperty: the contract's own word
    ['credit', {}, { credit: { mode: 'onEvent', then: 'cancel' } }],
    ['expiry', {}, { expiry: { mode: 'fixedDate', monthDay: '12-31' } }],
  ])('%s', (field, before, more) => {
    const one = { ...rate('one', 200), ...before };
    const [there, back] = [
      [one, { ...one, ...more }],
      [{ ...one, ...more }, one],
    ].map(([had, has]) => between(versionOf({ rules: [had] }), versionOf({ rules: [has] })));
    for (const told of [there!, back!]) {
      expect(told.map(({ part, change, fields }) => [part, change, fields])).toEqual([['rule', 'changed', [field]]]);
    }
    expect(there![0]!.detail).not.toBe(back![0]!.detail);
  });
});

test('caps are what they count: another limit changes one, another place is another', () => {
  const month = { per: 'member', window: 'month', amountMinor: 2_000 };
  const first = { rules: ['fashion'], per: 'all', window: 'ever', members: 100, scope: { merchant: 'zara' } };
  const caps = (...list: object[]) => ({ rules: [fashion], caps: list });
  expect(bothWays(caps(month), caps({ ...month, amountMinor: 3_000, onLimit: 'skip' }))).toEqual([
    'A cap changes on everything, for each member in a month: at most €30.00 (was: at most €20.00); a reward above it is not given (was: a reward above it is cut).',
    'Un plafond change sur tout, par membre dans le mois : au plus 30,00 € (avant : au plus 20,00 €) ; une récompense au-delà n’est pas donnée (avant : une récompense au-delà est réduite).',
  ]);
  expect(bothWays(caps({ ...month, group: 'base' }), caps(first))).toEqual([
    'A cap is added on “fashion” at zara, for all together over all time: at most 100 members.',
    'A cap is removed on the group “base”, for each member in a month: at most €20.00.',
    'Un plafond est ajouté sur « fashion » (chez zara), pour tous ensemble au total : au plus 100 membres.',
    'Un plafond est retiré sur le groupe « base », par membre dans le mois : au plus 20,00 €.',
  ]);
});

test('exclusions, groups, sets and merchants', () => {
  const before = {
    exclusions: [{ scope: { category: 'fuel' } }, { scope: { category: ['tobacco', 'lottery'] } }],
    groups: { late: { order: 50, stacking: 'sum' } },
    sets: { bio: ['s1', 's2', 's3'], gone: ['s9'] },
    merchants: { deco: { accrualBase: 'gross', categories: { R12: 'fuel', R13: 'food' } }, sushi: { tax: 'excl' } },
  };
  const after = {
    exclusions: [{ scope: { category: ['lottery', 'tobacco'] } }, { scope: {} }],
    groups: { base: { order: 0, stacking: 'best' } },
    sets: { bio: ['s4', 's3', 's1'], none: [] },
    merchants: {
      deco: { redeem: { maxShareBps: 5_000 }, categories: { R12: 'books' } },
      zara: { pending: { mode: 'instant' } },
    },
  };
  expect(bothWays(before, after)).toEqual([
    'An exclusion is added: everywhere.',
    'An exclusion is removed: of fuel.',
    'The group “base” changes: the highest reward counts (was: the most specific rule counts).',
    'The group “late” is removed: rewards are added up, order 50.',
    'The set “bio” changes: with s4, without s2.',
    'The set “none” is added: nothing.',
    'The set “gone” is removed: s9.',
    'The settings of deco change: What is paid with the wallet: as everywhere (was: earns too); Largest share paid with the wallet: 50% (was: as everywhere); Till category “R12”: books (was: fuel); Till category “R13”: as the till says (was: food).',
    'zara has settings of its own: Earned value: can be spent at once.',
    'sushi has no settings of its own any more: Tax: does not earn.',
    'Une exclusion est ajoutée : partout.',
    'Une exclusion est retirée : catégorie fuel.',
    'Le groupe « base » change : la meilleure récompense compte (avant : la règle la plus précise compte).',
    'Le groupe « late » est retiré : les récompenses s’additionnent, ordre 50.',
    'L’ensemble « bio » change : avec s4, sans s2.',
    'L’ensemble « none » est ajouté : rien.',
    'L’ensemble « gone » est retiré : s9.',
    'Les réglages de deco changent : Ce qui est payé avec la cagnotte : comme partout (avant : donne aussi une récompense) ; Part maximale payée avec la cagnotte : 50 % (avant : comme partout) ; Catégorie de caisse « R12 » : books (avant : fuel) ; Catégorie de caisse « R13 » : comme le dit la caisse (avant : food).',
    'zara a ses propres réglages : Valeur gagnée : utilisable tout de suite.',
    'sushi n’a plus ses propres réglages : Taxes : ne donnent pas de récompense.',
  ]);
});

describe('a campaign', () => {
  const extra = rate('extra', 1_000, { group: 'boost' });
  const variants = [
    { id: 'a', shareBps: 5_000, rules: [extra] },
    { id: 'control', shareBps: 5_000, rules: [] },
  ];
  const caps = [{ per: 'member', window: 'day', amountMinor: 500 }];
  const running = campaignOf({ budgetMinor: 50_000, optIn: true, variants, caps });
  const texts = (before: ReturnType<typeof campaignOf>[], after: ReturnType<typeof campaignOf>[]) =>
    between(versionOf({}, before), versionOf({}, after)).map(({ detail }) => plain(detail));

  test('is added with its rules and caps, which go with it', () => {
    expect(texts([], [running])).toEqual([
      'The campaign “Denim week” is added: from 1 March 2026 at 00:00, to 1 April 2026 at 00:00, paid by acme, a budget of €500.00, for who activates it, in variants: “a” (50%) and “control” (50%).',
      'The rule “a/extra” of “Spring cmp_1” is added: 10%, with the offer activated, in the group “boost”, paid by acme.',
      'A cap is added on everything, for each member in a day of “Spring cmp_1”: at most €5.00.',
    ]);
    expect(texts([running], [])).toEqual([
      'The campaign “Denim week” is no longer there: from 1 March 2026 at 00:00, to 1 April 2026 at 00:00, paid by acme, a budget of €500.00, for who activates it, in variants: “a” (50%) and “control” (50%).',
    ]);
  });

  test('is cancelled, and that is all', () => {
    const cancelled = { ...running, cancelledAt: Date.parse('2026-03-10T12:00:00+01:00') };
    expect(texts([running], [cancelled])).toEqual([
      'The campaign “Denim week” changes: cancelled on 10 March 2026 at 12:00 (was: not cancelled).',
    ]);
  });

  test.each([
    ['startsAt', { startsAt: '2026-03-02T00:00:00+01:00' }],
    ['endsAt', { endsAt: '2026-04-02T00:00:00+02:00' }],
    ['budgetMinor', { budgetMinor: 1 }],
    ['optIn', { optIn: true }],
    ['variants', { variants: variants.map((variant) => ({ ...variant, rules: [] })) }],
    ['asset', { asset: 'points' }],
    ['funder', { funder: 'operator' }],
  ])('%s', (field, more) => {
    const [told] = between(versionOf({}, [campaignOf({})]), versionOf({}, [campaignOf(more)]));
    expect([told!.part, told!.change, told!.fields]).toEqual(['campaign', 'changed', [field]]);
    expect(told!.detail).not.toMatch(/[{}[\]]|undefined/);
  });
});

test('the order of what a document lists is nothing', () => {
  const rules = [fashion, rate('all', 100)];
  const exclusions = [{ scope: { category: 'fuel' } }, { scope: { brand: ['x', 'y'] } }];
  const sets = { bio: ['s1', 's2'] };
  const turned = { rules: rules.toReversed(), exclusions: exclusions.toReversed(), sets: { bio: ['s2', 's1'] } };
  expect(said({ rules, exclusions, sets }, turned)).toEqual([]);
});

test('nor is the order of what a condition lists, nor that of conditions', () => {
  const any = (of: object[]) => ({ kind: 'any', of });
  const when = [
    { kind: 'store', in: ['paris-1', 'lyon-1'] },
    { kind: 'channel', in: ['web', 'app'] },
    { kind: 'hours', days: ['mon', 'fri'], from: '08:00' },
    any([
      { kind: 'audience', in: ['a', 'b'] },
      { kind: 'dates', from: '2026-01-01' },
    ]),
  ];
  const turned = [
    any([
      { kind: 'dates', from: '2026-01-01' },
      { kind: 'audience', in: ['b', 'a'] },
    ]),
    { kind: 'hours', days: ['fri', 'mon'], from: '08:00' },
    { kind: 'channel', in: ['app', 'web'] },
    { kind: 'store', in: ['lyon-1', 'paris-1', 'lyon-1'] },
  ];
  const of = (conditions: object[]) => ({ rules: [rate('r', 200, { when: conditions })] });
  expect(said(of(when), of(turned))).toEqual([]);
  for (const [at, one] of [
    { kind: 'store', in: ['paris-1'] },
    { kind: 'channel', in: ['web'] },
    { kind: 'hours', days: ['mon'], from: '08:00' },
    any([
      { kind: 'audience', in: ['a'] },
      { kind: 'dates', from: '2026-01-01' },
    ]),
  ].entries()) {
    expect(said(of(when), of(when.with(at, one as never)))).toHaveLength(1);
  }
});

test('of very many differences the rest is counted', () => {
  const many = (count: number) => Array.from({ length: count }, (_, at) => rate(`r${at}`, 100));
  const full = versionOf(
    { rules: many(500), sets: { big: Array.from({ length: 20_000 }, (_, at) => `sku-${at}`) } },
    Array.from({ length: 6 }, (_, at) => ({ ...campaignOf({ rules: many(100) }), id: `cmp_${at}` })),
  );
  const empty = { document: emptyRuleset, campaigns: [] };
  const { told, leftOut } = differencesOf(empty, full, speaking('en'));
  // The name, the set, the campaigns and all rules.
  expect([told.length, leftOut]).toEqual([differencesMax, 1 + 1 + 6 + 500 + 600 - differencesMax]);
});
