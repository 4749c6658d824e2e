import * as z from 'zod';
import { anyOf, Label, Name, PartyId } from './field.ts';

const keys = {
  sku: anyOf(Label),
  set: anyOf(Name),
  brand: anyOf(Label),
  category: anyOf(Label),
  attribute: anyOf(Label),
  merchant: anyOf(PartyId),
  sector: anyOf(Label),
};
const Keys = z.strictObject(keys);

/** Where a rule holds: keys are ANDed, an array is any of, `not` removes (rules-grammar.md "Scope"). */
export const ScopeSchema = z.strictObject({ ...keys, not: Keys.optional() });
export type Scope = z.infer<typeof ScopeSchema>;
type Keys = z.infer<typeof Keys>;
export type ScopeKey = keyof Keys;
export type Sets = Readonly<Record<string, readonly string[]>>;

/** What a scope looks at: a line of a basket at a merchant. */
export type ScopedLine = {
  readonly sku: string;
  readonly brand: string;
  readonly category: string;
  readonly attributes: readonly string[];
};
export type ScopedPlace = { readonly merchantId: string; readonly sector: string };
export type Matches = (line: ScopedLine, place: ScopedPlace) => boolean;

/** The higher, the more specific. */
const ranks: Readonly<Record<ScopeKey, number>> = {
  sku: 6,
  set: 6,
  brand: 5,
  category: 4,
  attribute: 4,
  merchant: 3,
  sector: 2,
};
/** Keys that look at lines; the others look at the place. */
export const lineKeys: readonly ScopeKey[] = ['sku', 'set', 'brand', 'category', 'attribute'];

export const keysOf = (scope: Scope | Keys) =>
  (Object.keys(ranks) as ScopeKey[]).filter((key) => scope[key] !== undefined);
export const listOf = (choice: string | readonly string[]) => (typeof choice === 'string' ? [choice] : choice);

export type Specificity = { readonly rank: number; readonly keyCount: number };
export function specificityOf(scope: Scope): Specificity {
  const used = keysOf(scope);
  return { rank: used.reduce((top, key) => Math.max(top, ranks[key]), 0), keyCount: used.length };
}

/** The key that makes a scope as specific as it is; what an exclusion gives as its reason. */
export const leadingKeyOf = (scope: Scope): string =>
  keysOf(scope).reduce<ScopeKey | undefined>((top, key) => (top && ranks[top] >= ranks[key] ? top : key), undefined) ??
  'all';

/** Whether a scope looks at lines: value of such a scope pays only for its lines. */
export const looksAtLines = (scope: Scope): boolean =>
  [scope, scope.not ?? {}].some((part) => keysOf(part).some((key) => lineKeys.includes(key)));

/** The same scope written in the same way: keys in a fixed order, names sorted. */
export function canonicalScope(scope: Scope | Keys): unknown {
  const keys = keysOf(scope).map((key) => [key, [...new Set(listOf(scope[key]!))].sort()]);
  const removed: Keys = ('not' in scope ? scope.not : undefined) ?? {};
  return keysOf(removed).length === 0 ? keys : [keys, canonicalScope(removed)];
}

/** Whether a scope holds at this merchant and nowhere else. */
export const isOnlyAt = ({ merchant }: Scope, merchantId: string): boolean =>
  merchant !== undefined && listOf(merchant).every((each) => each === merchantId);

/** The names of sets that a scope uses. */
export const setsOf = (scope: Scope): string[] =>
  [scope.set, scope.not?.set].flatMap((choice) => (choice === undefined ? [] : listOf(choice)));

/** Compiles a scope to one check; a set that the document lacks holds nothing. */
export function compileScope(scope: Scope, sets: Sets): Matches {
  const holds = compileKeys(scope, sets);
  if (!scope.not || keysOf(scope.not).length === 0) return holds;
  const removed = compileKeys(scope.not, sets);
  return (line, place) => holds(line, place) && !removed(line, place);
}

export const placeKeys: readonly ScopeKey[] = ['merchant', 'sector'];

/** Whether a place takes part in a scope, whatever is sold there: it is removed only when all that it sells is. */
export function takesPart(scope: Scope, place: ScopedPlace): boolean {
  const isAt = ({ merchant, sector }: Keys) =>
    compileKeys({ ...(merchant && { merchant }), ...(sector && { sector }) }, {})(anyLine, place);
  const { not = {} } = scope;
  const isRemoved = keysOf(not).length > 0 && keysOf(not).every((key) => placeKeys.includes(key)) && isAt(not);
  return isAt(scope) && !isRemoved;
}
const anyLine: ScopedLine = { sku: '', brand: '', category: '', attributes: [] };

/** The merchants that a scope names, and no others; undefined when it looks at more than it names. */
export const merchantsOf = ({ merchant }: Scope): readonly string[] | undefined =>
  merchant === undefined ? undefined : listOf(merchant);

function compileKeys(scope: Scope | Keys, sets: Sets): Matches {
  const checks = keysOf(scope).map((key): Matches => {
    const names = listOf(scope[key]!);
    const wanted = new Set(key === 'set' ? names.flatMap((name) => sets[name] ?? []) : names);
    switch (key) {
      case 'sku':
      case 'set':
        return (line) => wanted.has(line.sku);
      case 'attribute':
        return (line) => line.attributes.some((attribute) => wanted.has(attribute));
      case 'merchant':
        return (_, place) => wanted.has(place.merchantId);
      case 'sector':
        return (_, place) => wanted.has(place.sector);
      default:
        return (line) => wanted.has(line[key]);
    }
  });
  return (line, place) => checks.every((check) => check(line, place));
}
