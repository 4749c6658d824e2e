import { describe, expect, test } from 'vitest';
import { creditAwards } from '../../../shared/domain/credit.ts';
import { CampaignSchema } from '../../../shared/domain/ruleset/campaign.ts';
import { type CompiledRules, compile } from '../../../shared/domain/ruleset/compile.ts';
import { rulesetDocument } from '../../../shared/domain/ruleset/document.ts';
import { settle } from '../../../shared/domain/settle.ts';
import { newWallet } from '../../../shared/domain/wallet.ts';
import type { Language } from '../../../shared/domain/words/language.ts';
import { sayMatched } from '../../../shared/domain/words/matched.ts';
import { sentencesOf } from '../../../shared/domain/words/sentences.ts';
import { spokenVersion } from '../../../shared/domain/words/version.ts';
import { folded } from '../../oracle/agree.ts';
import { aSale, rate, rulesOf, type Sale } from '../ruleset/deciding.ts';
import { plain, speaking } from './speaking.ts';

/** What a purchase says of itself, to an operator or to the merchant where it was made. */
function told(rules: CompiledRules, sale: Sale, language: Language, discreetTo: string | null = null): string[] {
  const facts = aSale(sale);
  const verdict = rules.decidePurchase(facts);
  const wallet = settle(newWallet(facts.occurredAt), facts.occurredAt).state;
  const { credits } = creditAwards(wallet, 1, facts.merchantId, verdict.awards)!;
  const { explanation } = verdict;
  const { merchantId, lines, tenders, walletTenders } = facts;
  const purchase = {
    explanation: discreetTo === null ? explanation : rules.discreet(explanation, discreetTo),
    ...{ merchantId, lines, tenders, credits },
    walletMinor: walletTenders.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
  };
  const version = spokenVersion(rules.document, rules.campaigns);
  return sentencesOf(purchase, version, speaking(language, discreetTo)).map(plain);
}

describe('a purchase explains itself', () => {
  const rules = rulesOf({
    rules: [
      rate('fashion', 200, { scope: { sector: 'fashion' } }),
      rate('all', 100),
      rate('happy', 500, { group: 'boost', when: [{ kind: 'hours', from: '17:00', to: '19:00' }] }),
    ],
    exclusions: [{ scope: { category: 'tobacco' } }],
  });
  const sale = {
    merchantId: 'zara',
    sector: 'fashion',
    lines: [
      { amountMinor: 8_500 },
      { amountMinor: 1_000, category: 'tobacco' },
      { amountMinor: 100, kind: 'tip' as const },
    ],
    walletMinor: 147,
    tenders: [{ kind: 'giftCard' as const, amountMinor: 53 }],
  };

  test('in English', () => {
    expect(told(rules, sale, 'en')).toEqual([
      '€83.23 of €96.00 earns, without €1.47 paid from the wallet, without €0.53 paid by gift card.',
      'Line 2 does not earn: the category is excluded.',
      'Line 3 does not earn: tips, deposits and stored value never do.',
      '2% on €83.23 of fashion: €1.66, paid by zara.',
      'Rounding (cashback): to the nearest, halves up, once for the receipt.',
      '€1.66 can be spent at once; it does not expire.',
      '“all” gives nothing: in the group “base” a more specific rule counts.',
      '“happy” gives nothing: valid only between 17:00 and 19:00.',
    ]);
  });

  test('in French', () => {
    expect(told(rules, sale, 'fr')).toEqual([
      '83,23 € sur 96,00 € donnent droit à récompense, sans 1,47 € payés avec la cagnotte, sans 0,53 € payés par carte cadeau.',
      'La ligne 2 ne donne pas droit à récompense : la catégorie est exclue.',
      'La ligne 3 ne donne pas droit à récompense : pourboires, consignes et valeur chargée jamais.',
      '2 % sur 83,23 € (secteur fashion) : 1,66 €, à la charge de zara.',
      'Arrondi (cashback) : au plus proche, la moitié vers le haut, une fois par ticket.',
      '1,66 € utilisables tout de suite ; sans date d’expiration.',
      '« all » ne donne rien : dans le groupe « base », une règle plus précise compte.',
      '« happy » ne donne rien : valable uniquement entre 17 h et 19 h.',
    ]);
  });
});

