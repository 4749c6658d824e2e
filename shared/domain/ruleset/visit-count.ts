import { shortHash, type Window } from './cap.ts';
import type { Counter } from './counter.ts';
import { isAfterGap } from './gap.ts';
import { periodOf } from './period.ts';
import { canonicalScope, type Scope } from './scope.ts';
import type { Situation } from './situation.ts';
import { cellOf, withSlot } from './slot.ts';
import { type Compiling, isEverywhere, lifeOf, visits, type Watch } from './watch.ts';

/**
 * Counts the member's purchases in a scope and window; gives which of them this one is, null when it is none of them or
 * nobody knows. Everywhere and for ever the wallet always knows. Elsewhere a count for ever is known for wallets whose first
 * purchase came under a version that counts: its counter is made there, with 0 when the purchase was elsewhere. After
 * purchases that no version counted it is known no more, and a period's begins anew.
 */
export function visitCount(
  scope: Scope,
  window: Window,
  compiling: Compiling,
): (situation: Situation) => number | null {
  if (window === 'ever' && isEverywhere(scope)) return ({ memory }) => memory.purchaseCount + 1;
  const { campaign, watches, sets } = compiling;
  const key = `n${shortHash(JSON.stringify([canonicalScope(scope), window, window === 'campaign' ? campaign!.id : '']))}`;
  const wasThere = visits(scope, sets);
  const { until, isOver } = lifeOf(window, compiling);
  const periodAt = (situation: Situation) =>
    window === 'ever' || window === 'campaign' ? 0 : periodOf(window, situation.local.day);
  const isCounted = ({ occurredAt }: Situation) =>
    window !== 'campaign' || (campaign!.startsAt <= occurredAt && occurredAt < campaign!.endsAt);

  const knownOf = (stored: Counter | undefined, period: number, { occurredAt }: Situation) =>
    stored && isAfterGap(stored, period, occurredAt) ? undefined : stored;

  const watch: Watch = {
    key,
    after: ({ situation }) => {
      if (!isCounted(situation)) return null;
      const { memory, occurredAt } = situation;
      const added = wasThere(situation) ? 1 : 0;
      if (window !== 'ever' && added === 0) return null;
      const stored = memory.counters.get(key);
      const period = periodAt(situation);
      const known = knownOf(stored, period, situation);
      const begins = window === 'ever' && known === undefined;
      if (begins ? memory.purchaseCount > 0 : added === 0) return null;
      const slot = { key, period, cells: [cellOf(known, period) + added], ...(known ? {} : { names: [] }) };
      return {
        counter: withSlot(stored, slot, until(period), isOver(occurredAt)),
        use: { key, kind: 'visit', period, added: [added], names: [] },
      };
    },
  };
  watches.set(key, watch);
  return (situation) => {
    if (!wasThere(situation)) return null;
    const period = periodAt(situation);
    const known = knownOf(situation.memory.counters.get(key), period, situation);
    if (window === 'ever' && known === undefined && situation.memory.purchaseCount > 0) return null;
    return cellOf(known, period) + 1;
  };
}
