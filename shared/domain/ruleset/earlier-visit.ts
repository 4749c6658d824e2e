import { aheadMaxMs, hourMs, type Instant } from '../instant.ts';
import { shortHash } from './cap.ts';
import { canonicalScope, type Scope } from './scope.ts';
import type { Situation } from './situation.ts';
import { type Compiling, isEverywhere, visits } from './watch.ts';

/** Earlier purchases remembered for one rule; older ones are forgotten first. */
export const visitsMax = 8;
/** The longest local day: the clock is set back. */
const dayMaxMs = 25 * hourMs;

export type Earlier = {
  readonly scope: Scope;
  readonly withinHours?: number | undefined;
  readonly sameDay: boolean;
  readonly once: boolean;
};

/**
 * Whether the member bought in a scope before, near enough. With `once` each earlier purchase serves one reward of the
 * rule, the oldest that still counts first.
 */
export function earlierVisit(earlier: Earlier, compiling: Compiling): (situation: Situation) => boolean {
  const { scope, withinHours, sameDay, once } = earlier;
  const { watches, sets, ruleId, index, lateLimitMs } = compiling;
  const withinMs = withinHours === undefined ? Number.POSITIVE_INFINITY : withinHours * hourMs;
  const counts = (at: Instant, { occurredAt, local, time }: Situation) =>
    at <= occurredAt && occurredAt - at <= withinMs && (!sameDay || time.read(at).day === local.day);

  const counted = [canonicalScope(scope), withinHours ?? null, sameDay, once ? ruleId : null];
  const key = `a${shortHash(JSON.stringify(counted))}`;
  const wasThere = visits(scope, sets);
  const reachMs = Math.min(withinMs, sameDay ? dayMaxMs : Number.POSITIVE_INFINITY);
  // A purchase just so long ago still counts, and one may be posted so late.
  const untilOf = (last: Instant) => (reachMs === Number.POSITIVE_INFINITY ? null : last + reachMs + lateLimitMs + 1);
  watches.set(key, {
    key,
    untilOf,
    after: ({ situation, givenMinor }) => {
      const counter = situation.memory.counters.get(key);
      const before = counter?.values ?? [];
      const served = once && givenMinor(index) > 0 ? before.find((at) => counts(at, situation)) : undefined;
      const isThere = wasThere(situation);
      if (served === undefined && !isThere) return null;
      const { occurredAt } = situation;
      const rest = before.filter((_, nth) => nth !== before.indexOf(served!));
      const times = [...rest, ...(isThere ? [occurredAt] : [])]
        .filter((at) => at + reachMs + lateLimitMs + aheadMaxMs >= occurredAt)
        .sort((a, b) => a - b)
        .slice(-visitsMax);
      const use = {
        key,
        kind: 'visit' as const,
        period: 0,
        added: isThere ? [occurredAt] : [],
        names: [],
        served: served === undefined ? [] : [served],
      };
      return { counter: { key, until: untilOf(times.at(-1) ?? occurredAt), values: times, names: [] }, use };
    },
  });
  const isKnown = (situation: Situation) =>
    (situation.memory.counters.get(key)?.values ?? []).some((at) => counts(at, situation));
  if (once || !isEverywhere(scope)) return isKnown;
  // Wallets know their first and last purchase also from before this was watched.
  return (situation) =>
    isKnown(situation) ||
    [situation.memory.lastPurchaseAt, situation.memory.firstPurchaseAt].some(
      (at) => at !== null && counts(at, situation),
    );
}
