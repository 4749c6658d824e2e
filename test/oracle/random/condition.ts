import { dateOf, read } from '../interpreter/calendar.ts';
import type { Chance } from './chance.ts';
import { type Aim, someScope } from './scope.ts';
import * as words from './words.ts';

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

const clock = (minute: number) => {
  const within = ((minute % 1440) + 1440) % 1440;
  return `${String(Math.floor(within / 60)).padStart(2, '0')}:${String(within % 60).padStart(2, '0')}`;
};

/** What a rule may depend on when a wallet is opened. */
const atEnrolment = ['dates', 'hours', 'channel'] as const;
const now = [...atEnrolment, 'store', 'basket', 'paidWithWallet'] as const;
const facts = ['optedIn', 'audience'] as const;
type Kind = (typeof now)[number] | (typeof facts)[number] | 'nth' | 'after' | 'absent';

/** Where a condition stands: what may be asked there. */
export type Occasion = { readonly on: 'purchase' | 'enrolment'; readonly isInCampaign: boolean };

export function someCondition(chance: Chance, aim: Aim, occasion: Occasion): Record<string, unknown> {
  if (chance.yes(0.9)) return someSingle(chance, aim, occasion);
  const of = chance.some(1, 3, () => someSingle(chance, aim, occasion));
  return { kind: 'any', ...chance.perhaps(0.15, () => ({ not: true })), of };
}

function someSingle(chance: Chance, aim: Aim, occasion: Occasion): Record<string, unknown> {
  const turned = chance.perhaps(0.15, () => ({ not: true }));
  const kinds = chance.pick<readonly Kind[]>([now, now, now, facts, ['nth'], ['after'], ['absent']]);
  const kind = chance.pick(occasion.on === 'enrolment' ? atEnrolment : kinds);
  return { kind, ...turned, ...fieldsOf(kind, chance, aim, occasion) };
}

function fieldsOf(kind: Kind, chance: Chance, aim: Aim, { isInCampaign }: Occasion): Record<string, unknown> {
  const { purchase, zone } = aim;
  const local = read(zone, purchase.occurredAt);
  switch (kind) {
    case 'dates': {
      const from = { from: dateOf(local.day + chance.pick([-9, -1, 0, 0, 0, 1])) };
      const to = { to: dateOf(local.day + chance.pick([1, 1, 2, 9])) };
      return chance.pick([from, to, { ...from, ...to }, { ...from, to: from.from }]);
    }
    case 'hours': {
      const from = clock(local.minute - chance.pick([0, 0, 1, 60, 300, -1]));
      const to = chance.yes(0.1) ? '24:00' : clock(local.minute + chance.pick([0, 1, 1, 60, 120, 700]));
      const days = () => ({
        days: [...new Set([chance.yes(0.7) ? local.weekday : chance.pick(weekdays), ...chance.few(weekdays)])],
      });
      return {
        ...chance.perhaps(0.9, () => ({ from })),
        ...chance.perhaps(0.9, () => ({ to })),
        ...chance.perhaps(0.5, days),
      };
    }
    case 'channel':
      return { in: [...new Set([chance.yes(0.7) ? purchase.channel : 'web', ...chance.few(words.channels)])] };
    case 'store':
      return { in: [...new Set([purchase.storeId || 'paris-1', ...chance.few(['paris-2', 'rome-1'])])] };
    case 'basket': {
      const sum = purchase.lines.reduce((all, { amountMinor }) => all + amountMinor, 0);
      const near = Math.min(1_000_000_000, Math.max(1, sum + chance.pick([0, 0, 1, -1, -500, 500])));
      const minor = { minMinor: chance.yes(0.4) ? near : chance.int(1, 2000) };
      const quantity = { minQuantity: chance.int(1, 4) };
      return {
        ...chance.perhaps(0.6, () => ({ of: chance.pick(['total', 'scope']) })),
        ...chance.pick([minor, quantity, { ...minor, ...quantity }]),
      };
    }
    case 'paidWithWallet': {
      const paid = purchase.walletTenders.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
      const near = Math.min(1_000_000_000, Math.max(1, paid + chance.pick([0, 0, 1, -1, -50])));
      return {
        ...chance.perhaps(0.5, () => ({ minMinor: chance.yes(0.5) ? near : chance.int(1, 500) })),
        ...chance.perhaps(0.4, () => ({ expiringWithinDays: chance.pick([1, 7, 8, 30]) })),
      };
    }
    case 'nth':
      return {
        n: chance.pick([1, 1, 2, 2, 3]),
        ...chance.perhaps(0.4, () => ({ every: true })),
        ...chance.perhaps(0.6, () => ({ window: someWindow(chance, isInCampaign) })),
        ...chance.perhaps(0.6, () => ({ scope: someScope(chance, aim) })),
      };
    case 'after':
      return {
        scope: someScope(chance, aim),
        ...chance.perhaps(0.5, () => ({ withinHours: chance.pick([1, 5, 6, 24, 48, 400]) })),
        ...chance.perhaps(0.3, () => ({ sameDay: true })),
        ...chance.perhaps(0.4, () => ({ once: false })),
      };
    case 'absent':
      return { days: chance.pick([1, 1, 3, 7, 30]), ...chance.perhaps(0.5, () => ({ scope: someScope(chance, aim) })) };
    case 'optedIn':
      return isInCampaign && chance.yes(0.5) ? {} : { campaignId: chance.pick(words.optIns) };
    case 'audience':
      return { in: chance.few(words.audiences) };
  }
}

export const someWindow = (chance: Chance, isInCampaign: boolean): string =>
  chance.pick([...words.windows, ...(isInCampaign ? ['campaign', 'campaign'] : [])]);
