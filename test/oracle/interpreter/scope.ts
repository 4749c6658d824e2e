import type { Keys, Scope } from './language.ts';
import type { Line, Place } from './purchase.ts';

type Sets = Readonly<Record<string, readonly string[]>>;
type Key = Exclude<keyof Keys, 'not'>;

/** From the most specific: a set is as specific as a SKU, an attribute as a category. */
const ranks: readonly (readonly Key[])[] = [
  ['sku', 'set'],
  ['brand'],
  ['category', 'attribute'],
  ['merchant'],
  ['sector'],
];

export const keysOf = (keys: Keys): Key[] => ranks.flat().filter((key) => keys[key] !== undefined);
const listOf = (choice: string | readonly string[] | undefined): readonly string[] =>
  choice === undefined ? [] : typeof choice === 'string' ? [choice] : choice;

/** Keys are ANDed, a list is any of, `not` takes out what all of its own keys match. */
export function covers(scope: Scope, line: Line, place: Place, sets: Sets): boolean {
  if (!all(scope, line, place, sets)) return false;
  const { not } = scope;
  return !not || keysOf(not).length === 0 || !all(not, line, place, sets);
}

function all(keys: Keys, line: Line, place: Place, sets: Sets): boolean {
  for (const key of keysOf(keys))
    if (!listOf(keys[key]).some((name) => one(key, name, line, place, sets))) return false;
  return true;
}

function one(key: Key, name: string, line: Line, place: Place, sets: Sets): boolean {
  switch (key) {
    case 'sku':
      return line.sku === name;
    case 'set':
      return Object.hasOwn(sets, name) && sets[name]!.includes(line.sku);
    case 'brand':
      return line.brand === name;
    case 'category':
      return line.category === name;
    case 'attribute':
      return line.attributes.includes(name);
    case 'merchant':
      return place.merchantId === name;
    case 'sector':
      return place.sector === name;
  }
}

/** How specific a scope is: the place of its best key from the top (0 first), then how many keys it has. */
export function specificity(scope: Scope): { readonly rank: number; readonly keys: number } {
  const used = keysOf(scope);
  const rank = ranks.findIndex((keys) => keys.some((key) => used.includes(key)));
  return { rank: rank < 0 ? ranks.length : rank, keys: used.length };
}

/** The key that an exclusion gives as its reason: its most specific one, `all` where it has none. */
export const leadingKey = (scope: Scope): string => keysOf(scope)[0] ?? 'all';
