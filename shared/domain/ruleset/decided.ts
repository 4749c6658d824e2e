import type { Explanation, Verdict } from './verdict.ts';

/** A verdict that is explained when someone asks: most decisions are not. */
export class Decided implements Verdict {
  readonly awards: Verdict['awards'];
  readonly counters: Verdict['counters'];
  readonly uses: Verdict['uses'];
  readonly limits: Verdict['limits'];
  readonly variants: Verdict['variants'];
  readonly #explain: () => Explanation;
  #told: Explanation | undefined;

  constructor(decided: Omit<Verdict, 'explanation'>, explain: () => Explanation) {
    this.awards = decided.awards;
    this.counters = decided.counters;
    this.uses = decided.uses;
    this.limits = decided.limits;
    this.variants = decided.variants;
    this.#explain = explain;
  }

  get explanation(): Explanation {
    this.#told ??= this.#explain();
    return this.#told;
  }
}
