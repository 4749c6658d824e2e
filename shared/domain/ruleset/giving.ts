import type { Credit } from '../effects.ts';
import type { Instant } from '../instant.ts';
import type { Availability } from '../lot.ts';
import type { Counter, RememberedGiving } from './counter.ts';
import { merchantsIn, namesWith, payerIn } from './progress.ts';
import { periodOfName } from './slot.ts';
import type { Verdict } from './verdict.ts';

/** A threshold's reward as its counter remembers it: where it was earned, by which entry, and what became of it. */
export type Giving = {
  readonly merchantId: string;
  readonly sequence: number;
  readonly lotId: string;
  /** All that was given, what paid a debt included. */
  readonly amountMinor: number;
  readonly repaidMinor: number;
  /** How often the target was crossed for it. */
  readonly times: number;
  /** When it goes back to who gave it if the event of its purchase has not come; 0 when it does not. */
  readonly lapsesAt: Instant;
};

/** Rewards that a counter remembers of a period; of older ones it knows only what all of them came to. */
export const givingsMax = 6;

/**
 * Written as `:<slug>/<sequence>/<lot>/<amount>/<repaid>/<times>/<lapses at>`, numbers in base 36, 0 as nothing; until
 * engine 2, and after a merge, as `:<slug>`.
 */
export const textOf = ({ merchantId, sequence, lotId, amountMinor, repaidMinor, times, lapsesAt }: Giving): string => {
  const figures = [amountMinor, repaidMinor, times, lapsesAt].map((value) => (value === 0 ? '' : value.toString(36)));
  return `:${[merchantId, sequence.toString(36), lotId, ...figures].join('/')}`.replace(/\/+$/, '');
};

/** When a lot goes back to who gave it unless an event comes; 0 for one that does not. */
export const lapsesAtOf = ({ availability }: { readonly availability: Availability }): Instant =>
  availability.kind === 'event' && availability.otherwise === 'cancel' ? availability.at : 0;

/** A giving as what goes with it is told; when it can be spent as far as its counter knows, it may have come due since. */
export const asRemembered = ({ sequence, lotId, repaidMinor, lapsesAt }: Giving): RememberedGiving => ({
  ...{ sequence, lotId, repaidMinor },
  availability: lapsesAt > 0 ? { kind: 'event', at: lapsesAt, otherwise: 'cancel' } : { kind: 'available' },
});

/** The rewards of a period that a counter remembers, the oldest first. */
export function givingsIn(names: readonly string[], period: number): Giving[] {
  return payerIn(names, period).flatMap((name) => {
    const [merchantId = '', at, lotId, ...figures] = name.slice(1).split('/');
    if (lotId === undefined) return [];
    const numbers = figures.map((text) => Number.parseInt(text || '0', 36));
    const [amountMinor = 0, repaidMinor = 0, times = 0, lapsesAt = 0] = numbers;
    return [{ merchantId, sequence: Number.parseInt(at!, 36), lotId, amountMinor, repaidMinor, times, lapsesAt }];
  });
}

/** All rewards that counters remember. */
export const givingsOf = (counters: readonly Counter[]): Giving[] =>
  counters.flatMap(({ names }) => [...new Set(names.map(periodOfName))].flatMap((period) => givingsIn(names, period)));

/** Who sold what the last reward was given for. */
export const lastPayerIn = (names: readonly string[], period: number): string | undefined =>
  payerIn(names, period).at(-1)?.slice(1).split('/')[0];

/** The names of a counter with other givings in a period; the last payer stays known when none of them is left. */
export function withGivings(names: readonly string[], period: number, givings: readonly Giving[]): string[] {
  const payer = lastPayerIn(names, period);
  const texts = givings.slice(-givingsMax).map(textOf);
  const told = texts.length > 0 || payer === undefined ? texts : [`:${payer}`];
  return namesWith(names, period, merchantsIn(names, period), told);
}

/** The counters after a purchase, those of thresholds with what they have given it. */
export function rememberGivings(
  { counters, awards, uses }: Pick<Verdict, 'counters' | 'awards' | 'uses'>,
  before: readonly Counter[],
  credits: readonly Credit[],
  { sequence, merchantId }: { readonly sequence: number; readonly merchantId: string },
): Counter[] {
  return counters.map((counter) => {
    const use = uses.find(({ key }) => key === counter.key);
    const award = awards.find(({ counterKey }) => counterKey === counter.key);
    const times = use?.crossed ?? 0;
    if (!use || times === 0) return counter;
    const credit = award && credits.find(({ ruleId, asset }) => ruleId === award.ruleId && asset === award.asset);
    const known = givingsIn(before.find(({ key }) => key === counter.key)?.names ?? [], use.period);
    const givings = [...known, { merchantId, sequence, times, ...givenBy(credit) }];
    return { ...counter, names: withGivings(counter.names, use.period, givings) };
  });
}

/** A cap may have left nothing of it: then it goes with nothing too. */
function givenBy(credit: Credit | undefined): Omit<Giving, 'merchantId' | 'sequence' | 'times'> {
  if (!credit) return { lotId: '', amountMinor: 0, repaidMinor: 0, lapsesAt: 0 };
  const { lotId, repaidMinor } = credit;
  return { lotId, amountMinor: credit.amountMinor + repaidMinor, repaidMinor, lapsesAt: lapsesAtOf(credit) };
}
