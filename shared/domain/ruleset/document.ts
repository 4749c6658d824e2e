import * as z from 'zod';
import { assets } from '../asset.ts';
import { Condition } from '../condition/catalogue.ts';
import { Effect, effectKinds } from '../effect/catalogue.ts';
import { wholeBps } from '../money.ts';
import { Scope } from './scope.ts';
import { ExpiryRule, MerchantSettings, Pending, Settings } from './settings.ts';

const rulesMax = 500;
const conditionsMax = 10;
const groupsMax = 50;
const setsMax = 100;
const setMax = 5_000;
const slug = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$/);

const Payer = z.union([
  z.literal('merchant'),
  z.literal('operator'),
  z.strictObject({ merchant: slug }),
  z.strictObject({ sponsor: slug }),
]);
const Funder = z.union([
  Payer.transform((who) => [{ who, shareBps: wholeBps }]),
  z
    .array(z.strictObject({ who: Payer, shareBps: z.int().min(1).max(wholeBps) }))
    .min(1)
    .max(10)
    .refine((shares) => shares.reduce((sum, share) => sum + share.shareBps, 0) === wholeBps, {
      params: { code: 'shares-not-whole' },
    }),
]);
export type Funder = z.output<typeof Funder>;

export const Rule = z.strictObject({
  id: slug,
  on: z.enum(['purchase', 'enrolment']).default('purchase'),
  scope: Scope.prefault({}),
  when: z.array(Condition).max(conditionsMax).default([]),
  effect: Effect,
  asset: z.enum(assets).default('cashback'),
  group: slug.default('base'),
  priority: z.int().min(-1_000).max(1_000).default(0),
  funder: Funder.prefault('merchant'),
  credit: Pending.optional(),
  expiry: ExpiryRule.optional(),
});
export type Rule = z.output<typeof Rule>;

const Group = z.strictObject({
  order: z.int().min(0).max(1_000),
  stacking: z.enum(['mostSpecific', 'best', 'sum', 'exclusive']),
});
export type Group = z.output<typeof Group>;

/** Groups that need no declaration (rules-grammar "groups"). */
export const defaultGroups: Readonly<Record<string, Group>> = {
  base: { order: 0, stacking: 'mostSpecific' },
  boost: { order: 10, stacking: 'sum' },
  combo: { order: 20, stacking: 'best' },
  welcome: { order: 30, stacking: 'sum' },
  challenge: { order: 40, stacking: 'sum' },
};

/**
 * The document that decides every amount (rules-grammar.md). What this version of the engine does not know, unknown
 * kinds, caps, is refused here, never ignored.
 */
export const RulesetDocument = z
  .strictObject({
    name: z.string().min(1).max(120),
    basedOn: z.int().min(0).optional(),
    settings: Settings.prefault({}),
    merchants: z.record(slug, MerchantSettings).default({}),
    sets: z
      .record(slug, z.array(z.string().max(64)).max(setMax))
      .default({})
      .refine((sets) => Object.keys(sets).length <= setsMax),
    rules: z.array(Rule).max(rulesMax).default([]),
    groups: z
      .record(slug, Group)
      .default({})
      .refine((groups) => Object.keys(groups).length <= groupsMax),
    exclusions: z
      .array(z.strictObject({ scope: Scope }))
      .max(rulesMax)
      .default([]),
    caps: z.array(z.never()).default([]),
  })
  .superRefine(({ rules, groups, sets }, context) => {
    const seen = new Set<string>();
    rules.forEach((rule, at) => {
      const fault = (path: string, code: string) =>
        context.addIssue({ code: 'custom', path: ['rules', at, path], params: { code } });
      if (seen.has(rule.id)) fault('id', 'repeated');
      seen.add(rule.id);
      if (!Object.hasOwn(groups, rule.group) && !Object.hasOwn(defaultGroups, rule.group))
        fault('group', 'unknown-group');
      if (rule.scope.set?.some((name) => !Object.hasOwn(sets, name))) fault('scope', 'unknown-set');
      if (rule.on !== 'enrolment') return;
      if (effectKinds.get(rule.effect.kind)?.of !== 'receipt') fault('effect', 'not-allowed');
      if (Object.values(rule.scope).some((value) => value !== undefined)) fault('scope', 'not-allowed');
      if (rule.funder.some(({ who }) => who === 'merchant')) fault('funder', 'required');
    });
  });
export type RulesetDocument = z.output<typeof RulesetDocument>;

/** Version 0: in force from the beginning, gives nothing. */
export const emptyRuleset: RulesetDocument = RulesetDocument.parse({ name: 'empty' });
