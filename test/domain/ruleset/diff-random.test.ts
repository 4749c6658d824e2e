import { describe, expect, test } from 'vitest';
import type * as z from 'zod';
import { CampaignSchema } from '../../../shared/domain/ruleset/campaign.ts';
import { campaignsAsThings } from '../../../shared/domain/ruleset/diff/campaigns.ts';
import { type Difference, differencesOf } from '../../../shared/domain/ruleset/diff/diff.ts';
import { merchantsAsThings } from '../../../shared/domain/ruleset/diff/merchants.ts';
import { groupsAsThings, rulesAsThings } from '../../../shared/domain/ruleset/diff/rules.ts';
import { settingsAsThings } from '../../../shared/domain/ruleset/diff/settings.ts';
import type { Thing } from '../../../shared/domain/ruleset/diff/thing.ts';
import { rulesetDocument } from '../../../shared/domain/ruleset/document.ts';
import { GroupSchema } from '../../../shared/domain/ruleset/group.ts';
import { RuleSchema } from '../../../shared/domain/ruleset/rule.ts';
import { SettingsSchema } from '../../../shared/domain/ruleset/settings.ts';
import { languages } from '../../../shared/domain/words/language.ts';
import { someCase } from '../../oracle/random/case.ts';
import { speaking } from '../words/speaking.ts';
import { rate } from './deciding.ts';
import { campaignOf, versionOf } from './diffing.ts';

function someVersion(seed: number) {
  const { document, campaigns } = someCase(seed);
  return {
    document: rulesetDocument.parse(document),
    campaigns: campaigns.map(({ campaign, ...rest }) => ({ ...rest, campaign: CampaignSchema.parse(campaign) })),
  };
}

describe('whatever two versions say', () => {
  /** Names of parts that are things of their own, and what only tells where a document comes from. */
  const apart = ['id', 'name', 'basedOn', 'rules', 'caps'];
  const shapeOf = (schema: unknown) => Object.keys((schema as z.ZodObject).shape).filter((key) => !apart.includes(key));
  const compared = (things: readonly Thing[]) =>
    new Set(things.flatMap(({ facts }) => facts.map(({ field }) => field.split('.')[0]!)));

  test('every field of the grammar is compared', () => {
    const say = speaking('en');
    const { shape } = rulesetDocument;
    const version = versionOf({ merchants: { deco: { categories: { R12: 'fuel' } } }, rules: [rate('one', 200)] }, [
      campaignOf({}),
    ]);
    expect(shapeOf(RuleSchema).filter((key) => !compared(rulesAsThings(version, say)).has(key))).toEqual([]);
    expect(shapeOf(CampaignSchema).filter((key) => !compared(campaignsAsThings(version, say)).has(key))).toEqual([]);
    expect(shapeOf(SettingsSchema).filter((key) => !compared(settingsAsThings(version, say)).has(key))).toEqual([]);
    const override = shape.merchants.unwrap().valueType;
    expect(shapeOf(override).filter((key) => !compared(merchantsAsThings(version, say)).has(key))).toEqual([]);
    expect(shapeOf(GroupSchema).filter((key) => !compared(groupsAsThings(version, say)).has(key))).toEqual([]);
    expect(shapeOf(rulesetDocument)).toEqual(['settings', 'merchants', 'sets', 'groups', 'exclusions']);
  });

  test('they differ one way as the other, a version never from itself, and all in words', () => {
    const kinds = new Set<string>();
    const seeds = 60;
    for (let seed = 1; seed <= seeds; seed += 1) {
      const one = someVersion(seed);
      const other = someVersion(seed + seeds);
      for (const language of languages) {
        const say = speaking(language);
        expect(differencesOf(one, one, say)).toEqual({ told: [], leftOut: 0 });
        const [there, back] = [differencesOf(one, other, say).told, differencesOf(other, one, say).told];
        const turned = { added: 'removed', removed: 'added', changed: 'changed' } as const;
        const named = ({ part, campaignId, id, fields }: Difference, change: string) =>
          [part, change, campaignId, id, ...fields.toSorted()].join(' ');
        // What goes with a campaign is told only when it comes.
        const isOwn = ({ part, campaignId }: Difference) => part === 'campaign' || campaignId === '';
        expect(
          back
            .filter(isOwn)
            .map((one) => named(one, one.change))
            .sort(),
          `seed ${seed}`,
        ).toEqual(
          there
            .filter(isOwn)
            .map((one) => named(one, turned[one.change]))
            .sort(),
        );
        expect(there.length).toBeGreaterThan(0);
        for (const { part, change, detail } of there) {
          kinds.add(`${part} ${change}`);
          expect(detail).not.toMatch(/[{}[\]]|undefined|null|object|NaN/);
        }
      }
    }
    // Random documents have the same sets and groups, and no cap twice.
    const both = (part: string) => [`${part} added`, `${part} removed`];
    const every = (part: string) => [...both(part), `${part} changed`];
    const met = ['campaign', 'rule', 'merchant'].flatMap(every);
    expect([...kinds].sort()).toEqual(
      [...met, ...['cap', 'exclusion'].flatMap(both), 'group changed', 'setting changed'].sort(),
    );
  });
});
