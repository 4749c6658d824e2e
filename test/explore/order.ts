import { type Ending, type Request, shapeOf } from './program.ts';
import type { Store } from './tiny-store.ts';
import type { World } from './world.ts';

/**
 * What one function was told, when its clock could have been read, and whose answers it came after. One that died or
 * was told to come again may have done its request or not: it has no ending.
 */
export type Told = {
  /** The function, −1 for a request that was decided when it was repeated at the end. */
  readonly of: number;
  readonly request: Request;
  readonly skewMs: number;
  readonly ending: Ending | undefined;
  /** Refused, and since then its key has gone to another body: only its refusal is to be explained. */
  readonly isOvertaken: boolean;
  readonly from: number;
  readonly to: number;
  readonly after: number;
};

/**
 * Whether some order of the requests, each alone and whole, gives these answers and comes to such a store; who had its
 * answer before another started goes before it. The code, alone, says what each would be told.
 */
export async function isExplained(
  world: World,
  first: Store,
  told: readonly Told[],
  isLast: (store: Store) => boolean,
): Promise<boolean> {
  const hidden = world.scenario.budgetMinor !== undefined;
  const everyone = (1 << told.length) - 1;
  const optional = told.reduce((mask, { ending }, at) => (ending ? mask : mask | (1 << at)), 0);
  const tried = new Set<string>();
  const goesFirst = told.map(({ after }) =>
    told.reduce((mask, { of }, at) => (of >= 0 && (after >> of) & 1 ? mask | (1 << at) : mask), 0),
  );

  async function reaches(store: Store, done: number): Promise<boolean> {
    if ((done | optional) === everyone && isLast(store)) return true;
    const text = `${store.id} ${done}`;
    if (tried.has(text)) return false;
    tried.add(text);
    for (const [at, { request, skewMs, ending, isOvertaken, from, to }] of told.entries()) {
      if ((done >> at) & 1 || (goesFirst[at]! & ~done) !== 0) continue;
      for (let tick = from; tick <= to; tick += 1) {
        const next = await world.alone(store, request, tick, 'alone', skewMs);
        if (ending && shapeOf(next.ending, hidden) !== shapeOf(ending, hidden)) continue;
        if (await reaches(isOvertaken ? store : next.store, done | (1 << at))) return true;
      }
    }
    return false;
  }
  return reaches(first, 0);
}
