import {
  keysOf,
  lineKeys,
  listOf,
  looksAtLines,
  type Scope,
  type ScopedLine,
  type ScopedPlace,
  type ScopeKey,
  type Sets,
} from './scope.ts';

/** Scopes looked at together; each is a bit, and 30 bits are a small integer. */
export const blockMax = 30;
/** Some of a block's scopes: the bit of the scope at place n is 1 << n. */
export type Bits = number;
const allBits = 2 ** blockMax - 1;

/** Of each name that scopes look for, those that it satisfies; `anyway` are those that do not look at this key. */
type KeyIndex = { readonly byName: ReadonlyMap<string, Bits>; readonly anyway: Bits };
/** Keys of lines; one that no scope looks at is null. A set is a list of SKUs. */
type LineIndex = Readonly<Record<'sku' | 'brand' | 'category' | 'attribute', KeyIndex | null>>;

/** The scopes of a block, indexed so that a line is looked up once for all of them. */
export type ScopeIndex = {
  readonly scopes: readonly Scope[];
  readonly keys: LineIndex;
  readonly notKeys: LineIndex;
  /** Whether any of them looks at more than the place. */
  readonly looksAtLines: boolean;
};
/** What is left of a block at a place: scopes that reach it, and those of them whose `not` must be looked at. */
export type Reach = { readonly reached: Bits; readonly barred: Bits };

export function indexScopes(scopes: readonly Scope[], sets: Sets): ScopeIndex {
  return {
    scopes,
    keys: indexLines(scopes, sets),
    notKeys: indexLines(
      scopes.map(({ not = {} }) => not),
      sets,
    ),
    looksAtLines: scopes.some(looksAtLines),
  };
}

function indexLines(scopes: readonly Scope[], sets: Sets): LineIndex {
  const named = (key: ScopeKey) =>
    indexKey(scopes.map(({ [key]: choice }) => (choice === undefined ? undefined : new Set(listOf(choice)))));
  return {
    sku: indexKey(scopes.map((scope) => skusOf(scope, sets))),
    brand: named('brand'),
    category: named('category'),
    attribute: named('attribute'),
  };
}

/** SKUs that a scope's `sku` and `set` both allow; undefined when it has neither. */
function skusOf({ sku, set }: Scope, sets: Sets): ReadonlySet<string> | undefined {
  const named = sku === undefined ? undefined : listOf(sku);
  if (set === undefined) return named && new Set(named);
  const inSets = new Set(listOf(set).flatMap((name) => (Object.hasOwn(sets, name) ? sets[name]! : [])));
  return named ? new Set(named.filter((each) => inSets.has(each))) : inSets;
}

function indexKey(wanted: readonly (ReadonlySet<string> | undefined)[]): KeyIndex | null {
  let anyway = 0;
  const byName = new Map<string, Bits>();
  for (const [at, names] of wanted.entries()) {
    if (names === undefined) anyway |= 1 << at;
    else for (const name of names) byName.set(name, (byName.get(name) ?? 0) | (1 << at));
  }
  if (wanted.every((names) => names === undefined)) return null;
  for (const [name, bits] of byName) byName.set(name, bits | anyway);
  return { byName, anyway };
}

/** Which scopes reach a place at all, whatever is bought there. */
export function reachAt({ scopes }: ScopeIndex, place: ScopedPlace): Reach {
  let [reached, barred] = [0, 0];
  for (const [at, scope] of scopes.entries()) {
    const { not = {} } = scope;
    if (!isAt(scope, place)) continue;
    reached |= 1 << at;
    if (keysOf(not).length === 0 || !isAt(not, place)) continue;
    if (keysOf(not).some((key) => lineKeys.includes(key))) barred |= 1 << at;
    else reached &= ~(1 << at);
  }
  return { reached, barred };
}

const isAt = ({ merchant, sector }: Scope, { merchantId, sector: own }: ScopedPlace) =>
  (merchant === undefined || listOf(merchant).includes(merchantId)) &&
  (sector === undefined || listOf(sector).includes(own));

/** The scopes of a block that a line is in. */
export function scopesOf({ keys, notKeys }: ScopeIndex, { reached, barred }: Reach, line: ScopedLine): Bits {
  const bits = reached & matching(keys, line);
  return (bits & barred) === 0 ? bits : bits & ~(barred & matching(notKeys, line));
}

function matching({ sku, brand, category, attribute }: LineIndex, line: ScopedLine): Bits {
  let bits = allBits;
  if (sku !== null) bits &= sku.byName.get(line.sku) ?? sku.anyway;
  if (brand !== null) bits &= brand.byName.get(line.brand) ?? brand.anyway;
  if (category !== null) bits &= category.byName.get(line.category) ?? category.anyway;
  if (attribute !== null) {
    let found = attribute.anyway;
    for (const name of line.attributes) found |= attribute.byName.get(name) ?? 0;
    bits &= found;
  }
  return bits;
}
