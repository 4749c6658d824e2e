import * as z from 'zod';
import type { Fault } from '../condition/condition.ts';
import type { Compiling } from '../ruleset/watch.ts';
import type { EffectKind, Giving } from './effect.ts';
import { fixed } from './fixed.ts';
import { multiply } from './multiply.ts';
import { points } from './points.ts';
import { rate } from './rate.ts';
import { threshold } from './threshold.ts';

/** The catalogue: what a rule can give. A kind that is not here is refused with the document. */
export const effects = { rate, points, fixed, multiply, threshold } as const;

export const EffectSchema = z.discriminatedUnion('kind', [
  rate.schema,
  points.schema,
  fixed.schema,
  multiply.schema,
  threshold.schema,
]);
export type Effect = z.infer<typeof EffectSchema>;

// The kind picks the file whose fields these are; TypeScript cannot follow it there.
const kindOf = ({ kind }: Effect) => effects[kind] as unknown as EffectKind<z.ZodType<Effect>>;

export const compileEffect = (fields: Effect, compiling: Compiling): Giving =>
  kindOf(fields).compile(fields, compiling);
export const competesBy = (fields: Effect): 'line' | 'receipt' => kindOf(fields).competesBy(fields);
export const givesAtEnrolment = (fields: Effect): boolean => kindOf(fields).atEnrolment(fields);
/** What is wrong with an effect in a rule that is of no campaign. */
export const effectOutsideCampaign = (fields: Effect): readonly Fault[] =>
  kindOf(fields).outsideCampaign?.(fields) ?? [];
