import * as z from 'zod';
import { earlierVisit } from '../ruleset/earlier-visit.ts';
import { ScopeSchema } from '../ruleset/scope.ts';
import { condition, negated } from './condition.ts';

const hoursMax = 24 * 366;

/** Holds after an earlier purchase elsewhere: cinema, then restaurant (S1-19). */
export const after = condition({
  kind: 'after',
  schema: z.strictObject({
    kind: z.literal('after'),
    not: negated,
    scope: ScopeSchema,
    withinHours: z.int().min(1).max(hoursMax).optional(),
    sameDay: z.boolean().default(false),
    once: z.boolean().default(true),
  }),
  atEnrolment: false,
  looksAt: ({ scope }) => [scope],
  compile: (fields, compiling) => earlierVisit(fields, compiling),
  explain: {
    en: 'after a purchase[ {scope:scope}][ at most {withinHours:hours} before][{sameDay?} on the same day][{once?}, which counts once]',
    fr: 'après un achat[ {scope:scope}][ fait au plus {withinHours:hours} avant][{sameDay?} le même jour][{once?}, qui ne compte qu’une fois]',
  },
});
