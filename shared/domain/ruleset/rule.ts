import * as z from 'zod';
import { ConditionSchema, conditions } from '../condition/conditions.ts';
import { competesBy, EffectSchema } from '../effect/effects.ts';
import { AssetName, conditionsMax, Name } from './field.ts';
import { FunderSchema, namesSellingMerchant } from './funder.ts';
import { ScopeSchema } from './scope.ts';
import { ExpirySchema, PendingSchema } from './settings.ts';

const priorityMax = 1_000;

/** A rule: where, when, what, and who pays (rules-grammar.md "Rule"). */
export const RuleSchema = z
  .strictObject({
    id: Name,
    on: z.enum(['purchase', 'enrolment']).default('purchase'),
    scope: ScopeSchema.default({}),
    when: z.array(ConditionSchema).max(conditionsMax).default([]),
    effect: EffectSchema,
    asset: AssetName.default('cashback'),
    group: Name.default('base'),
    priority: z.int().min(-priorityMax).max(priorityMax).default(0),
    funder: FunderSchema.default('merchant'),
    credit: PendingSchema.optional(),
    expiry: ExpirySchema.optional(),
  })
  .superRefine((rule, context) => {
    if (rule.on === 'purchase') return;
    const refuse = (path: (string | number)[], code: string) =>
      context.addIssue({ code: 'custom', path, params: { code } });
    if (Object.keys(rule.scope).length > 0) refuse(['scope'], 'not-for-enrolment');
    if (competesBy(rule.effect) === 'line') refuse(['effect', 'kind'], 'not-for-enrolment');
    if (namesSellingMerchant(rule.funder)) refuse(['funder'], 'not-for-enrolment');
    for (const [at, { kind }] of rule.when.entries()) {
      if (!conditions[kind].atEnrolment) refuse(['when', at, 'kind'], 'not-for-enrolment');
    }
  });
export type Rule = z.infer<typeof RuleSchema>;
