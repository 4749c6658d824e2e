import type { Chance } from './chance.ts';

export const someWho = (chance: Chance) =>
  chance.pick(['merchant', 'operator', { merchant: 'zara' }, { merchant: 'cineplex' }, { sponsor: 'pampers' }]);

export function someFunder(chance: Chance): unknown {
  if (chance.yes(0.7)) return someWho(chance);
  const share = chance.pick([5000, 5000, 3333, 1, 9999]);
  const [first, second] = chance.pick([
    ['merchant', 'operator'],
    [{ merchant: 'zara' }, 'merchant'],
    [{ sponsor: 'x' }, { merchant: 'sushi' }],
  ]);
  return [
    { who: first, shareBps: share },
    { who: second, shareBps: 10_000 - share },
  ];
}

export const somePending = (chance: Chance) =>
  chance.pick([
    { mode: 'instant' },
    { mode: 'delay', days: 3 },
    // biome-ignore lint/suspicious/noThenProperty: the contract's own word
    { mode: 'onEvent', maxDays: 9, then: 'cancel' },
    { mode: 'onEvent' },
  ]);

export function someExpiry(chance: Chance): Record<string, unknown> {
  const span = () => chance.pick([{ months: 1 }, { months: 13 }, { days: 1 }, { days: 60 }]);
  return chance.pick([
    () => ({ mode: 'never' }),
    () => ({ mode: 'duration', ...span() }),
    () => ({ mode: 'duration', ...span(), endOf: 'month' }),
    () => ({ mode: 'fixedDate', monthDay: chance.pick(['12-31', '02-29', '02-15', '10-25']) }),
    () => ({
      mode: 'fixedDate',
      monthDay: chance.pick(['12-31', '03-29', '06-30']),
      minDays: chance.pick([0, 1, 366]),
    }),
    () => ({ mode: 'inactivity', months: 24 }),
  ])();
}
