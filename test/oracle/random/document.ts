import { someCaps } from './cap.ts';
import type { Chance } from './chance.ts';
import { factorGroup } from './effect.ts';
import { someCrowd, someEnrolmentRule, someRule } from './rule.ts';
import { type Aim, someScope } from './scope.ts';
import { someExpiry, somePending } from './terms.ts';
import * as words from './words.ts';

const stackings = ['mostSpecific', 'best', 'sum', 'exclusive'];

function someSettings(chance: Chance, zone: string): Record<string, unknown> {
  const mode = () => chance.pick(['halfUp', 'halfEven', 'floor']);
  const stage = () => chance.pick(['receipt', 'line']);
  const rounding = () => ({
    rounding: {
      ...chance.perhaps(0.7, () => ({ mode: mode() })),
      ...chance.perhaps(0.6, () => ({ stage: stage() })),
      ...chance.perhaps(0.3, () => ({
        assets: { points: { mode: mode(), stage: stage() }, sponsor: { mode: mode() } },
      })),
    },
  });
  return {
    timeZone: zone,
    ...chance.perhaps(0.3, () => ({ accrualBase: 'gross' })),
    ...chance.perhaps(0.25, () => ({ tax: 'excl' })),
    ...chance.perhaps(0.3, () => ({ nonEarningTenders: chance.yes(0.3) ? [] : chance.few(words.tenders) })),
    ...chance.perhaps(0.6, rounding),
    ...chance.perhaps(0.3, () => ({ pending: somePending(chance) })),
    ...chance.perhaps(0.3, () => ({ expiry: { cashback: someExpiry(chance), points: someExpiry(chance) } })),
  };
}

const someOverride = (chance: Chance) => ({
  ...chance.perhaps(0.4, () => ({ accrualBase: chance.pick(['gross', 'netOfWallet']) })),
  ...chance.perhaps(0.2, () => ({ tax: chance.pick(['incl', 'excl']) })),
  ...chance.perhaps(0.2, () => ({ pending: somePending(chance) })),
  ...chance.perhaps(0.5, () => ({ categories: { [words.tillCode]: chance.pick(['fuel', 'food']) } })),
});

/** A ruleset as an operator would write it, aimed at purchases so that its rules hold. */
export function someDocument(chance: Chance, aimAt: () => Aim): Record<string, unknown> {
  const stacking = () => chance.pick(stackings);
  const rules = [
    ...chance.some(1, 8, (at) => someRule(chance, aimAt(), at)),
    ...chance.some(0, 2, (at) => someEnrolmentRule(chance, aimAt(), at)),
    ...(chance.yes(0.03) ? someCrowd(chance, aimAt) : []),
  ];
  return {
    name: 'Random',
    settings: someSettings(chance, aimAt().zone),
    sets: words.sets,
    merchants: Object.fromEntries(
      words.merchants.filter(() => chance.yes(0.3)).map((id) => [id, someOverride(chance)]),
    ),
    groups: {
      early: { order: 0, stacking: stacking() },
      late: { order: 50, stacking: stacking() },
      [factorGroup]: { order: 60, stacking: 'multiply' },
      ...chance.perhaps(0.3, () => ({ base: { order: 0, stacking: stacking() } })),
      ...chance.perhaps(0.3, () => ({ boost: { order: 10, stacking: stacking() } })),
      ...chance.perhaps(0.2, () => ({ combo: { order: 20 } })),
    },
    rules,
    ...chance.perhaps(0.4, () => ({ caps: someCaps(chance, rules, false) })),
    ...chance.perhaps(0.3, () => ({ exclusions: chance.some(1, 2, () => ({ scope: someScope(chance, aimAt()) })) })),
  };
}
