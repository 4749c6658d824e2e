import { flattened, outsideCampaign } from '../condition/conditions.ts';
import { effectOutsideCampaign } from '../effect/effects.ts';
import type { FieldCode } from '../field-code.ts';
import { localTimeIn } from '../local-time.ts';
import { type PublishedCampaign, rulesIn } from './campaign.ts';
import { type CampaignCap, type Cap, capIdOf } from './cap.ts';
import { countersMax } from './counter.ts';
import type { RulesetDocument } from './document.ts';
import { campaignsMax, capsTogetherMax, rulesTogetherMax } from './field.ts';
import { type Group, groupsOf } from './group.ts';
import { planCaps, planRules } from './plan.ts';
import type { Rule } from './rule.ts';
import { rulesInForce } from './rules-in-force.ts';
import { type Scope, setsOf } from './scope.ts';

/** What is wrong where; codes are the contract's. */
export type DocumentFault = { readonly path: readonly (string | number)[]; readonly code: FieldCode };
type Path = DocumentFault['path'];
type Found = (path: Path, code: FieldCode) => void;

/** What the shape of a base document alone does not tell: names that mean nothing, rules that cannot be meant. */
export function faultsIn(document: RulesetDocument): DocumentFault[] {
  const faults: DocumentFault[] = [];
  const found: Found = (path, code) => faults.push({ path, code });
  const { rules, exclusions, caps, settings } = document;
  if (new Set(rules.map(({ id }) => id)).size < rules.length) found(['rules'], 'repeated');
  for (const [at, rule] of rules.entries()) {
    checkRule(rule, document, ['rules', at], found);
    for (const [place, condition] of rule.when.entries()) {
      for (const { path, code } of outsideCampaign(condition)) found(['rules', at, 'when', place, ...path], code);
    }
    for (const { path, code } of effectOutsideCampaign(rule.effect)) found(['rules', at, 'effect', ...path], code);
  }
  for (const [at, { scope }] of exclusions.entries()) checkSets(scope, document, ['exclusions', at, 'scope'], found);
  for (const [asset, scope] of Object.entries(settings.acceptance)) {
    checkSets(scope, document, ['settings', 'acceptance', asset], found);
  }
  checkCaps(caps, rules, document, '', [], found);
  if (faults.length === 0 && needsTooMany(document, [])) found(['rules'], 'too-many-counters');
  return faults;
}

/**
 * What keeps campaigns from being published with a base document: groups and sets that it lacks, more campaigns, rules,
 * caps or counters than a version may have. Paths begin in the campaign of that index; what is too many is everyone's.
 */
export function faultsTogether(document: RulesetDocument, campaigns: readonly PublishedCampaign[]): DocumentFault[] {
  const faults: DocumentFault[] = [];
  const found: Found = (path, code) => faults.push({ path, code });
  for (const [nth, { id, campaign, cancelledAt }] of campaigns.entries()) {
    if (cancelledAt !== null) continue;
    const rules = rulesIn(campaign);
    for (const { rule, path } of rules) checkRule(rule, document, [nth, ...path], found);
    const caps = campaign.caps.map((cap) => ({ ...cap, asset: cap.asset ?? campaign.asset }));
    checkCaps(
      caps,
      rules.map(({ rule }) => rule),
      document,
      id,
      [nth],
      found,
    );
  }
  const tooMany = tooManyOf(document, campaigns);
  for (const code of tooMany) found([], code);
  if (tooMany.length === 0 && needsTooMany(document, campaigns)) found([], 'too-many-counters');
  return faults;
}

/** Bounds of a version: every function compiles it, and every purchase looks at all its rules. */
function tooManyOf(document: RulesetDocument, campaigns: readonly PublishedCampaign[]): FieldCode[] {
  const standing = campaigns.filter(({ cancelledAt }) => cancelledAt === null).map(({ campaign }) => campaign);
  const rules = standing.reduce((sum, campaign) => sum + rulesIn(campaign).length, document.rules.length);
  const caps = standing.reduce((sum, campaign) => sum + campaign.caps.length, document.caps.length);
  const found: [FieldCode, boolean][] = [
    ['too-many-campaigns', standing.length > campaignsMax],
    ['too-many-rules', rules > rulesTogetherMax],
    ['too-many-caps', caps > capsTogetherMax],
  ];
  return found.filter(([, isTooMany]) => isTooMany).map(([code]) => code);
}

/** Whether a wallet may come to have too many counters; as counting compiles all rules, only where there could be. */
function needsTooMany(document: RulesetDocument, campaigns: readonly PublishedCampaign[]): boolean {
  const rules = planRules(document, campaigns).map(({ rule }) => rule);
  const conditions = rules.reduce((sum, { when }) => sum + flattened(when).length, 0);
  const most = rules.length + conditions + planCaps(document, campaigns).length;
  return most > countersMax && countersOf(document, campaigns) > countersMax;
}

/** How many counters a wallet may come to have under a version. */
export function countersOf(document: RulesetDocument, campaigns: readonly PublishedCampaign[]): number {
  const place = { time: localTimeIn(document.settings.timeZone), lateLimitMs: 0 };
  const occasions = (['purchase', 'enrolment'] as const).map((on) => rulesInForce(on, document, campaigns, place));
  return new Set(occasions.flatMap(({ watches }) => watches.map(({ key }) => key))).size;
}

function checkRule(rule: Rule, document: RulesetDocument, at: Path, found: Found): void {
  const groups = groupsOf(document.groups);
  const own = groups.get(rule.group);
  checkSets(rule.scope, document, [...at, 'scope'], found);
  for (const [place, condition] of rule.when.entries()) {
    for (const each of flattened([condition])) {
      if ('scope' in each) checkSets(each.scope, document, [...at, 'when', place, 'scope'], found);
    }
  }
  if (!own) found([...at, 'group'], 'unknown-group');
  if (rule.effect.kind === 'multiply')
    checkMultiplied(own, groups.get(rule.effect.group), [...at, 'effect', 'group'], found);
  else if (own?.stacking === 'multiply') found([...at, 'effect', 'kind'], 'not-allowed');
}

/** A factor applies to a group that is decided before. */
function checkMultiplied(own: Group | undefined, multiplied: Group | undefined, at: Path, found: Found): void {
  if (!multiplied) found(at, 'unknown-group');
  else if (own && multiplied.order >= own.order) found(at, 'group-not-earlier');
}

function checkSets(scope: Scope, { sets }: RulesetDocument, at: Path, found: Found): void {
  if (setsOf(scope).some((set) => !Object.hasOwn(sets, set))) found([...at, 'set'], 'unknown-set');
}

type AnyCap = (Cap | CampaignCap) & Pick<Cap, 'asset'>;

/** Caps name rules that are there and give their asset; two that count the same would hide one another. */
function checkCaps(
  caps: readonly AnyCap[],
  rules: readonly Rule[],
  document: RulesetDocument,
  campaignId: string,
  at: Path,
  found: Found,
): void {
  for (const [place, cap] of caps.entries()) {
    const here = [...at, 'caps', place];
    const named = (cap.rules ?? []).map((id) => rules.filter((rule) => rule.id === id));
    if (named.some((own) => own.length === 0)) found([...here, 'rules'], 'unknown-rule');
    else if (named.flat().some(({ asset }) => asset !== cap.asset)) found([...here, 'asset'], 'not-allowed');
    if (cap.group !== undefined && !groupsOf(document.groups).has(cap.group))
      found([...here, 'group'], 'unknown-group');
  }
  if (new Set(caps.map((cap) => capIdOf(cap, campaignId))).size < caps.length) found([...at, 'caps'], 'repeated');
}
