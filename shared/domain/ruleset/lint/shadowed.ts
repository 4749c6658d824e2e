import { flattened, type SingleCondition } from '../../condition/conditions.ts';
import { competesBy, type Effect } from '../../effect/effects.ts';
import { groupsOf, type Stacking } from '../group.ts';
import type { Rule } from '../rule.ts';
import { specificityOf } from '../scope.ts';
import { byRulePriority, bySpecificity } from '../stacking.ts';
import { type Found, type Linted, lint, type Placed } from './finding.ts';
import { holdsWherever } from './wider.ts';

/** Rules that another of their group beats whenever they hold. */
export const shadowed = lint({
  code: 'shadowed',
  text: {
    en: 'Whenever this rule holds, {by} holds too and wins: this one never gives anything.',
    fr: 'Chaque fois que cette règle s’applique, {by} s’applique aussi et l’emporte : celle-ci ne donne jamais rien.',
  },
  find: (linted) => beatenBy(linted.rules, linted),
});

/** A campaign's rules that one of the base document beats: members would see an offer and get nothing of it. */
export const shadowedByBase = lint({
  code: 'shadowed',
  text: {
    en: 'Whenever this rule holds, {by} of the base document holds too and wins: this one never gives anything. In a group of its own it would add to the others.',
    fr: 'Chaque fois que cette règle s’applique, {by} du document de base s’applique aussi et l’emporte : celle-ci ne donne jamais rien. Dans un groupe à elle, elle s’ajouterait aux autres.',
  },
  find: (linted) =>
    linted.campaign
      ? beatenBy(
          linted.document.rules.map((rule) => ({ rule, inVersion: rule, variantId: '' })),
          linted,
        )
      : [],
});

type Rival = Pick<Placed, 'rule' | 'inVersion' | 'variantId'>;

function beatenBy(rivals: readonly Rival[], { rules, document }: Linted): Found[] {
  const groups = groupsOf(document.groups);
  return rules.flatMap((one) => {
    const group = groups.get(one.rule.group);
    const by = group && rivals.find((other) => other !== one && isBeaten(one, other, group.stacking));
    return by ? [{ path: one.path, values: { by: by.rule.id } }] : [];
  });
}

/** Whether `other` holds wherever `one` does, and then wins under the group's stacking. */
function isBeaten({ inVersion: one, variantId }: Rival, other: Rival, stacking: Stacking): boolean {
  const rival = other.inVersion;
  if (one.group !== rival.group || one.asset !== rival.asset || one.on !== rival.on) return false;
  // Of different variants no member sees both.
  if (other.variantId !== '' && other.variantId !== variantId) return false;
  if (!holdsWherever(rival.scope, one.scope) || !holdsWhenever(rival, one)) return false;
  switch (stacking) {
    case 'mostSpecific':
      return meets(rival, one) && takesAll(rival.effect) && isFirst(rival, one);
    case 'exclusive':
      // Whoever comes first has the whole receipt, even where it gives little.
      return rival.effect.kind !== 'threshold' && byRulePriority(rival, one) < 0;
    case 'best':
      return meets(rival, one) && isMore(rival, one);
    default:
      return false;
  }
}

const meets = (a: Rule, b: Rule) => competesBy(a.effect) === competesBy(b.effect);
const isFirst = (a: Rule, b: Rule) => bySpecificity(ranked(a), ranked(b)) < 0;
const ranked = (rule: Rule) => ({ rule, specificity: specificityOf(rule.scope) });

/** Whether an effect leaves no line, or no receipt, to others: a target does until it is reached, so many pieces beyond. */
const takesAll = (effect: Effect): boolean =>
  effect.kind === 'fixed' ? effect.maxUnits === undefined : effect.kind !== 'threshold';

/** Whether every condition of `rival` is one of `one` too, and then says the same of both. */
function holdsWhenever(rival: Rule, one: Rule): boolean {
  const own = new Set(one.when.map((condition) => JSON.stringify(condition)));
  const isSameScope = holdsWherever(one.scope, rival.scope);
  return (
    rival.when.every((condition) => own.has(JSON.stringify(condition))) &&
    !flattened(rival.when).some((condition) => isOfItsRule(condition, isSameScope))
  );
}

/** A condition that two rules may not hold for at the same time: it looks at their scope, or at what each has given. */
const isOfItsRule = (condition: SingleCondition, isSameScope: boolean): boolean =>
  (condition.kind === 'after' && condition.once) ||
  (condition.kind === 'basket' && condition.of === 'scope' && !isSameScope);

const isMore = (rival: Rule, one: Rule): boolean => {
  if (one.effect.kind !== 'rate' || rival.effect.kind !== 'rate') return false;
  const [less, more] = [one.effect.rateBps, rival.effect.rateBps];
  return more > less || (more === less && isFirst(rival, one));
};
