import * as z from 'zod';
import { because, unlessWrong } from '../field-code.ts';
import { dateOf, dayOf } from '../local-time.ts';
import { condition, negated } from './condition.ts';

const LocalDate = z
  .string()
  .regex(/^2\d{3}-\d{2}-\d{2}$/)
  .refine((date) => Number.isFinite(dayOf(date)) && dateOf(dayOf(date)) === date, unlessWrong('not-a-date'));

/** Holds on local dates from the first to the last, both included (S1-17, A17). */
export const dates = condition({
  kind: 'dates',
  schema: z
    .strictObject({
      kind: z.literal('dates'),
      not: negated,
      from: LocalDate.optional(),
      to: LocalDate.optional(),
    })
    .refine(({ from, to }) => from !== undefined || to !== undefined, { path: ['from'], ...because('required') })
    .refine(({ from, to }) => !from || !to || from <= to, { path: ['to'], ...unlessWrong('before-from') }),
  atEnrolment: true,
  compile: ({ from, to }) => {
    const first = from === undefined ? -Infinity : dayOf(from);
    const last = to === undefined ? Infinity : dayOf(to);
    return ({ local: { day } }) => first <= day && day <= last;
  },
  explain: {
    en: '[from {from:date} to {to:date}][{!to?}from {from:date} on][{!from?}until {to:date}]',
    fr: '[du {from:date} au {to:date}][{!to?}à partir du {from:date}][{!from?}jusqu’au {to:date}]',
  },
});
