import * as z from 'zod';
import { choicesMax, FactId } from '../ruleset/field.ts';
import { condition, negated } from './condition.ts';

/** Holds for members of one of the audiences, as they were when the purchase was recorded (S1-24, S4-11). */
export const audience = condition({
  kind: 'audience',
  schema: z.strictObject({
    kind: z.literal('audience'),
    not: negated,
    in: z.array(FactId).min(1).max(choicesMax),
  }),
  atEnrolment: false,
  compile:
    ({ in: wanted }) =>
    ({ memory }) =>
      wanted.some((id) => memory.audiences.has(id)),
  explain: {
    en: 'for [members of {in:or}][{!in?}certain members]',
    fr: 'pour [les membres de {in:or}][{!in?}certains membres]',
  },
});
