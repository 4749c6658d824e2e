import type { Condition } from '../../condition/conditions.ts';
import { dayOf, localTimeIn } from '../../local-time.ts';
import { channels } from '../../purchase-line.ts';
import { keysOf, listOf, type Scope, type ScopeKey } from '../scope.ts';
import { type Found, type Linted, lint } from './finding.ts';

/** Rules that hold for no purchase, and why. */
export const neverMatches = lint({
  code: 'never-matches',
  text: { en: 'This never holds: {why}.', fr: 'Cela ne se produit jamais : {why}.' },
  find: (linted) => [
    ...linted.rules.flatMap(({ rule, path, variantShareBps }) => [
      ...inScope(rule.scope, linted, [...path, 'scope']),
      ...rule.when.flatMap((condition, at) => inCondition(condition, linted, [...path, 'when', at])),
      ...contradictions(rule.when, [...path, 'when']),
      ...(variantShareBps === 0 ? [{ path, values: { why: 'variant' } }] : []),
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
  over: { en: 'its dates are over', fr: 'ses dates sont passées' },
  campaign: { en: 'its dates are outside the campaign', fr: 'ses dates sont hors de la campagne' },
  channels: { en: 'it leaves no channel', fr: 'il ne reste aucun canal' },
  contradiction: {
    en: 'another condition of the rule says the opposite',
    fr: 'une autre condition de la règle dit le contraire',
  },
  variant: { en: 'no member is in this variant', fr: 'aucun membre n’est dans cette variante' },
} as const;

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

function inCondition(condition: Condition, linted: Linted, path: Found['path']): Found[] {
  if (condition.kind === 'channel' && condition.not && new Set(condition.in).size === channels.length) {
    return [{ path, values: { why: 'channels' } }];
  }
  if (condition.kind !== 'dates' || condition.not) return [];
  const time = localTimeIn(linted.document.settings.timeZone);
  const day = (at: number) => time.read(at).day;
  const [first, last] = [dayOf(condition.from ?? '2000-01-01'), dayOf(condition.to ?? '2999-12-31')];
  if (last < day(linted.now)) return [{ path, values: { why: 'over' } }];
  const { campaign } = linted;
  const isOutside = campaign && (last < day(campaign.startsAt) || first > day(campaign.endsAt - 1));
  return isOutside ? [{ path, values: { why: 'campaign' } }] : [];
}

/** A condition and its opposite in one rule, or several that leave no store or channel together. */
function contradictions(when: readonly Condition[], path: Found['path']): Found[] {
  const seen = new Set(when.map((condition) => JSON.stringify(condition)));
  return when.flatMap((condition, at) => {
    const isOpposite = isOfOne(condition)
      ? emptiedAt(when, condition.kind) === at
      : condition.not && seen.has(JSON.stringify({ ...condition, not: false }));
    return isOpposite ? [{ path: [...path, at], values: { why: 'contradiction' } }] : [];
  });
}

/** Kinds that list what a purchase has one of. */
type OfOne = Extract<Condition, { kind: 'store' | 'channel' }>;
const isOfOne = (condition: Condition): condition is OfOne =>
  condition.kind === 'store' || condition.kind === 'channel';

/** The first condition that leaves nothing of what those of its kind before it leave; -1 when something is left. */
function emptiedAt(when: readonly Condition[], kind: OfOne['kind']): number {
  const removed = new Set<string>();
  let left: readonly string[] | undefined;
  return when.findIndex((condition) => {
    if (!isOfOne(condition) || condition.kind !== kind) return false;
    const names: readonly string[] = condition.in;
    if (condition.not) for (const name of names) removed.add(name);
    else left = left?.filter((name) => names.includes(name)) ?? names;
    return left?.every((name) => removed.has(name)) ?? false;
  });
}
