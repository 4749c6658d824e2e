import type { Chance } from './chance.ts';
import { someWindow } from './condition.ts';

const rates = [0, 1, 100, 150, 200, 200, 400, 600, 1500, 2000, 3333, 10_000];
export const small = [1, 2, 5, 10, 99, 100, 300, 500];

/** The group in which nothing but factors stands. */
export const factorGroup = 'factors';

export function someEffect(chance: Chance, group: string, isInCampaign: boolean): Record<string, unknown> {
  const earlier: Record<string, string[]> = {
    boost: ['base', 'base', 'early'],
    combo: ['base', 'boost'],
    welcome: ['base', 'combo'],
    challenge: ['boost'],
    late: ['base', 'boost', 'combo'],
    [factorGroup]: ['base', 'base', 'boost'],
  };
  const kinds = [
    'rate',
    'rate',
    'rate',
    'points',
    'fixed',
    'fixed',
    'threshold',
    ...(earlier[group] ? ['multiply', 'multiply'] : []),
  ];
  const kind = group === factorGroup ? 'multiply' : chance.pick(kinds);
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
    case 'threshold': {
      const of = chance.pick(['spend', 'spend', 'quantity', 'purchases', 'merchants']);
      return {
        kind,
        of,
        target: of === 'spend' ? chance.pick([1, 100, 480, 1000, 3000, 9000]) : chance.int(1, 4),
        window: someWindow(chance, isInCampaign),
        amountMinor: chance.pick(small),
        ...chance.perhaps(0.4, () => ({ repeat: chance.pick(['once', 'each']) })),
      };
    }
    default: {
      const unit = () => ({ per: 'unit', ...chance.perhaps(0.6, () => ({ maxUnits: chance.int(1, 4) })) });
      return { kind: 'fixed', amountMinor: chance.pick(small), ...chance.perhaps(0.5, unit) };
    }
  }
}
