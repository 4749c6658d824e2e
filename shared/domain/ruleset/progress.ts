import { shortHash, type Window } from './cap.ts';
import { periodOf } from './period.ts';
import type { ReadLine, Situation } from './situation.ts';
import { cellOf, namedIn, periodOfName, withSlot } from './slot.ts';
import { type Compiling, lifeOf } from './watch.ts';

/** Distinct merchants that one period tells apart; those beyond are not counted. */
export const merchantsMax = 50;

type Threshold = {
  readonly of: 'spend' | 'quantity' | 'purchases' | 'merchants';
  readonly target: number;
  readonly window: Window;
  readonly repeat: 'once' | 'each';
};

export const thresholdKeyOf = (ruleId: string, { of, window }: Pick<Threshold, 'of' | 'window'>): string =>
  `t${shortHash(JSON.stringify([ruleId, of, window]))}`;

/**
 * Counts towards a threshold in the wallet: cells [progress, given] a period. `given` is what its rewards came to after
 * caps: a return that brings progress below the target takes it back. Visited merchants are named `<slug>/<purchases>`,
 * and the one that paid for the last reward `:<slug>`.
 * @returns how often a purchase crosses the target, with the rule's lines
 */
export function progressOf(threshold: Threshold, compiling: Compiling) {
  const { of, window } = threshold;
  const { index, ruleId, watches } = compiling;
  const key = thresholdKeyOf(ruleId, threshold);
  const { until, isOver } = lifeOf(window, compiling);
  const periodAt = (situation: Situation) =>
    window === 'ever' || window === 'campaign' ? 0 : periodOf(window, situation.local.day);
  const timesAt = timesOf(threshold);

  function addedBy(lines: readonly ReadLine[], situation: Situation, period: number): number {
    if (of === 'purchases') return 1;
    if (of === 'spend') return lines.reduce((sum, { baseMinor }) => sum + baseMinor, 0);
    if (of === 'quantity') return lines.reduce((sum, { pieces }) => sum + pieces, 0);
    const visited = merchantsIn(situation.memory.counters.get(key)?.names ?? [], period);
    return visited.has(situation.merchantId) || visited.size >= merchantsMax ? 0 : 1;
  }

  watches.set(key, {
    key,
    threshold: { index, target: threshold.target, window, timesAt },
    after: ({ situation, held, linesOf, givenMinor }) => {
      if (!held(index)) return null;
      const { memory, merchantId, occurredAt } = situation;
      const counter = memory.counters.get(key);
      const period = periodAt(situation);
      const added = addedBy(linesOf(index), situation, period);
      const given = givenMinor(index);
      const names = [
        ...(of === 'merchants' ? visitsWith(counter?.names ?? [], period, merchantId) : []),
        ...(given > 0 ? [`:${merchantId}`] : payerIn(counter?.names ?? [], period)),
      ].map((name) => namedIn(period, name));
      if (added === 0 && given === 0 && of !== 'merchants') return null;
      const before = cellOf(counter, period);
      const cells = [before + added, cellOf(counter, period, 1) + given];
      return {
        counter: withSlot(counter, { key, period, cells, names }, until(period), isOver(occurredAt)),
        use: {
          key,
          kind: 'threshold',
          period,
          added: [added, given],
          names: of === 'merchants' ? [merchantId] : [],
          crossed: timesAt(before + added) - timesAt(before),
        },
      };
    },
  });

  return (lines: readonly ReadLine[], situation: Situation): number => {
    const period = periodAt(situation);
    const before = cellOf(situation.memory.counters.get(key), period);
    return timesAt(before + addedBy(lines, situation, period)) - timesAt(before);
  };
}

const timesOf =
  ({ target, repeat }: Threshold) =>
  (progress: number): number =>
    repeat === 'each' ? Math.floor(progress / target) : progress >= target ? 1 : 0;

const inPeriod = (names: readonly string[], period: number): string[] => {
  const start = namedIn(period, '');
  return names.filter((name) => name.startsWith(start)).map((name) => name.slice(start.length));
};

/** Merchants visited in a period, with how many purchases. */
export function merchantsIn(names: readonly string[], period: number): Map<string, number> {
  const visits = inPeriod(names, period).filter((name) => !name.startsWith(':'));
  return new Map(visits.map((name) => [name.slice(0, name.indexOf('/')), Number(name.slice(name.indexOf('/') + 1))]));
}
export const namesOf = (visits: ReadonlyMap<string, number>): string[] =>
  [...visits].filter(([, count]) => count > 0).map(([slug, count]) => `${slug}/${count}`);

/** The names of a counter, those of a period anew: the visits to merchants, and who paid. */
export const namesWith = (
  names: readonly string[],
  period: number,
  visits: ReadonlyMap<string, number>,
  payer: readonly string[],
): string[] => [
  ...names.filter((name) => periodOfName(name) !== period),
  ...[...namesOf(visits), ...payer].map((name) => namedIn(period, name)),
];

function visitsWith(names: readonly string[], period: number, merchantId: string): string[] {
  const visits = merchantsIn(names, period);
  if (visits.has(merchantId) || visits.size < merchantsMax) visits.set(merchantId, (visits.get(merchantId) ?? 0) + 1);
  return namesOf(visits);
}

/** Who funded the last reward of a period as its selling merchant, as it is written. */
export const payerIn = (names: readonly string[], period: number): string[] =>
  inPeriod(names, period).filter((name) => name.startsWith(':'));
