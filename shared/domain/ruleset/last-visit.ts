import type { Instant } from '../instant.ts';
import { shortHash } from './cap.ts';
import { canonicalScope, type Scope } from './scope.ts';
import type { Situation } from './situation.ts';
import { type Compiling, isEverywhere, visits } from './watch.ts';

/** When the member last bought in a scope, null when never as far as the wallet knows. */
export function lastVisit(scope: Scope, { watches, sets }: Compiling): (situation: Situation) => Instant | null {
  if (isEverywhere(scope)) return ({ memory }) => memory.lastPurchaseAt;
  const key = `l${shortHash(JSON.stringify(canonicalScope(scope)))}`;
  const wasThere = visits(scope, sets);
  watches.set(key, {
    key,
    after: ({ situation }) => {
      const [last] = situation.memory.counters.get(key)?.values ?? [];
      if (!wasThere(situation) || (last !== undefined && last >= situation.occurredAt)) return null;
      return { counter: { key, until: null, values: [situation.occurredAt], names: [] }, use: null };
    },
  });
  return ({ memory }) => memory.counters.get(key)?.values[0] ?? null;
}
