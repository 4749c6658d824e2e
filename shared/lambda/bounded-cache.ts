import type { Instant } from '../domain/instant.ts';

/** Values kept for a while, the longest unused going first when there are too many. Times are the machine's. */
export type BoundedCache<V> = {
  get(key: string, now: Instant): V | undefined;
  set(key: string, value: V, now: Instant): void;
  delete(key: string): void;
};

export function boundedCache<V>(liveMs: number, entriesMax: number): BoundedCache<V> {
  const kept = new Map<string, { value: V; until: Instant }>();
  return {
    get(key, now) {
      const found = kept.get(key);
      if (!found) return undefined;
      kept.delete(key);
      if (found.until <= now) return undefined;
      kept.set(key, found);
      return found.value;
    },
    set(key, value, now) {
      kept.delete(key);
      kept.set(key, { value, until: now + liveMs });
      if (kept.size > entriesMax) kept.delete(kept.keys().next().value!);
    },
    delete(key) {
      kept.delete(key);
    },
  };
}
