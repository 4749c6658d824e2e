import * as z from 'zod';
import { DisplayName } from '../display-name.ts';
import { because, type FieldCode } from '../field-code.ts';
import type { Instant } from '../instant.ts';
import { wholeBps } from '../money.ts';
import { InstantText } from '../rfc3339.ts';
import { CampaignCapSchema, limitMax } from './cap.ts';
import { AssetName, capsMax, isDistinct, Name, rulesMax, variantsMax } from './field.ts';
import { FunderSchema } from './funder.ts';
import { CampaignRuleSchema, type Rule, refuseAtEnrolment } from './rule.ts';

const Rules = z.array(CampaignRuleSchema).max(rulesMax);

/** What some of the members get more than the campaign's own rules; one without rules is the control (A/B, S5-10). */
const VariantSchema = z.strictObject({
  id: Name,
  shareBps: z.int().min(0).max(wholeBps),
  rules: Rules,
});
export type Variant = z.infer<typeof VariantSchema>;

/** Rules with dates, a funder and a budget (api.md §3 Campaigns), in force in [startsAt, endsAt). */
export const CampaignSchema = z
  .strictObject({
    name: DisplayName,
    startsAt: InstantText,
    endsAt: InstantText,
    funder: FunderSchema,
    asset: AssetName.default('cashback'),
    /** What all its rules of its asset give at most: a cap per `all`, window `campaign`. */
    budgetMinor: z.int().min(1).max(limitMax).optional(),
    /** Its rules need the member's opt-in, unless one asks for an opt-in itself (S4-10). */
    optIn: z.boolean().default(false),
    variants: z.array(VariantSchema).min(1).max(variantsMax).optional(),
    rules: Rules.default([]),
    caps: z.array(CampaignCapSchema).max(capsMax).default([]),
  })
  .superRefine((campaign, context) => {
    const refuse = (path: (string | number)[], code: FieldCode) =>
      context.addIssue({ code: 'custom', path, ...because(code) });
    if (campaign.endsAt <= campaign.startsAt) refuse(['endsAt'], 'before-start');
    const { variants = [] } = campaign;
    if (variants.length > 0 && variants.reduce((sum, { shareBps }) => sum + shareBps, 0) !== wholeBps) {
      refuse(['variants'], 'shares-not-whole');
    }
    if (!isDistinct(variants.map(({ id }) => id))) refuse(['variants'], 'repeated');
    // Variants exclude each other, so two of them may have a rule of one name; a member never sees it twice.
    for (const ids of [[], ...variants.map(({ rules }) => rules)]) {
      const seen = [...campaign.rules, ...ids].map(({ id }) => id);
      if (!isDistinct(seen)) refuse(['rules'], 'repeated');
    }
    for (const { rule, path } of rulesIn(campaign)) {
      refuseAtEnrolment(rule, context, path);
      if (campaign.optIn && rule.on === 'enrolment') refuse([...path, 'on'], 'not-allowed');
    }
  });
export type Campaign = z.infer<typeof CampaignSchema>;

/** A campaign as a version of the ruleset holds it; a cancelled one gives nothing. */
export type PublishedCampaign = {
  readonly id: string;
  readonly campaign: Campaign;
  readonly cancelledAt: Instant | null;
};

type CampaignBody = Pick<Campaign, 'funder' | 'asset' | 'variants' | 'rules'>;

/** Every rule of a campaign with what it inherits; `variantId` '' for those that all members get. */
export function rulesIn(
  campaign: CampaignBody,
): readonly { readonly rule: Rule; readonly variantId: string; readonly path: (string | number)[] }[] {
  const { funder, asset, rules, variants = [] } = campaign;
  return [
    ...rules.map((rule, at) => ({ rule: { funder, asset, ...rule }, variantId: '', path: ['rules', at] })),
    ...variants.flatMap((variant, nth) =>
      variant.rules.map((rule, at) => ({
        rule: { funder, asset, ...rule },
        variantId: variant.id,
        path: ['variants', nth, 'rules', at],
      })),
    ),
  ];
}
