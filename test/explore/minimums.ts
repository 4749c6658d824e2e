import type { PublishedVersion } from '../../shared/domain/publication.ts';
import type { Code } from './code.ts';
import { timeAt } from './run.ts';

/** Two versions that differ in the least that may be spent; the second begins between the first two ticks. */
export function minimumsOf(code: Code) {
  const begins = (timeAt(0) + timeAt(1)) / 2;
  const rulesOf = (version: number, minAmountMinor: number) => {
    const settings = { redeem: { minBasketMinor: 0, minAmountMinor, maxShareBps: 10_000 } };
    return code.ruleset.compileRuleset(version, { name: `from ${minAmountMinor} on`, rules: [], settings });
  };
  const [low, high] = [1, 40];
  const turns = {
    lowered: [rulesOf(3, high), rulesOf(4, low)],
    raised: [rulesOf(3, low), rulesOf(4, high)],
  } as const;
  const second: PublishedVersion = {
    version: 4,
    rulesetId: 'rs_a',
    cause: 'ruleset',
    campaignId: '',
    effectiveFrom: begins,
    publishedAt: begins - code.publication.leadMs,
    publishedBy: 'op',
    reason: '',
    basedOn: null,
    withdrawnAt: null,
  };
  return {
    /** As shared/store/rulesets-in-force.ts. */
    deciding: (minimum: keyof typeof turns, now: number) => ({
      rules: turns[minimum][now < begins ? 0 : 1],
      turning: code.publication.isTurning([second], null, now),
    }),
  };
}
