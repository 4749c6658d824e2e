import { dateOf, read } from '../interpreter/calendar.ts';
import type { Chance } from './chance.ts';
import type { Aim } from './scope.ts';
import * as words from './words.ts';

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

const clock = (minute: number) => {
  const within = ((minute % 1440) + 1440) % 1440;
  return `${String(Math.floor(within / 60)).padStart(2, '0')}:${String(within % 60).padStart(2, '0')}`;
};

export const conditionKinds = ['dates', 'hours', 'channel', 'basket'] as const;

export function someCondition(chance: Chance, aim: Aim): Record<string, unknown> {
  const { purchase, zone } = aim;
  const local = read(zone, purchase.occurredAt);
  const turned = chance.perhaps(0.15, () => ({ not: true }));
  const kind = chance.pick(conditionKinds);
  switch (kind) {
    case 'dates': {
      const from = { from: dateOf(local.day + chance.pick([-9, -1, 0, 0, 0, 1])) };
      const to = { to: dateOf(local.day + chance.pick([1, 1, 2, 9])) };
      return { kind, ...turned, ...chance.pick([from, to, { ...from, ...to }, { ...from, to: from.from }]) };
    }
    case 'hours': {
      const from = clock(local.minute - chance.pick([0, 0, 1, 60, 300, -1]));
      const to = chance.yes(0.1) ? '24:00' : clock(local.minute + chance.pick([0, 1, 1, 60, 120, 700]));
      const days = () => ({
        days: [...new Set([chance.yes(0.7) ? local.weekday : chance.pick(weekdays), ...chance.few(weekdays)])],
      });
      return {
        kind,
        ...turned,
        ...chance.perhaps(0.9, () => ({ from })),
        ...chance.perhaps(0.9, () => ({ to })),
        ...chance.perhaps(0.5, days),
      };
    }
    case 'channel':
      return {
        kind,
        ...turned,
        in: [...new Set([chance.yes(0.7) ? purchase.channel : 'web', ...chance.few(words.channels)])],
      };
    case 'basket': {
      const sum = purchase.lines.reduce((all, { amountMinor }) => all + amountMinor, 0);
      const near = Math.min(1_000_000_000, Math.max(1, sum + chance.pick([0, 0, 1, -1, -500, 500])));
      const minor = { minMinor: chance.yes(0.4) ? near : chance.int(1, 2000) };
      const quantity = { minQuantity: chance.int(1, 4) };
      return {
        kind,
        ...turned,
        ...chance.perhaps(0.6, () => ({ of: chance.pick(['total', 'scope']) })),
        ...chance.pick([minor, quantity, { ...minor, ...quantity }]),
      };
    }
  }
}
