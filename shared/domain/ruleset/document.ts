import * as z from 'zod';
import {
  exclusionsMax,
  groupsMax,
  Label,
  merchantsMax,
  Name,
  PartyId,
  rulesMax,
  setSkusMax,
  setsMax,
} from './field.ts';
import { GroupSchema, groupsOf } from './group.ts';
import { RuleSchema } from './rule.ts';
import { ScopeSchema, setsOf } from './scope.ts';
import { MerchantSettings, Settings } from './settings.ts';

const isAtMost = (most: number) => (record: object) => Object.keys(record).length <= most;

/**
 * The document that decides every amount (rules-grammar.md). What this version of the engine does not know, other
 * kinds of condition or effect, caps, is refused here and never ignored.
 */
export const RulesetDocument = z
  .strictObject({
    name: z.string().min(1).max(120),
    basedOn: z.int().min(0).optional(),
    settings: Settings.prefault({}),
    merchants: z.record(PartyId, MerchantSettings).default({}).refine(isAtMost(merchantsMax)),
    sets: z.record(Name, z.array(Label).max(setSkusMax)).default({}).refine(isAtMost(setsMax)),
    rules: z.array(RuleSchema).max(rulesMax).default([]),
    groups: z.record(Name, GroupSchema).default({}).refine(isAtMost(groupsMax)),
    exclusions: z
      .array(z.strictObject({ scope: ScopeSchema }))
      .max(exclusionsMax)
      .default([]),
    caps: z.array(z.never()).default([]),
  })
  .superRefine(({ rules, groups, sets }, context) => {
    const seen = new Set<string>();
    const known = groupsOf(groups);
    rules.forEach((rule, at) => {
      const fault = (path: string[], code: string) =>
        context.addIssue({ code: 'custom', path: ['rules', at, ...path], params: { code } });
      if (seen.has(rule.id)) fault(['id'], 'repeated');
      seen.add(rule.id);
      if (!known.has(rule.group)) fault(['group'], 'unknown-group');
      if (setsOf(rule.scope).some((name) => !Object.hasOwn(sets, name))) fault(['scope', 'set'], 'unknown-set');
      if (rule.effect.kind !== 'multiply') return;
      const earlier = known.get(rule.effect.group);
      if (!earlier) fault(['effect', 'group'], 'unknown-group');
      else if (earlier.order >= (known.get(rule.group)?.order ?? 0)) fault(['effect', 'group'], 'not-earlier');
    });
  });
export type RulesetDocument = z.output<typeof RulesetDocument>;

/** Version 0: in force from the beginning, gives nothing. */
export const emptyRuleset: RulesetDocument = RulesetDocument.parse({ name: 'empty' });
