import * as z from 'zod';
import { because } from '../field-code.ts';
import { CapSchema } from './cap.ts';
import { faultsIn } from './check.ts';
import * as field from './field.ts';
import { GroupSchema } from './group.ts';
import { RuleSchema } from './rule.ts';
import { ScopeSchema } from './scope.ts';
import { AccrualBase, PendingSchema, RedeemOverride, SettingsSchema, Tax } from './settings.ts';

const { Label, Name, PartyId } = field;
const categoriesMax = 1_000;
const basedOnMax = 1_000_000_000;
const hasAtMost = (max: number) => (entries: object) => Object.keys(entries).length <= max;
const tooMany = because('too-many');

const MerchantOverride = z.strictObject({
  accrualBase: AccrualBase.optional(),
  tax: Tax.optional(),
  redeem: RedeemOverride.optional(),
  pending: PendingSchema.optional(),
  /** The till's own category codes → categories of the ruleset. */
  categories: z.record(Label, Label).refine(hasAtMost(categoriesMax), tooMany).optional(),
});

/** Everything that decides an amount (rules-grammar.md). What this reader does not know it refuses. */
export const rulesetDocument = z
  .strictObject({
    name: z.string().trim().min(1).max(120),
    basedOn: z.union([z.int().min(0).max(basedOnMax), Name]).optional(),
    settings: SettingsSchema.prefault({}),
    merchants: z.record(PartyId, MerchantOverride).refine(hasAtMost(field.merchantsMax), tooMany).default({}),
    sets: z.record(Name, z.array(Label).max(field.setSkusMax)).refine(hasAtMost(field.setsMax), tooMany).default({}),
    rules: z.array(RuleSchema).max(field.rulesMax).default([]),
    groups: z.record(Name, GroupSchema).refine(hasAtMost(field.groupsMax), tooMany).default({}),
    exclusions: z
      .array(z.strictObject({ scope: ScopeSchema }))
      .max(field.exclusionsMax)
      .default([]),
    caps: z.array(CapSchema).max(field.capsMax).prefault([]),
  })
  .superRefine((document, context) => {
    for (const { path, code } of faultsIn(document))
      context.addIssue({ code: 'custom', path: [...path], ...because(code) });
  });

export type RulesetDocument = z.infer<typeof rulesetDocument>;

/** Version 0, in force from the beginning: nothing is earned, value is spent by the default settings. */
export const emptyDocument = { name: 'Empty' };
export const emptyRuleset: RulesetDocument = rulesetDocument.parse(emptyDocument);
