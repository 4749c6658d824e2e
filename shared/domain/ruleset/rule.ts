import * as z from 'zod';
import { ConditionSchema, isForEnrolment } from '../condition/conditions.ts';
import { EffectSchema, givesAtEnrolment } from '../effect/effects.ts';
import { because } from '../field-code.ts';
import { AssetName, conditionsMax, Name } from './field.ts';
import { FunderSchema, namesSellingMerchant } from './funder.ts';
import { ScopeSchema } from './scope.ts';
import { ExpirySchema, PendingSchema } from './settings.ts';

const priorityMax = 1_000;

const fields = {
  id: Name,
  on: z.enum(['purchase', 'enrolment']).default('purchase'),
  scope: ScopeSchema.default({}),
  when: z.array(ConditionSchema).max(conditionsMax).default([]),
  effect: EffectSchema,
  group: Name.default('base'),
  priority: z.int().min(-priorityMax).max(priorityMax).default(0),
  credit: PendingSchema.optional(),
  expiry: ExpirySchema.optional(),
};

/** A rule: where, when, what, and who pays (rules-grammar.md "Rule"). */
export const RuleSchema = z
  .strictObject({ ...fields, asset: AssetName.default('cashback'), funder: FunderSchema.default('merchant') })
  .superRefine(refuseAtEnrolment);
export type Rule = z.infer<typeof RuleSchema>;

/** A campaign's rule: asset and funder are the campaign's unless it names its own. */
export const CampaignRuleSchema = z.strictObject({
  ...fields,
  asset: AssetName.optional(),
  funder: FunderSchema.optional(),
});
export type CampaignRule = z.infer<typeof CampaignRuleSchema>;

/** At enrolment there is no basket and no merchant: rules that need one are refused. */
export function refuseAtEnrolment(rule: Rule, context: z.RefinementCtx, at: (string | number)[] = []): void {
  if (rule.on === 'purchase') return;
  const refuse = (...path: (string | number)[]) =>
    context.addIssue({ code: 'custom', path: [...at, ...path], ...because('not-for-enrolment') });
  if (Object.keys(rule.scope).length > 0) refuse('scope');
  if (!givesAtEnrolment(rule.effect)) refuse('effect', 'kind');
  if (namesSellingMerchant(rule.funder)) refuse('funder');
  for (const [place, condition] of rule.when.entries()) {
    if (!isForEnrolment(condition)) refuse('when', place, 'kind');
  }
}
