import { someCaps } from './cap.ts';
import type { Case } from './case.ts';
import type { Chance } from './chance.ts';
import { someEnrolmentRule, someRule } from './rule.ts';
import type { Aim } from './scope.ts';
import { someFunder } from './terms.ts';
import * as words from './words.ts';

const dayMs = 86_400_000;
const wholeBps = 10_000;

/** Campaigns about the purchases: most run then, some begin or end at that very moment, some were cancelled. */
export const someCampaigns = (chance: Chance, aimAt: () => Aim): Case['campaigns'] =>
  chance.few(words.campaigns).map((id) => {
    const { purchase } = aimAt();
    const startsAt = purchase.occurredAt - chance.pick([0, 0, dayMs, 9 * dayMs, 400 * dayMs, -1]);
    const endsAt = Math.max(startsAt + 1, purchase.occurredAt + chance.pick([0, 1, dayMs, 30 * dayMs, 800 * dayMs]));
    return {
      id,
      campaign: someCampaign(chance, aimAt, { startsAt, endsAt }),
      cancelledAt: chance.yes(0.1) ? startsAt : null,
    };
  });

function someCampaign(
  chance: Chance,
  aimAt: () => Aim,
  { startsAt, endsAt }: { readonly startsAt: number; readonly endsAt: number },
): Record<string, unknown> {
  const optIn = chance.yes(0.3);
  const rules = [
    ...chance.some(0, 3, (at) => ruleOf(chance, aimAt(), at)),
    ...(optIn ? [] : chance.some(0, 1, (at) => someEnrolmentRule(chance, aimAt(), at, true))),
  ];
  const variants = chance.yes(0.4) ? someVariants(chance, aimAt) : [];
  const all = [...rules, ...variants.flatMap((variant) => variant.rules)];
  return {
    name: 'Random',
    startsAt: new Date(startsAt).toISOString(),
    endsAt: new Date(endsAt).toISOString(),
    funder: someFunder(chance),
    ...chance.perhaps(0.3, () => ({ asset: chance.pick(words.assets) })),
    ...chance.perhaps(0.5, () => ({ budgetMinor: chance.pick([1, 20, 100, 500, 5000]) })),
    optIn,
    ...(variants.length > 0 ? { variants } : {}),
    rules,
    ...(all.length > 0 ? chance.perhaps(0.5, () => ({ caps: someCaps(chance, all, true) })) : {}),
  };
}

/** Variants of which one may be the control; two of them may have a rule of one name. */
function someVariants(chance: Chance, aimAt: () => Aim) {
  const ids = chance.pick([['a'], ['a', 'b'], ['a', 'b', 'control']]);
  let left = wholeBps;
  return ids.map((id, at) => {
    const shareBps = at === ids.length - 1 ? left : chance.pick([0, 1000, 3333, 5000]);
    left -= shareBps;
    const rules = id === 'control' ? [] : chance.some(0, 2, (nth) => ruleOf(chance, aimAt(), nth + 10));
    return { id, shareBps, rules };
  });
}

const ruleOf = (chance: Chance, aim: Aim, at: number) => ({ ...someRule(chance, aim, at, true), id: `r${at}` });
