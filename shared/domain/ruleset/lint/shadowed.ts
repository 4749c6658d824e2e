import { competesBy } from '../../effect/effects.ts';
import { type Group, groupsOf } from '../group.ts';
import type { Rule } from '../rule.ts';
import { canonicalScope, keysOf } from '../scope.ts';
import { byRulePriority } from '../stacking.ts';
import { type Found, type Linted, lint, type Placed } from './finding.ts';

/** Rules that another of their group beats whenever they hold. */
export const shadowed = lint({
  code: 'shadowed',
  text: {
    en: 'Whenever this rule holds, {by} holds too and wins: this one never gives anything.',
    fr: 'Chaque fois que cette règle s’applique, {by} s’applique aussi et l’emporte : celle-ci ne donne jamais rien.',
  },
  find: ({ rules, document }: Linted): Found[] => {
    const groups = groupsOf(document.groups);
    return rules.flatMap((one) => {
      const group = groups.get(one.rule.group);
      const by = group && rules.find((other) => other !== one && isBeaten(one, other, group));
      return by ? [{ path: one.path, values: { by: by.rule.id } }] : [];
    });
  },
});

const comesFirst = (one: Rule, other: Rule) => byRulePriority(one, other) < 0;

/** Whether `other` holds wherever `one` does, and then wins under the group's stacking. */
function isBeaten(
  { rule: one, variantShareBps }: Placed,
  { rule: other, ...more }: Placed,
  { stacking }: Group,
): boolean {
  if (one.group !== other.group || one.asset !== other.asset || one.on !== other.on) return false;
  // Of different variants no member sees both.
  if (more.variantShareBps !== null || (variantShareBps === null) !== (more.variantShareBps === null)) return false;
  if (!coversConditions(one, other) || competesBy(one.effect) !== competesBy(other.effect)) return false;
  const isSame = JSON.stringify(canonicalScope(one.scope)) === JSON.stringify(canonicalScope(other.scope));
  const isEverywhere = keysOf(other.scope).length === 0 && keysOf(other.scope.not ?? {}).length === 0;
  switch (stacking) {
    // A threshold that is not reached leaves the field to others.
    case 'mostSpecific':
      return isSame && comesFirst(other, one) && other.effect.kind !== 'threshold' && competesBy(one.effect) === 'line';
    case 'exclusive':
      return (isSame || isEverywhere) && comesFirst(other, one) && other.effect.kind !== 'threshold';
    case 'best':
      return (isSame || isEverywhere) && isMore(one, other);
    default:
      return false;
  }
}

const coversConditions = (one: Rule, other: Rule): boolean => {
  const own = new Set(one.when.map((condition) => JSON.stringify(condition)));
  return other.when.every((condition) => own.has(JSON.stringify(condition)));
};

const isMore = (one: Rule, other: Rule): boolean => {
  if (one.effect.kind !== 'rate' || other.effect.kind !== 'rate') return false;
  const [less, more] = [one.effect.rateBps, other.effect.rateBps];
  return more > less || (more === less && comesFirst(other, one));
};
