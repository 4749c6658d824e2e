import type { Condition, SingleCondition } from '../../condition/conditions.ts';
import { canonicalScope } from '../scope.ts';

/** Conditions of a rule that those before them exclude, by their place; what cannot be told for sure is none. */
export function contradictedIn(when: readonly Condition[]): readonly number[] {
  return when.flatMap((condition, at) => (isContradicted(condition, at, when) ? [at] : []));
}

function isContradicted(condition: Condition, at: number, when: readonly Condition[]): boolean {
  const before = when.slice(0, at);
  switch (condition.kind) {
    case 'store':
    case 'channel':
      return emptiedAt(when, condition.kind) === at;
    case 'basket':
      return isSizeless(before.concat(condition).filter(isBasket), condition);
    case 'nth':
      return before.some((other) => other.kind === 'nth' && isOtherTurn(other, condition));
    // Looked at together (moment.ts).
    case 'dates':
    case 'hours':
      return false;
    default: {
      const opposite = JSON.stringify({ ...condition, not: !condition.not });
      return before.some((other) => JSON.stringify(other) === opposite);
    }
  }
}

/** Kinds that list what a purchase has one of. */
type OfOne = Extract<Condition, { kind: 'store' | 'channel' }>;

/** The first condition that leaves nothing of what those of its kind before it leave; -1 when something is left. */
function emptiedAt(when: readonly Condition[], kind: OfOne['kind']): number {
  const removed = new Set<string>();
  let left: readonly string[] | undefined;
  return when.findIndex((condition) => {
    if (condition.kind !== kind) return false;
    const names: readonly string[] = condition.in;
    if (condition.not) for (const name of names) removed.add(name);
    else left = left?.filter((name) => names.includes(name)) ?? names;
    return left?.every((name) => removed.has(name)) ?? false;
  });
}

type Basket = Extract<SingleCondition, { kind: 'basket' }>;
const isBasket = (condition: Condition): condition is Basket => condition.kind === 'basket';

/** Whether a basket that is as large as some ask is always too large for another; `last` is one of them. */
function isSizeless(baskets: readonly Basket[], last: Basket): boolean {
  const asked = baskets.filter(({ of, not }) => of === last.of && !not);
  const least = (unit: 'minMinor' | 'minQuantity') => Math.max(0, ...asked.map(({ [unit]: min = 0 }) => min));
  const tooLarge = (last.not ? [last] : baskets).filter(({ of, not }) => of === last.of && not);
  return (
    asked.length > 0 &&
    tooLarge.some(
      ({ minMinor = 0, minQuantity = 0 }) => minMinor <= least('minMinor') && minQuantity <= least('minQuantity'),
    )
  );
}

type Nth = Extract<SingleCondition, { kind: 'nth' }>;

/** Whether no purchase is the one and the other of one count: no first is a second, no fourth is not every second. */
function isOtherTurn(one: Nth, other: Nth): boolean {
  const counted = ({ scope, window }: Nth) => JSON.stringify([canonicalScope(scope), window]);
  if (counted(one) !== counted(other) || (one.not && other.not)) return false;
  if (one.not || other.not) return one.not ? isAmong(other, one) : isAmong(one, other);
  if (one.every && other.every) return false;
  return one.every ? !isAmong(other, one) : !isAmong(one, other);
}

/** Whether all the purchases that one is about, the other is about too. */
const isAmong = (few: Nth, many: Nth): boolean => (many.every ? few.n % many.n === 0 : !few.every && few.n === many.n);
