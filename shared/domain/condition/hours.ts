import * as z from 'zod';
import { because } from '../field-code.ts';
import { dayBefore, minuteOfDay, weekdays } from '../local-time.ts';
import { isDistinct } from '../ruleset/field.ts';
import { condition, negated } from './condition.ts';

const From = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);
const To = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/);

/**
 * Holds in the hours of the week, from included, to excluded, by the local clock (S1-18, off-peak).
 * Hours that pass midnight belong to the day they start on: Friday 22:00 to 02:00 holds on Saturday at 01:00.
 */
export const hours = condition({
  kind: 'hours',
  schema: z.strictObject({
    kind: z.literal('hours'),
    not: negated,
    days: z.array(z.enum(weekdays)).min(1).max(7).refine(isDistinct, because('repeated')).optional(),
    from: From.default('00:00'),
    to: To.default('24:00'),
  }),
  atEnrolment: true,
  compile: ({ days = weekdays, from, to }) => {
    const [start, end] = [minuteOfDay(from), minuteOfDay(to)];
    if (start < end) {
      return ({ local: { weekday, minute } }) => start <= minute && minute < end && days.includes(weekday);
    }
    return ({ local: { weekday, minute } }) =>
      (start <= minute && days.includes(weekday)) || (minute < end && days.includes(dayBefore(weekday)));
  },
  explain: {
    en: '[on {days:weekdays} ]between {from:time} and {to:time}',
    fr: '[{days:weekdays} ]entre {from:time} et {to:time}',
  },
});
