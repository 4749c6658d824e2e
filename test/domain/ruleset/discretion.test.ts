import { describe, expect, test } from 'vitest';
import type { Facts } from '../../../shared/domain/ruleset/facts.ts';
import type { Explanation, RuleExplained } from '../../../shared/domain/ruleset/verdict.ts';
import { languages } from '../../../shared/domain/words/language.ts';
import { sentencesOf, type ToldPurchase } from '../../../shared/domain/words/sentences.ts';
import { spokenVersion } from '../../../shared/domain/words/version.ts';
import { folded } from '../../oracle/agree.ts';
import { type Chance, chanceFrom } from '../../oracle/random/chance.ts';
import { someDocument } from '../../oracle/random/document.ts';
import { nextMoment, someMoment } from '../../oracle/random/moment.ts';
import { someSale } from '../../oracle/random/sale.ts';
import * as words from '../../oracle/random/words.ts';
import { speaking } from '../words/speaking.ts';
import { aSale, rate, rulesOf } from './deciding.ts';

const combo = rate('combo', 1_000, {
  group: 'combo',
  scope: { merchant: 'sushi' },
  when: [{ kind: 'after', scope: { merchant: 'cineplex' } }],
  funder: [
    { who: 'merchant', shareBps: 2_500 },
    { who: { merchant: 'cineplex' }, shareBps: 7_500 },
  ],
});
const document = { rules: [rate('plain', 500), combo] };

/** What sushi is told of its sale, to a member who has been at the cinema or has not. */
function told(sold: object, cinemaMinor: number): Explanation {
  const rules = rulesOf(sold);
  const at = '2026-03-14T12:00:00+01:00';
  const nowhere = aSale({}).memory;
  const been = rules.decidePurchase(aSale({ merchantId: 'cineplex', at, amountMinor: cinemaMinor }));
  const memory = cinemaMinor > 0 ? folded(nowhere, been, Date.parse(at), Date.parse(at)) : nowhere;
  return rules.discreet(rules.decidePurchase(aSale({ merchantId: 'sushi', memory })).explanation, 'sushi');
}
const ruleOf = ({ rules }: Explanation, id: string) => rules.find((rule) => rule.id === id);

describe('to a merchant', () => {
  test('a rule that looks at others tells its amount and the merchant’s own share, and never why it gave nothing', () => {
    expect(ruleOf(told(document, 1_000), 'combo')).toEqual({
      id: 'combo',
      matched: true,
      asset: 'cashback',
      amountMinor: 100,
      funding: [{ who: 'sushi', amountMinor: 25 }],
    });
    expect(ruleOf(told(document, 0), 'combo')).toEqual({ id: 'combo', matched: false });
  });

  test('a rule that looks at nothing else is told whole', () => {
    expect(ruleOf(told(document, 1_000), 'plain')).toMatchObject({ matched: true, rateBps: 500, wantedMinor: 50 });
  });

  test('a rule that one of those may push aside says no more than that one', () => {
    const best = { rules: [rate('plain', 500, { group: 'combo' }), combo] };
    expect(ruleOf(told(best, 1_000), 'plain')).toEqual({ id: 'plain', matched: false });
    expect(ruleOf(told(best, 0), 'plain')).toMatchObject({ id: 'plain', amountMinor: 50 });
    expect(ruleOf(told(best, 0), 'plain')).not.toHaveProperty('wantedMinor');
  });

  test('a cap of the member shows in the amount alone', () => {
    const cap = { per: 'member', window: 'month', amountMinor: 60 };
    const capped = { rules: [rate('plain', 500)], caps: [cap] };
    const whole = ruleOf(told(capped, 0), 'plain');
    expect(ruleOf(told(capped, 1_000), 'plain')).toEqual({
      ...whole,
      amountMinor: 10,
      funding: [{ who: 'sushi', amountMinor: 10 }],
    });
    const own = { ...capped, caps: [{ ...cap, amountMinor: 20, scope: { merchant: 'sushi' } }] };
    expect(ruleOf(told(own, 0), 'plain')).toMatchObject({ amountMinor: 20, capId: expect.any(String) });
  });
});

const cases = Number(process.env.DISCRETION_CASES ?? 300);
const own = 'zara';
const elsewhere = Object.keys(words.sectorOf).filter((id) => id !== own);

