import * as z from 'zod';
import type { Given, Part } from './effect.ts';
import { fixed } from './fixed.ts';
import { multiply } from './multiply.ts';
import { points } from './points.ts';
import { rate } from './rate.ts';

/** The catalogue: what a rule can give. A kind that is not here is refused with the document. */
export const effects = { rate, points, fixed, multiply } as const;

export const EffectSchema = z.discriminatedUnion('kind', [rate.schema, points.schema, fixed.schema, multiply.schema]);
export type Effect = z.infer<typeof EffectSchema>;

// In both, the kind picks the file whose fields these are; TypeScript cannot follow it there.
export function gives(fields: Effect, given: Given): readonly Part[] {
  return (effects[fields.kind].gives as (fields: Effect, given: Given) => readonly Part[])(fields, given);
}

export function competesBy(fields: Effect): 'line' | 'receipt' {
  return (effects[fields.kind].competesBy as (fields: Effect) => 'line' | 'receipt')(fields);
}
