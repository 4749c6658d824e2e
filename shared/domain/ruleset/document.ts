import * as z from 'zod';
import * as field from './field.ts';
import { GroupSchema, groupsOf } from './group.ts';
import { type Rule, RuleSchema } from './rule.ts';
import { type Scope, ScopeSchema, setsOf } from './scope.ts';
import { AccrualBase, PendingSchema, RedeemOverride, SettingsSchema, Tax } from './settings.ts';

const { isDistinct, Label, Name, PartyId } = field;
const categoriesMax = 1_000;
const basedOnMax = 1_000_000_000;
const hasAtMost = (max: number) => (entries: object) => Object.keys(entries).length <= max;
const tooMany = { params: { code: 'too-many' } };

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
    /** Caps are not read yet: a document that counts on one must not be published without it. */
    caps: z.array(z.unknown()).max(0).default([]),
  })
  .superRefine((document, context) => {
    const refuse = (path: (string | number)[], code: string) =>
      context.addIssue({ code: 'custom', path, params: { code } });
    const groups = groupsOf(document.groups);
    const checkSets = (scope: Scope, path: (string | number)[]) => {
      if (setsOf(scope).some((set) => !Object.hasOwn(document.sets, set))) refuse([...path, 'set'], 'unknown-set');
    };
    if (!isDistinct(document.rules.map(({ id }) => id))) refuse(['rules'], 'repeated');
    for (const [at, rule] of document.rules.entries()) {
      checkSets(rule.scope, ['rules', at, 'scope']);
      if (!groups.has(rule.group)) refuse(['rules', at, 'group'], 'unknown-group');
      checkMultiplied(rule, groups, (code) => refuse(['rules', at, 'effect', 'group'], code));
    }
    for (const [at, { scope }] of document.exclusions.entries()) checkSets(scope, ['exclusions', at, 'scope']);
    for (const [asset, scope] of Object.entries(document.settings.acceptance)) {
      checkSets(scope, ['settings', 'acceptance', asset]);
    }
  });

/** A factor applies to a group that is decided before. */
function checkMultiplied(rule: Rule, groups: ReturnType<typeof groupsOf>, refuse: (code: string) => void): void {
  if (rule.effect.kind !== 'multiply') return;
  const [own, multiplied] = [groups.get(rule.group), groups.get(rule.effect.group)];
  if (!multiplied) refuse('unknown-group');
  else if (own && multiplied.order >= own.order) refuse('group-not-earlier');
}

export type RulesetDocument = z.infer<typeof rulesetDocument>;

/** Version 0, in force from the beginning: nothing is earned, value is spent by the default settings. */
export const emptyRuleset: RulesetDocument = rulesetDocument.parse({ name: 'Empty' });
