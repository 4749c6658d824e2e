import { expect } from 'vitest';

/** A history is plain data, so that it can be made shorter. */
type History = { readonly deeds: readonly unknown[] };
type Live<T> = (one: T, seen?: (what: string) => void) => void;

/** What is searched: histories of as many seeds, each lived through; `linesMax` of a fault's story are told. */
type Search<T> = {
  readonly cases: number;
  readonly firstSeed: number;
  readonly someCase: (seed: number) => T;
  readonly live: Live<T>;
  readonly linesMax: number;
};

/** Lives random histories and fails with the first that goes wrong, made as short as it will go. Returns what was seen. */
export function search<T extends History>({ cases, firstSeed, someCase, live, linesMax }: Search<T>) {
  const seen = new Map<string, number>();
  const faultOf = (one: T, see?: (what: string) => void) => faultIn(live, one, linesMax, see);
  for (let seed = firstSeed; seed < firstSeed + cases; seed += 1) {
    const one = someCase(seed);
    const wrong = faultOf(one, (what) => seen.set(what, (seen.get(what) ?? 0) + 1));
    if (wrong === null) continue;
    const least = shortest(one, (less) => faultOf(less) !== null);
    expect.fail(`seed ${seed}: ${wrong}\n${JSON.stringify(least)}\n${faultOf(least)}`);
  }
  return seen;
}

function faultIn<T>(live: Live<T>, one: T, linesMax: number, seen?: (what: string) => void): string | null {
  try {
    live(one, seen);
    return null;
  } catch (fault) {
    return (fault as Error).stack!.split('\n').slice(0, linesMax).join('\n');
  }
}

/** The same fault with as few deeds as will do. */
function shortest<T extends History>(one: T, fails: (less: T) => boolean): T {
  for (let at = 0; at < one.deeds.length; at += 1) {
    const less = { ...one, deeds: one.deeds.toSpliced(at, 1) };
    if (fails(less)) return shortest(less, fails);
  }
  return one;
}
