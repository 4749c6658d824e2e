import type { Condition } from '../../condition/conditions.ts';
import { dayOf, localTimeIn } from '../../local-time.ts';
import type { Rule } from '../rule.ts';
import type { Linted } from './finding.ts';

/** Local days (since 1970-01-01) from the first to the last, both included; none when the last comes before the first. */
export type Days = { readonly first: number; readonly last: number };

export const commonTo = (a: Days, b: Days): Days => ({
  first: Math.max(a.first, b.first),
  last: Math.min(a.last, b.last),
});
export const isNone = ({ first, last }: Days): boolean => last < first;

/** Days of a condition that names dates; what is turned round names no days that follow each other. */
export const daysOf = (condition: Condition): Days | undefined =>
  condition.kind === 'dates' && !condition.not
    ? {
        first: condition.from === undefined ? Number.NEGATIVE_INFINITY : dayOf(condition.from),
        last: condition.to === undefined ? Number.POSITIVE_INFINITY : dayOf(condition.to),
      }
    : undefined;

/** Days on which something is or will be in force; of a campaign that is over, those that it had. */
export function daysInForce({ document, campaign, now }: Pick<Linted, 'document' | 'campaign' | 'now'>): Days {
  const { read } = localTimeIn(document.settings.timeZone);
  if (!campaign) return { first: read(now).day, last: Number.POSITIVE_INFINITY };
  const { startsAt, endsAt } = campaign;
  return { first: read(endsAt > now ? Math.max(now, startsAt) : startsAt).day, last: read(endsAt - 1).day };
}

/** Days on which a rule may hold from now on, as far as the dates tell that it asks for. */
export const daysLeft = ({ when }: Rule, { inForce }: Linted): Days =>
  when.reduce((days, condition) => commonTo(days, daysOf(condition) ?? days), inForce);
