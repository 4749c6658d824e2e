import * as z from 'zod';
import { dayMs } from '../instant.ts';
import { daysMax } from '../ruleset/field.ts';
import { lastVisit } from '../ruleset/last-visit.ts';
import { ScopeSchema } from '../ruleset/scope.ts';
import { condition, negated } from './condition.ts';

/** Holds for members who have bought in a scope, but not for so many times 24 hours (S3-10, S3-11 reactivation). */
export const absent = condition({
  kind: 'absent',
  schema: z.strictObject({
    kind: z.literal('absent'),
    not: negated,
    days: z.int().min(1).max(daysMax),
    scope: ScopeSchema.default({}),
  }),
  atEnrolment: false,
  looksAt: ({ scope }) => [scope],
  compile: ({ days, scope }, compiling) => {
    const last = lastVisit(scope, compiling);
    return (situation) => {
      const at = last(situation);
      return at !== null && situation.occurredAt - at >= days * dayMs;
    };
  },
  explain: {
    en: 'on coming back after {days:days} without a purchase[ {scope:scope}]',
    fr: 'au retour après {days:days} sans achat[ {scope:scope}]',
  },
});
