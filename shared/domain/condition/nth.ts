import * as z from 'zod';
import { type Window, windows } from '../ruleset/cap.ts';
import { ScopeSchema } from '../ruleset/scope.ts';
import { visitCount } from '../ruleset/visit-count.ts';
import { condition, negated } from './condition.ts';

const nMax = 10_000;
/** `ever` first: it is the default. */
const choices = ['ever', ...windows.filter((window) => window !== 'ever')] as [Window, ...Window[]];

/**
 * Holds for the member's nth purchase in a scope and window, or for every nth; 1 is the first (S3-11 "new members",
 * S3-06). A count for ever that began after the wallet's first purchase is not known, so it does not hold.
 */
export const nth = condition({
  kind: 'nth',
  schema: z.strictObject({
    kind: z.literal('nth'),
    not: negated,
    n: z.int().min(1).max(nMax),
    every: z.boolean().default(false),
    window: z.enum(choices).default('ever'),
    scope: ScopeSchema.default({}),
  }),
  atEnrolment: false,
  looksAt: ({ scope }) => [scope],
  outsideCampaign: ({ window }) => (window === 'campaign' ? [{ path: ['window'], code: 'not-allowed' }] : []),
  compile: ({ n, every, window, scope }, compiling) => {
    const countAt = visitCount(scope, window, compiling);
    return (situation) => {
      const count = countAt(situation);
      return count !== null && (every ? count % n === 0 : count === n);
    };
  },
  explain: {
    en: 'on [{!every?}the][{every?}every] {n:ordinal} purchase[ {scope:scope}] {window:window}',
    fr: '[{!every?}au][{every?}à chaque] {n:ordinal} achat[ {scope:scope}] {window:window}',
  },
});
