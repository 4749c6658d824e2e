import type { Chance } from './chance.ts';
import { someCondition } from './condition.ts';
import { factorGroup, small, someEffect } from './effect.ts';
import { type Aim, someScope } from './scope.ts';
import { someExpiry, someFunder, somePending } from './terms.ts';
import * as words from './words.ts';

const groupNames = [
  ...['base', 'base', 'base', 'boost', 'boost', 'combo', 'welcome', 'challenge', 'challenge', 'early', 'late'],
  factorGroup,
];

export function someRule(chance: Chance, aim: Aim, at: number, isInCampaign = false): Record<string, unknown> {
  const group = chance.pick(groupNames);
  const occasion = { on: 'purchase', isInCampaign } as const;
  return {
    // Ids out of order, so that ties by id are not ties by place.
    id: `${chance.pick(['a', 'm', 'z'])}${at}`,
    ...chance.perhaps(0.65, () => ({ scope: someScope(chance, aim) })),
    ...chance.perhaps(0.5, () => ({ when: chance.some(1, 2, () => someCondition(chance, aim, occasion)) })),
    effect: someEffect(chance, group, isInCampaign),
    ...chance.perhaps(isInCampaign ? 0.4 : 0.9, () => ({ asset: chance.pick(words.assets) })),
    group,
    ...chance.perhaps(0.3, () => ({ priority: chance.int(-1, 2) })),
    ...chance.perhaps(0.6, () => ({ funder: someFunder(chance) })),
    ...chance.perhaps(0.1, () => ({ credit: somePending(chance) })),
    ...chance.perhaps(0.2, () => ({ expiry: someExpiry(chance) })),
  };
}

export const someEnrolmentRule = (
  chance: Chance,
  aim: Aim,
  at: number,
  isInCampaign = false,
): Record<string, unknown> => ({
  id: `w${at}`,
  on: 'enrolment',
  ...chance.perhaps(0.5, () => ({ when: [someCondition(chance, aim, { on: 'enrolment', isInCampaign })] })),
  effect: { kind: 'fixed', amountMinor: chance.pick(small) },
  group: chance.pick(['welcome', 'welcome', 'combo', 'base']),
  funder: chance.pick(['operator', { sponsor: 'pampers' }]),
  ...chance.perhaps(0.2, () => ({ expiry: someExpiry(chance) })),
});

/** Many rules that meet in one group, without conditions on a member's past: those would need too many counters. */
export const someCrowd = (chance: Chance, aimAt: () => Aim): Record<string, unknown>[] => {
  const group = chance.pick(['base', 'boost']);
  return chance.some(31, 70, (at) => ({
    id: `c${at}`,
    scope: someScope(chance, aimAt()),
    ...chance.perhaps(0.2, () => ({ when: [{ kind: 'channel', in: chance.few(words.channels) }] })),
    effect: { kind: 'rate', rateBps: chance.int(0, 500) },
    group,
    ...chance.perhaps(0.3, () => ({ priority: chance.int(-1, 2) })),
  }));
};
