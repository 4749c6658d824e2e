import { shortHash, type Window } from './cap.ts';
import { periodOf } from './period.ts';
import { canonicalScope, type Scope } from './scope.ts';
import type { Situation } from './situation.ts';
import { cellOf, withSlot } from './slot.ts';
import { type Compiling, isEverywhere, lifeOf, visits, type Watch } from './watch.ts';

/**
 * Counts the member's purchases in a scope and window; gives which of them this one is, null when it is none of them or
 * nobody knows. Everywhere and for ever the wallet always knows. Elsewhere a count for ever is known for wallets whose first
 * purchase came under a version that counts: its counter is made there, with 0 when the purchase was elsewhere.
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

  const watch: Watch = {
    key,
    after: ({ situation }) => {
      if (!isCounted(situation)) return null;
      const { memory, occurredAt } = situation;
      const counter = memory.counters.get(key);
      const added = wasThere(situation) ? 1 : 0;
      const begins = window === 'ever' && counter === undefined;
      if (begins ? memory.purchaseCount > 0 : added === 0) return null;
      const period = periodAt(situation);
      const cells = [cellOf(counter, period) + added];
      return {
        counter: withSlot(counter, { key, period, cells }, until(period), isOver(occurredAt)),
        use: { key, kind: 'visit', period, added: [added], names: [] },
      };
    },
  };
  watches.set(key, watch);
  return (situation) => {
    if (!wasThere(situation)) return null;
    const counter = situation.memory.counters.get(key);
    if (window === 'ever' && counter === undefined && situation.memory.purchaseCount > 0) return null;
    return cellOf(counter, periodAt(situation)) + 1;
  };
}
