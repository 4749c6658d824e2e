/** Chance that can be had again: everything drawn follows from the seed (mulberry32). */
export type Chance = {
  /** In [0, 1). */
  next(): number;
  /** From low to high, both included. */
  int(low: number, high: number): number;
  yes(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** So many draws of `make`, from low to high. */
  some<T>(low: number, high: number, make: (at: number) => T): T[];
  /** Some of the list, at least one, in the list's order. */
  few<T>(list: readonly T[]): T[];
  /** The fields, each kept with its own probability. */
  perhaps<T extends object>(probability: number, fields: () => T): Partial<T>;
};

export function chanceFrom(seed: number): Chance {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  const yes = (probability: number) => next() < probability;
  const pick = <T>(list: readonly T[]) => list[int(0, list.length - 1)]!;
  const some = <T>(low: number, high: number, make: (at: number) => T) =>
    Array.from({ length: int(low, high) }, (_, at) => make(at));
  return {
    next,
    int,
    yes,
    pick,
    some,
    few: (list) => {
      const kept = list.filter(() => yes(0.4));
      return kept.length > 0 ? kept : [pick(list)];
    },
    perhaps: (probability, fields) => (yes(probability) ? fields() : {}),
  };
}
