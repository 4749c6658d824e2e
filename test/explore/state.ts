import type { Run } from './run.ts';
import type { Store } from './tiny-store.ts';

/** Where a function is: not started, dead, or at a run. */
export type Place = Run | 'waiting' | 'dead';

/** Everything that can matter later. */
export type State = {
  readonly store: Store;
  readonly tick: number;
  readonly places: readonly Place[];
  /** Of each started function, a bit for every function that had its answer before this one started. */
  readonly earlier: readonly number[];
  /** Calls whose writes may still land. */
  readonly flying: readonly number[];
  readonly faults: number;
};

const notStarted = 0;
const dead = 1;
const firstRun = 2;

/** A state in as few characters as possible: millions of them are remembered. */
export function textOf({ store, tick, places, earlier, flying, faults }: State): string {
  const numbers = [store.id, tick, faults, ...earlier];
  for (const place of places) {
    numbers.push(place === 'waiting' ? notStarted : place === 'dead' ? dead : place.id + firstRun);
  }
  let text = '';
  for (const number of [...numbers, ...flying]) {
    // Two of 15 bits each, the first marked, when one is not enough.
    if (number >= 0x8000) text += String.fromCharCode(0x8000 | (number >> 15));
    text += String.fromCharCode(number & 0x7fff);
  }
  return text;
}