describe('a reward says what limited it, how rules met and when it can be spent', () => {
  const campaign = CampaignSchema.parse({
    name: 'Spring',
    startsAt: '2026-03-01T00:00:00+01:00',
    endsAt: '2026-04-01T00:00:00+02:00',
    funder: { sponsor: 'acme' },
    budgetMinor: 5_000,
    optIn: true,
    rules: [
      rate('extra', 1_000, { group: 'boost', scope: { category: 'nappies' } }),
      { id: 'three', effect: { kind: 'threshold', of: 'quantity', target: 3, amountMinor: 500 }, group: 'challenge' },
    ],
  });
  const document = rulesetDocument.parse({
    name: 'Limits',
    settings: { pending: { mode: 'delay', days: 14 }, expiry: { cashback: { mode: 'duration', months: 6 } } },
    rules: [
      { id: 'gift', effect: { kind: 'fixed', amountMinor: 300 }, group: 'boost', funder: 'operator' },
      { id: 'points', asset: 'points', effect: { kind: 'points', points: 2, perMinor: 300 } },
      rate('shared', 500, {
        funder: [
          { who: 'merchant', shareBps: 5_000 },
          { who: { merchant: 'cineplex' }, shareBps: 5_000 },
        ],
      }),
    ],
    caps: [{ group: 'base', per: 'member', window: 'month', amountMinor: 200 }],
  });
  const rules = compile({
    version: 1,
    effectiveFrom: 0,
    document,
    campaigns: [{ id: 'cmp_1', campaign, cancelledAt: null }],
  });
  const memory = { ...aSale({}).memory, optIns: new Set(['cmp_1']) };
  const sale = { merchantId: 'shop', lines: [{ amountMinor: 10_000, category: 'nappies', quantity: 2 }], memory };

  test('of several rules, groups and assets', () => {
    expect(told(rules, sale, 'en')).toEqual([
      '€100.00 of €100.00 earns.',
      '2 points for each €3.00 on €100.00: 66 points, paid by shop.',
      '5% on €100.00: €2.00, of €5.00 (at most €2.00 for each member in a month), paid by shop (€1.00) and cineplex (€1.00).',
      '“Spring cmp_1”: 10% on €100.00 of nappies, with the offer activated: €10.00, paid by acme.',
      '€3.00 for the receipt: €3.00, paid by the operator.',
      'In the group “boost” rewards are added up.',
      'Rounding (points): down, once for the receipt.',
      '66 points can be spent from 28 March 2026 at 14:00; it does not expire.',
      '€15.00 can be spent from 28 March 2026 at 14:00; it expires on 14 September 2026 at 14:00.',
      '“three” of “Spring cmp_1” gives nothing: its target is not reached yet (€5.00 on reaching 3 pieces during the campaign).',
    ]);
  });

  test('a budget that is used up', () => {
    const verdict = rules.decidePurchase(aSale(sale), new Map([['cmp_1/budget:campaign', 0]]));
    const [extra] = verdict.explanation.rules.filter(({ id }) => id === 'cmp_1/extra');
    const version = spokenVersion(rules.document, rules.campaigns);
    const said = (language: Language, to: string | null) => plain(sayMatched(extra!, version, speaking(language, to)));
    expect(said('en', null)).toBe(
      '“extra” of “Spring cmp_1” gives nothing: the budget is used up (the budget of “Spring cmp_1” is €50.00).',
    );
    expect(said('fr', null)).toBe(
      '« extra » de « Spring cmp_1 » ne donne rien : le budget est épuisé (le budget de « Spring cmp_1 » est de 50,00 €).',
    );
    expect(said('en', 'shop')).toBe(
      '“cmp_1/extra” gives nothing: the budget is used up (the budget of “Spring cmp_1”).',
    );
  });
});

describe('to a merchant', () => {
  const combo = rate('combo', 1_000, {
    group: 'combo',
    scope: { merchant: ['sushi', 'ramen'] },
    when: [{ kind: 'after', scope: { merchant: 'cineplex' } }],
    funder: [
      { who: 'merchant', shareBps: 2_500 },
      { who: { merchant: 'cineplex' }, shareBps: 7_500 },
    ],
  });
  const friends = rate('friends', 100, {
    scope: { merchant: ['sushi', 'ramen'] },
    when: [{ kind: 'audience', in: ['hr-acme'] }],
  });
  const rules = rulesOf({ rules: [combo, friends, rate('ramen-only', 100, { scope: { merchant: 'ramen' } })] });
  const at = '2026-03-14T12:00:00+01:00';
  const been = rules.decidePurchase(aSale({ merchantId: 'cineplex', at }));
  const nowhere = { ...aSale({}).memory, audiences: new Set(['hr-acme']) };
  const memory = folded(nowhere, been, Date.parse(at), Date.parse(at));

  test('neither where else the member was, nor other merchants, nor who the member works for', () => {
    const said = (to: string | null) => told(rules, { merchantId: 'sushi', memory }, 'en', to);
    expect(said(null)).toContain(
      '10% on €10.00 at sushi or ramen, after a purchase at cineplex, which counts once: €1.00, paid by sushi (€0.25) and cineplex (€0.75).',
    );
    expect(said(null)).toContain('“ramen-only” gives nothing: nothing bought is in its scope (at ramen).');
    expect(said('sushi')).toEqual([
      '€10.00 of €10.00 earns.',
      '1% on €10.00 at sushi, for certain members: €0.10, paid by sushi.',
      '“combo”: €1.00, €0.25 of it paid by sushi.',
      '€1.10 can be spent at once; it does not expire.',
      '“ramen-only” gives nothing: nothing bought is in its scope.',
    ]);
    expect(told(rules, { merchantId: 'sushi' }, 'fr', 'sushi')).toEqual([
      '10,00 € sur 10,00 € donnent droit à récompense.',
      'Rien n’est gagné.',
      '« combo » ne donne rien.',
      '« friends » ne donne rien : valable uniquement pour certains membres.',
      '« ramen-only » ne donne rien : rien de l’achat n’est dans son périmètre.',
    ]);
  });
});
