import { describe, expect, test } from 'vitest';
import type * as z from 'zod';
import { type Condition, ConditionSchema, conditions } from '../../../shared/domain/condition/conditions.ts';
import { type Effect, EffectSchema, effects } from '../../../shared/domain/effect/effects.ts';
import * as diffTexts from '../../../shared/domain/words/diff-texts.ts';
import { placesIn } from '../../../shared/domain/words/fill.ts';
import { type Language, languages, type Text } from '../../../shared/domain/words/language.ts';
import * as names from '../../../shared/domain/words/names.ts';
import * as settingTexts from '../../../shared/domain/words/setting-texts.ts';
import * as texts from '../../../shared/domain/words/texts.ts';
import { plain, speaking } from './speaking.ts';

type Kind = { readonly kind: string; readonly schema: z.ZodType; readonly explain: Text };
const kinds = [...Object.values(conditions), ...Object.values(effects)] as unknown as readonly Kind[];
const fieldsOf = ({ schema }: Kind) =>
  Object.keys((schema as z.ZodObject).shape).filter((name) => name !== 'kind' && name !== 'not');

describe.each(kinds.map((kind) => [kind.kind, kind] as const))('%s', (_, kind) => {
  test.each(languages)('names every field in %s, each in a form that there is', (language) => {
    const places = placesIn(kind.explain[language]);
    const named = new Set(places.map(({ name }) => name));
    expect(fieldsOf(kind).filter((field) => !named.has(field))).toEqual([]);
    const forms = Object.keys(speaking(language).formats);
    expect(places.filter(({ format }) => format !== undefined && !forms.includes(format))).toEqual([]);
  });
});

const textsIn = (catalogue: object, at: string): [string, Text][] =>
  'en' in catalogue
    ? [[at, catalogue as Text]]
    : Object.entries(catalogue).flatMap(([name, within]) => textsIn(within, `${at}.${name}`));

const { parts: _parts, changes: _changes, ...differences } = diffTexts;
const all = { texts, names, differences, settingTexts };

test.each(textsIn(all, 'all'))('%s says the same in every language', (_, text) => {
  const forms = Object.keys(speaking('en').formats);
  const placesOf = (language: Language) => placesIn(text[language]);
  for (const language of languages) {
    expect(text[language]).not.toBe('');
    expect(placesOf(language).filter(({ format }) => format !== undefined && !forms.includes(format))).toEqual([]);
    expect(new Set(placesOf(language).map(({ name }) => name))).toEqual(
      new Set(placesOf('en').map(({ name }) => name)),
    );
  }
});

