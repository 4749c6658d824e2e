import { aheadMaxMs, type Instant } from '../instant.ts';
import type { LocalTime } from '../local-time.ts';
import type { CapUnit, Window } from './cap.ts';
import type { Counter, CounterUse } from './counter.ts';
import type { CompiledRule } from './decide.ts';
import { isSold } from './earning.ts';
import { periodEnd } from './period.ts';
import { compileScope, looksAtLines, type Scope, type Sets } from './scope.ts';
import type { ReadLine, Situation } from './situation.ts';

/** What a decision came to, as counters see it; rules by their index in the version. */
export type Outcome = {
  readonly situation: Situation;
  /** Whether scope and conditions held, also of a threshold that is not reached yet. */
  readonly held: (rule: number) => boolean;
  /** The earning lines in the rule's scope. */
  readonly linesOf: (rule: number) => readonly ReadLine[];
  /** What the rule gives after caps. */
  readonly givenMinor: (rule: number) => number;
  /** What it has given besides that stays: caps count it too. */
  readonly stayingMinor: (rule: number) => number;
};

/** Something that wallets count because a rule or cap of the version looks at it: one watch a counter. */
export type Watch = {
  readonly key: string;
  /** For a threshold: its rule, and how often a progress has reached the target. */
  readonly threshold?: {
    readonly index: number;
    readonly target: number;
    readonly window: Window;
    readonly timesAt: (progress: number) => number;
  };
  /** For a cap: what it covers, and in what it counts. */
  readonly cap?: {
    readonly ruleIds: readonly string[];
    readonly unit: CapUnit;
    readonly window: Window;
    readonly until: (period: number) => Instant | null;
  };
  /** For earlier purchases: when a counter leaves the state whose latest is this one. */
  readonly untilOf?: (last: Instant) => Instant | null;
  /** The counter after a purchase and what the purchase added to it; null when it stays as it is. */
  readonly after: (outcome: Outcome) => { readonly counter: Counter; readonly use: CounterUse | null } | null;
};

/** What counters need of a version: its rules by index, and what wallets count for them. */
export type Watched = { readonly rules: readonly CompiledRule[]; readonly watches: ReadonlyMap<string, Watch> };

/** The rule whose threshold a counter counts for. */
export const ruleCounting = ({ rules, watches }: Watched, { key }: Pick<CounterUse, 'key'>) =>
  rules[watches.get(key)?.threshold?.index ?? -1]?.rule;

/** The campaign that a rule or cap is of, in force in [startsAt, endsAt). */
export type Running = { readonly id: string; readonly startsAt: Instant; readonly endsAt: Instant };

/** What kinds compile with: the place of their rule, and where they say what they count. */
export type Compiling = {
  /** The rule's index in the version. */
  readonly index: number;
  readonly ruleId: string;
  readonly campaign: Running | null;
  readonly sets: Sets;
  readonly time: LocalTime;
  readonly lateLimitMs: number;
  readonly watches: Map<string, Watch>;
};

/** How long a counter of a window lives: to the period's end, and as long as late sales may come. */
export function lifeOf(
  window: Window,
  { time, lateLimitMs, campaign }: Pick<Compiling, 'time' | 'lateLimitMs' | 'campaign'>,
) {
  const endsAt = campaign?.endsAt ?? null;
  const ends = new Map<number, Instant | null>();
  const until = (period: number): Instant | null => {
    let end = ends.get(period);
    if (end === undefined) {
      end = periodEnd(window, period, time, endsAt);
      if (ends.size === endsMax) ends.clear();
      ends.set(period, end);
    }
    return end === null ? null : end + lateLimitMs;
  };
  return {
    until,
    /** Over for every sale that may still come, as seen from one that occurred now. */
    isOver: (now: Instant) => (period: number) => {
      const last = until(period);
      return last !== null && last + aheadMaxMs <= now;
    },
  };
}
/** Ends of periods kept; a year of days. */
const endsMax = 400;

export const noLine = { sku: '', brand: '', category: '', attributes: [] };

/** Whether a purchase was there: one of its lines that may earn matches, or the place when the scope looks at no line. */
export function visits(scope: Scope, sets: Sets): (situation: Situation) => boolean {
  const matches = compileScope(scope, sets);
  if (!looksAtLines(scope)) return (situation) => matches(noLine, situation);
  return (situation) => situation.lines.some((read) => isSold(read) && matches(read.line, situation));
}

export const isEverywhere = (scope: Scope): boolean => Object.keys(scope).length === 0;
