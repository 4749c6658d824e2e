import type { Instant } from '../instant.ts';
import { shortHash } from './cap.ts';
import { isAfterGap } from './gap.ts';
import { canonicalScope, type Scope } from './scope.ts';
import type { Situation } from './situation.ts';
import { type Compiling, isEverywhere, visits } from './watch.ts';

/** When the member last bought in a scope, null when never as far as the wallet knows, or when it cannot know. */
export function lastVisit(scope: Scope, { watches, sets }: Compiling): (situation: Situation) => Instant | null {
  if (isEverywhere(scope)) return ({ memory }) => memory.lastPurchaseAt;
  const key = `l${shortHash(JSON.stringify(canonicalScope(scope)))}`;
  const wasThere = visits(scope, sets);
  watches.set(key, {
    key,
    after: ({ situation }) => {
      const { memory, occurredAt } = situation;
      const counter = memory.counters.get(key);
      if (!wasThere(situation) || (counter && counter.values[0]! >= occurredAt)) return null;
      const names = counter && !isAfterGap(counter, 0, occurredAt) ? counter.names : [];
      return { counter: { key, until: null, values: [occurredAt], names }, use: null };
    },
  });
  return ({ memory, occurredAt }) => {
    const counter = memory.counters.get(key);
    return counter && !isAfterGap(counter, 0, occurredAt) ? counter.values[0]! : null;
  };
}
