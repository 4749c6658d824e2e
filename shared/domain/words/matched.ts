import { wholeBps } from '../money.ts';
import type { RuleExplained } from '../ruleset/verdict.ts';
import { sayFunding, sayLimit } from './limit.ts';
import type { Say } from './say.ts';
import { briefText, groupTexts, matchedText, reasonTexts, rejectedText, roundingText, ruleText } from './texts.ts';
import type { SpokenVersion } from './version.ts';

/** What a rule is called; to a merchant by its id, as it stands in the explanation. */
export function sayRule(id: string, { rules }: SpokenVersion, say: Say): string {
  const planned = rules.get(id);
  if (!planned?.campaign || say.discreetTo !== null) return say.text(ruleText, { id });
  return say.text(ruleText, { id: id.slice(id.lastIndexOf('/') + 1), campaignId: planned.campaign.id });
}

/** A rule that matched: what it gave and who pays; or the cap that took it whole. */
export function sayMatched(told: RuleExplained, version: SpokenVersion, say: Say): string {
  const { id, group, asset = 'cashback', amountMinor = 0, wantedMinor = amountMinor, baseMinor = 0 } = told;
  const planned = version.rules.get(id);
  const rule = sayRule(id, version, say);
  // Without its group a merchant is told the rule in brief (discretion.ts), and so here.
  if (group === undefined || !planned) {
    const own = told.funding?.[0];
    const share = own && own.amountMinor > 0 ? { ownMinor: own.amountMinor, who: own.who } : {};
    return say.text(briefText, { rule, amountMinor, asset, ...share });
  }
  const limit = sayLimit(told.capId, asset, version, say);
  if (told.reason === 'cap' || told.reason === 'budget') {
    return say.text(rejectedText, { rule, why: say.text(reasonTexts[told.reason], { limit }) });
  }
  const { effect, scope, when } = planned.rule;
  return say.text(matchedText, {
    ...(planned.campaign ? { campaignId: planned.campaign.id } : {}),
    what: say.effect(effect, { asset, baseMinor }),
    scope: say.scope(scope),
    when: when.map(say.condition),
    amountMinor,
    asset,
    ...(amountMinor < wantedMinor ? { wantedMinor, limit } : {}),
    funding: sayFunding(told, say),
  });
}

type Told = readonly RuleExplained[];
const distinct = <T>(items: readonly T[]) => [...new Set(items)];

/** How rules of one group came together, of each group and asset in which several gave something. */
export function sayGroups(matched: Told, { groups }: SpokenVersion, say: Say): string[] {
  const places = matched.filter(({ group }) => group !== undefined).map(({ group, asset }) => `${group} ${asset}`);
  const several = distinct(places.filter((place, at) => places.indexOf(place) !== at));
  const named = distinct(several.map((place) => place.slice(0, place.indexOf(' '))));
  return named.map((group) => say.text(groupTexts[groups.get(group)?.stacking ?? 'mostSpecific'], { group }));
}

/** How amounts that did not come out whole were rounded, by asset. */
export function sayRounding(matched: Told, { document, rules }: SpokenVersion, say: Say): string[] {
  const isRounded = ({ id, baseMinor = 0, wantedMinor = 0, group }: RuleExplained) => {
    const effect = rules.get(id)?.rule.effect;
    if (!effect || group === undefined) return false;
    if (effect.kind === 'rate') return baseMinor * effect.rateBps !== wantedMinor * wholeBps;
    if (effect.kind === 'points') return baseMinor * effect.points !== wantedMinor * effect.perMinor;
    return effect.kind === 'multiply';
  };
  const { mode, stage, assets } = document.settings.rounding;
  return distinct(matched.filter(isRounded).map(({ asset = 'cashback' }) => asset)).map((asset) =>
    say.text(roundingText, { asset, mode, stage, ...assets[asset] }),
  );
}
