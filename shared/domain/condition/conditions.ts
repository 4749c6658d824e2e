import * as z from 'zod';
import { basket } from './basket.ts';
import { channel } from './channel.ts';
import type { Situation } from './condition.ts';
import { dates } from './dates.ts';
import { hours } from './hours.ts';

/** The catalogue: what a rule can depend on. A kind that is not here is refused with the document. */
export const conditions = { dates, hours, channel, basket } as const;

export const ConditionSchema = z.discriminatedUnion('kind', [
  dates.schema,
  hours.schema,
  channel.schema,
  basket.schema,
]);
export type Condition = z.infer<typeof ConditionSchema>;

export function holds(fields: Condition, situation: Situation): boolean {
  // The kind picks the file whose fields these are; TypeScript cannot follow it there.
  const check = conditions[fields.kind].holds as (fields: Condition, situation: Situation) => boolean;
  return check(fields, situation) !== fields.not;
}