/** Each kind with few fields, with all, and with every word of a closed list. */
const said: readonly (readonly [Record<string, unknown>, string, string])[] = [
  [
    { kind: 'dates', from: '2026-03-01', to: '2026-03-15' },
    'from 1 March 2026 to 15 March 2026',
    'du 1er mars 2026 au 15 mars 2026',
  ],
  [{ kind: 'dates', from: '2026-03-09' }, 'from 9 March 2026 on', 'à partir du 9 mars 2026'],
  [{ kind: 'dates', to: '2026-03-15', not: true }, 'not until 15 March 2026', 'pas jusqu’au 15 mars 2026'],
  [
    { kind: 'hours', days: ['mon', 'fri'], from: '14:00', to: '17:30' },
    'on Monday and Friday between 14:00 and 17:30',
    'le lundi et le vendredi entre 14 h et 17 h 30',
  ],
  [{ kind: 'hours' }, 'between 00:00 and 24:00', 'entre 0 h et 24 h'],
  [
    { kind: 'channel', in: ['store', 'web', 'click_collect', 'app'] },
    'in the shop, on the web, by click and collect, or in the app',
    'en magasin, sur le web, en retrait en magasin ou dans l’application',
  ],
  [
    { kind: 'store', in: ['paris-1', 'paris-2'] },
    'in the store paris-1 or paris-2',
    'dans le magasin paris-1 ou paris-2',
  ],
  [
    { kind: 'basket', of: 'scope', minMinor: 2_000, minQuantity: 3 },
    'with a basket in its scope of at least €20.00 and 3 pieces',
    'avec un panier dans son périmètre d’au moins 20,00 € et 3 articles',
  ],
  [{ kind: 'basket', minMinor: 2_050 }, 'with a basket of at least €20.50', 'avec un panier d’au moins 20,50 €'],
  [{ kind: 'basket', minQuantity: 1 }, 'with a basket of at least 1 piece', 'avec un panier d’au moins 1 article'],
  [{ kind: 'nth', n: 1 }, 'on the 1st purchase over all time', 'au 1er achat au total'],
  [
    { kind: 'nth', n: 3, every: true, window: 'month', scope: { merchant: 'zara' } },
    'on every 3rd purchase at zara in a month',
    'à chaque 3e achat (chez zara) dans le mois',
  ],
  [
    { kind: 'after', scope: { sector: 'cinema' }, withinHours: 6, sameDay: true },
    'after a purchase of cinema at most 6 hours before on the same day, which counts once',
    'après un achat (secteur cinema) fait au plus 6 heures avant le même jour, qui ne compte qu’une fois',
  ],
  [{ kind: 'after', scope: {}, once: false, not: true }, 'not after a purchase', 'pas après un achat'],
  [
    { kind: 'absent', days: 60, scope: { category: 'coffee', not: { brand: 'x' } } },
    'on coming back after 60 days without a purchase of coffee, but not the brand x',
    'au retour après 60 jours sans achat (catégorie coffee, sauf marque x)',
  ],
  [{ kind: 'optedIn' }, 'with the offer activated', 'avec l’offre activée'],
  [
    { kind: 'optedIn', campaignId: 'cmp_1' },
    'with the offer “Spring cmp_1” activated',
    'avec l’offre « Spring cmp_1 » activée',
  ],
  [
    { kind: 'audience', in: ['hr-acme', 'sponsor:acme'] },
    'for members of hr-acme or sponsor:acme',
    'pour les membres de hr-acme ou sponsor:acme',
  ],
  [
    { kind: 'paidWithWallet', minMinor: 500, expiringWithinDays: 1 },
    'with at least €5.00 paid from the wallet that would expire within 1 day',
    'avec au moins 5,00 € payés avec la cagnotte qui expireraient sous 1 jour',
  ],
  [
    {
      kind: 'any',
      of: [
        { kind: 'optedIn', campaignId: 'c' },
        { kind: 'channel', in: ['web'], not: true },
      ],
    },
    'one of these: with the offer “Spring c” activated or not on the web',
    'au choix : avec l’offre « Spring c » activée ou pas sur le web',
  ],
  [{ kind: 'any', of: [{ kind: 'store', in: ['paris-1'] }] }, 'in the store paris-1', 'dans le magasin paris-1'],
  [{ kind: 'any', not: true, of: [{ kind: 'channel', in: ['web'], not: true }] }, 'on the web', 'sur le web'],
  [{ kind: 'rate', rateBps: 250 }, '2.5%', '2,5 %'],
  [{ kind: 'points', points: 1, perMinor: 100 }, '1 point for each €1.00', '1 point par tranche de 1,00 €'],
  [{ kind: 'fixed', amountMinor: 300 }, '€3.00 for the receipt', '3,00 € par ticket'],
  [
    { kind: 'fixed', amountMinor: 20, per: 'unit', maxUnits: 5 },
    '€0.20 for each piece, 5 pieces at most',
    '0,20 € par article, 5 articles au plus',
  ],
  [
    { kind: 'multiply', group: 'base', factorBps: 25_000 },
    '2.5 times what “base” gives',
    '2,5 fois ce que donne « base »',
  ],
  [
    { kind: 'threshold', of: 'quantity', target: 3, window: 'week', amountMinor: 500 },
    '€5.00 on reaching 3 pieces in a week',
    '5,00 € en atteignant 3 articles dans la semaine',
  ],
  [
    { kind: 'threshold', of: 'spend', target: 10_000, window: 'year', amountMinor: 500, repeat: 'each' },
    '€5.00 for every €100.00 spent in a year',
    '5,00 € pour chaque tranche de 100,00 € d’achats dans l’année',
  ],
  [
    { kind: 'threshold', of: 'purchases', target: 1, window: 'day', amountMinor: 100 },
    '€1.00 on reaching 1 purchase in a day',
    '1,00 € en atteignant 1 achat dans la journée',
  ],
  [
    { kind: 'threshold', of: 'merchants', target: 3, amountMinor: 100 },
    '€1.00 on reaching 3 merchants during the campaign',
    '1,00 € en atteignant 3 commerçants pendant la campagne',
  ],
];

test('every kind is said here', () => {
  expect([...new Set(said.map(([{ kind }]) => kind))].sort()).toEqual(kinds.map(({ kind }) => kind).sort());
});

test.each(said)('%j', (written, en, fr) => {
  const isCondition = String(written.kind) in conditions;
  const [condition, effect] = [ConditionSchema.safeParse(written).data, EffectSchema.safeParse(written).data];
  const sayings = languages.map((language) =>
    isCondition ? speaking(language).condition(condition as Condition) : speaking(language).effect(effect as Effect),
  );
  expect(sayings.map(plain)).toEqual([en, fr]);
  for (const saying of sayings) expect(saying).not.toMatch(/[{}[\]]|undefined|object/);
});
