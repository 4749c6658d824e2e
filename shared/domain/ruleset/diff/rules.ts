import type { Condition } from '../../condition/conditions.ts';
import * as texts from '../../words/diff-texts.ts';
import type { Say } from '../../words/say.ts';
import { ruleText } from '../../words/texts.ts';
import { groupsOf } from '../group.ts';
import { type PlannedRule, planRules } from '../plan.ts';
import { canonicalScope } from '../scope.ts';
import { funderFact, sayLifetime, sayPending, scopeFact } from './terms.ts';
import type { Fact, Thing } from './thing.ts';
import type { ToldVersion } from './version.ts';

/** The rules of a version, the campaigns' under the names that explanations give them. */
export const rulesAsThings = ({ document, campaigns }: ToldVersion, say: Say): Thing[] =>
  planRules(document, campaigns).map(({ rule, campaign }) => ({
    part: 'rule',
    id: rule.id,
    campaignId: campaign?.id ?? '',
    name: say.text(ruleText, {
      id: campaign ? rule.id.slice(campaign.id.length + 1) : rule.id,
      ...(campaign ? { campaignId: campaign.id } : {}),
    }),
    facts: factsOf(rule, say),
  }));

function factsOf(rule: PlannedRule['rule'], say: Say): Fact[] {
  const { on, scope, when, effect, asset, group, priority, funder, credit, expiry } = rule;
  const byDefault = say.text(texts.byDefaultText);
  return [
    { field: 'effect', value: effect, said: say.effect(effect, { asset }) },
    { field: 'asset', value: asset, said: say.text(texts.assetText, { asset }), isPlain: asset === 'cashback' },
    scopeFact(scope, say),
    { field: 'on', value: on, said: say.text(texts.onTexts[on]), isPlain: on === 'purchase' },
    {
      field: 'when',
      value: unordered(when.map(canonical)),
      said: say.text(texts.whenText, { when: when.map(say.condition) }),
      isPlain: when.length === 0,
    },
    { field: 'group', value: group, said: say.text(texts.inGroupText, { group }) },
    { field: 'priority', value: priority, said: say.text(texts.priorityText, { priority }), isPlain: priority === 0 },
    funderFact(funder, say),
    {
      field: 'credit',
      value: credit ?? null,
      label: say.text(texts.creditLabel),
      said: credit ? sayPending(credit, say) : byDefault,
      isPlain: !credit,
    },
    {
      field: 'expiry',
      value: expiry ?? null,
      label: say.text(texts.lifetimeLabel),
      said: expiry ? sayLifetime(expiry, say) : byDefault,
      isPlain: !expiry,
    },
  ];
}

/** A condition whose lists are in one order: in none of them it means anything. A name alone is a list of one. */
function canonical(condition: Condition): unknown {
  if (condition.kind === 'any') return { ...condition, of: unordered(condition.of.map(canonical)) };
  if ('scope' in condition) return { ...condition, scope: canonicalScope(condition.scope) };
  if ('in' in condition) return { ...condition, in: unordered(condition.in) };
  return 'days' in condition && Array.isArray(condition.days)
    ? { ...condition, days: unordered(condition.days) }
    : condition;
}

/** What a list holds, each once, whatever its order. */
const unordered = (list: readonly unknown[]): readonly string[] =>
  [...new Set(list.map((each) => JSON.stringify(each)))].sort();

/** How rules meet, also in groups that need no declaration. */
export const groupsAsThings = ({ document }: ToldVersion, say: Say): Thing[] =>
  [...groupsOf(document.groups)].map(([id, { order, stacking }]) => ({
    part: 'group',
    id,
    campaignId: '',
    name: say.quoted(id),
    facts: [
      { field: 'stacking', value: stacking, said: say.text(texts.stackingTexts[stacking]) },
      { field: 'order', value: order, said: say.text(texts.orderText, { order }) },
    ],
  }));