/** Amounts are the member's own; all else must be the same. Of a rule told in brief, only that it is. */
function butAmounts({ rules, ...rest }: Explanation): object {
  const isBrief = ({ matched, group, reason }: RuleExplained) =>
    group === undefined && (matched || reason === undefined);
  const said = ({ amountMinor: _amount, funding: _funding, ...rule }: RuleExplained) => rule;
  const told = rules.map((rule) => (isBrief(rule) ? { id: rule.id } : said(rule)));
  return { ...rest, rules: told.sort((a, b) => (a.id < b.id ? -1 : 1)) };
}

const someCap = (chance: Chance, per: string) => ({
  asset: chance.pick(['cashback', 'points']),
  per,
  window: chance.pick(['day', 'month', 'ever']),
  amountMinor: chance.pick([1, 20, 100, 1_000]),
  onLimit: chance.pick(['clip', 'skip']),
});

/** A rule that looks back, aimed at members who were at the cinema or the restaurant, or were not. */
function someLookingBack(chance: Chance) {
  const scope = chance.pick([{}, { sector: 'cinema' }, { merchant: 'sushi' }, { category: 'food' }]);
  const looking = chance.pick([
    { kind: 'after', scope, once: chance.yes(0.5) },
    { kind: 'absent', scope, days: chance.pick([1, 3]) },
    { kind: 'nth', scope, n: chance.pick([1, 2]), window: chance.pick(['ever', 'month']) },
  ]);
  const threshold = { kind: 'threshold', of: chance.pick(['purchases', 'merchants']), target: 2, window: 'month' };
  const isCondition = chance.yes(0.7);
  return {
    id: 'back',
    ...(isCondition ? { when: [{ ...looking, not: chance.yes(0.3) }] } : {}),
    effect: isCondition ? { kind: 'rate', rateBps: chance.pick([100, 3_000]) } : { ...threshold, amountMinor: 500 },
    group: chance.pick(['base', 'combo', 'early', 'late']),
  };
}

test(`${cases} random rulesets: whatever a member did elsewhere, a merchant is told the same but for amounts, and no other merchant’s name`, {
  timeout: 60_000,
}, () => {
  let differing = 0;
  for (let seed = 1; seed <= cases; seed += 1) {
    const chance = chanceFrom(seed);
    const zone = chance.pick(words.zones);
    const at = someMoment(chance, zone);
    const sale = { ...someSale(chance, at), merchantId: own, sector: words.sectorOf[own]! };
    const caps = ['receipt', 'member'].filter(() => chance.yes(0.5)).map((per) => someCap(chance, per));
    const aim = { purchase: { ...sale, walletId: 'wal_1', occurredAt: at }, zone };
    const document = someDocument(chance, () => aim);
    const rules = rulesOf({ ...document, rules: [...(document.rules as object[]), someLookingBack(chance)], caps });
    const [one, another] = [0, 1].map(() => {
      let memory = aSale({}).memory;
      let before = at - 4 * 86_400_000;
      for (let left = chance.int(0, 3); left > 0; left -= 1) {
        const merchantId = chance.pick(['sushi', 'cineplex']);
        const sold = { ...someSale(chance, at), merchantId, sector: words.sectorOf[merchantId]! };
        const facts = { ...sold, occurredAt: Math.min(before, at), walletId: 'wal_1', memory } as unknown as Facts;
        memory = folded(memory, rules.decidePurchase(facts), facts.occurredAt, facts.occurredAt);
        before = nextMoment(chance, before, before, zone);
      }
      const facts = { ...sale, occurredAt: at, walletId: 'wal_1', memory } as unknown as Facts;
      return rules.decidePurchase(facts).explanation;
    });
    if (JSON.stringify(one) !== JSON.stringify(another)) differing += 1;
    const [seen, seenThen] = [one!, another!].map((explanation) => butAmounts(rules.discreet(explanation, own)));
    expect(seen, `seed ${seed}`).toEqual(seenThen);
    for (const explanation of [one!, another!]) {
      const discreet = rules.discreet(explanation, own);
      const named = JSON.stringify(discreet);
      for (const language of languages) {
        const purchase = { ...sale, explanation: discreet, walletMinor: 0, credits: [] } as unknown as ToldPurchase;
        const version = spokenVersion(rules.document, rules.campaigns);
        const said = sentencesOf(purchase, version, speaking(language, own)).join('\n');
        const isNew = (name: string) => new RegExp(`\\b${name}\\b`).test(said) && !named.includes(name);
        expect([...elsewhere, 'hr-acme'].filter(isNew), `seed ${seed}`).toEqual([]);
      }
    }
  }
  // Or nothing would have been hidden.
  expect(differing).toBeGreaterThan(cases / 10);
});
