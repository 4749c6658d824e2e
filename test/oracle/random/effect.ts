import type { Chance } from './chance.ts';

const rates = [0, 1, 100, 150, 200, 200, 400, 600, 1500, 2000, 3333, 10_000];
export const small = [1, 2, 5, 10, 99, 100, 300, 500];

export function someEffect(chance: Chance, group: string): Record<string, unknown> {
  const earlier: Record<string, string[]> = {
    boost: ['base', 'base', 'early'],
    combo: ['base', 'boost'],
    welcome: ['base', 'combo'],
    challenge: ['boost'],
    late: ['base', 'boost', 'combo'],
  };
  const kinds = [
    'rate',
    'rate',
    'rate',
    'points',
    'fixed',
    'fixed',
    ...(earlier[group] ? ['multiply', 'multiply'] : []),
  ];
  const kind = chance.pick(kinds);
  switch (kind) {
    case 'rate':
      return { kind, rateBps: chance.yes(0.7) ? chance.pick(rates) : chance.int(0, 10_000) };
    case 'points':
      return { kind, points: chance.pick([1, 1, 2, 10, 10_000]), perMinor: chance.pick([1, 7, 100, 100, 1000]) };
    case 'multiply':
      return {
        kind,
        group: chance.pick(earlier[group]!),
        factorBps: chance.pick([10_001, 15_000, 20_000, 20_000, 33_333, 1_000_000]),
      };
    default: {
      const unit = () => ({ per: 'unit', ...chance.perhaps(0.6, () => ({ maxUnits: chance.int(1, 4) })) });
      return { kind: 'fixed', amountMinor: chance.pick(small), ...chance.perhaps(0.5, unit) };
    }
  }
}
