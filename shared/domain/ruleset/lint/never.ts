import type { Condition } from '../../condition/conditions.ts';
import { channels } from '../../purchase-line.ts';
import { keysOf, listOf, type Scope, type ScopeKey } from '../scope.ts';
import { contradictedIn } from './contradiction.ts';
import { commonTo, daysOf, isNone } from './days.ts';
import { type Found, type Linted, lint, type Placed } from './finding.ts';
import { leavesNoMoment } from './moment.ts';
import { holdsWherever } from './wider.ts';

/** Rules that hold for no purchase, and why. */
export const neverMatches = lint({
  code: 'never-matches',
  text: { en: 'This never holds: {why}.', fr: 'Cela ne se produit jamais : {why}.' },
  find: (linted) => [
    ...linted.rules.flatMap((placed) => [
      ...inScope(placed.rule.scope, linted, [...placed.path, 'scope']),
      ...isExcluded(placed, linted),
      ...inConditions(placed, linted),
      ...(placed.variantShareBps === 0 ? [{ path: placed.path, values: { why: 'variant' } }] : []),
    ]),
    ...linted.document.exclusions.flatMap(({ scope }, at) =>
      linted.campaign ? [] : inScope(scope, linted, ['exclusions', at, 'scope']),
    ),
  ],
});

/** Its reasons, in words. */
export const whyNever = {
  'empty-set': { en: 'the set holds nothing', fr: 'l’ensemble est vide' },
  removed: { en: 'what the scope takes in, `not` takes out again', fr: '`not` retire tout ce que la portée prend' },
  excluded: { en: 'an exclusion takes out all of its scope', fr: 'une exclusion retire toute sa portée' },
  over: { en: 'its dates are over', fr: 'ses dates sont passées' },
  campaign: { en: 'its dates are outside the campaign', fr: 'ses dates sont hors de la campagne' },
  moment: { en: 'its dates and hours leave no moment', fr: 'ses dates et ses heures ne laissent aucun moment' },
  campaignMoment: {
    en: 'its dates and hours leave no moment of the campaign',
    fr: 'ses dates et ses heures ne laissent aucun moment de la campagne',
  },
  channels: { en: 'it leaves no channel', fr: 'il ne reste aucun canal' },
  contradiction: {
    en: 'another condition of the rule says the opposite',
    fr: 'une autre condition de la règle dit le contraire',
  },
  variant: { en: 'no member is in this variant', fr: 'aucun membre n’est dans cette variante' },
} as const;
type Why = keyof typeof whyNever;

function inScope(scope: Scope, { document: { sets } }: Linted, path: Found['path']): Found[] {
  const empty = scope.set === undefined ? [] : listOf(scope.set).filter((set) => sets[set]?.length === 0);
  const isEmpty = scope.set !== undefined && empty.length === listOf(scope.set).length;
  const { not = {} } = scope;
  const isTakenOut = (key: ScopeKey) =>
    scope[key] !== undefined && listOf(scope[key]).every((name) => listOf(not[key] ?? []).includes(name));
  const [only, ...others] = keysOf(not);
  return [
    ...(isEmpty ? [{ path: [...path, 'set'], values: { why: 'empty-set' } }] : []),
    ...(only && others.length === 0 && isTakenOut(only)
      ? [{ path: [...path, 'not'], values: { why: 'removed' } }]
      : []),
  ];
}

/** At enrolment there is no basket of which something could be excluded. */
const isExcluded = ({ rule, path }: Placed, { document }: Linted): Found[] =>
  rule.on === 'purchase' && document.exclusions.some(({ scope }) => holdsWherever(scope, rule.scope))
    ? [{ path: [...path, 'scope'], values: { why: 'excluded' } }]
    : [];

/** What no purchase meets by itself, then what its conditions leave together. */
function inConditions({ rule: { when }, path }: Placed, linted: Linted): Found[] {
  const at = (place: number, why: Why) => ({ path: [...path, 'when', place], values: { why } });
  const alone = when.flatMap((condition, place) => {
    const why = whyAlone(condition, linted);
    return why ? [at(place, why)] : [];
  });
  const momentless = alone.length > 0 ? -1 : leavesNoMoment(when, linted);
  return [
    ...alone,
    ...(momentless < 0 ? [] : [at(momentless, linted.campaign ? 'campaignMoment' : 'moment')]),
    ...contradictedIn(when).map((place) => at(place, 'contradiction')),
  ];
}

function whyAlone(condition: Condition, linted: Linted): Why | undefined {
  if (condition.kind === 'any' && !condition.not) {
    const each = condition.of.map((one) => whyAlone(one, linted));
    return each.every((why) => why !== undefined) ? each[0] : undefined;
  }
  if (condition.kind === 'channel' && condition.not) {
    return new Set(condition.in).size === channels.length ? 'channels' : undefined;
  }
  const days = daysOf(condition);
  if (!days) return undefined;
  if (days.last < linted.today) return 'over';
  return isNone(commonTo(days, linted.inForce)) ? 'campaign' : undefined;
}
