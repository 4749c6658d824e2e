import { type Asset, assets } from '../../asset.ts';
import { type Funder, sharesOf } from '../funder.ts';
import type { Rule } from '../rule.ts';
import { keysOf, listOf, merchantsOf, placeKeys, type Scope } from '../scope.ts';

/** What there is in an ecosystem beside its documents, as far as it was looked up. */
export type Known = {
  readonly assets: readonly Asset[];
  /** Sectors of merchants, null for a name that is none; a merchant that was not looked up is not in it. */
  readonly sectors: ReadonlyMap<string, string | null>;
};

export const nothingKnown: Known = { assets, sectors: new Map() };

/** Merchants who are named as funders. */
export const fundersIn = (funder: Funder): readonly { readonly merchantId: string; readonly share: number }[] =>
  sharesOf(funder).flatMap(({ who }, share) =>
    typeof who === 'object' && 'merchant' in who ? [{ merchantId: who.merchant, share }] : [],
  );

/** Merchants of whom the linter has something to say, each once. */
export const merchantsToLookUp = (rules: readonly Rule[]): readonly string[] => [
  ...new Set(
    rules.flatMap((rule) => [
      ...fundersIn(rule.funder).map(({ merchantId }) => merchantId),
      ...(isRateByPlace(rule) ? (merchantsOf(rule.scope) ?? []) : []),
    ]),
  ),
];

/** Whether a rule gives a rate on all that is sold at a place: sectors have bands for those. */
export const isRateByPlace = ({ effect, group, scope }: Pick<Rule, 'effect' | 'group' | 'scope'>): boolean =>
  effect.kind === 'rate' && group === 'base' && !isOnProducts(scope);
export const isOnProducts = (scope: Scope): boolean => keysOf(scope).some((key) => !placeKeys.includes(key));

/** The sectors in which a scope holds: those that it names, those of its merchants who are known. */
export function sectorsOf(scope: Scope, { sectors }: Known): readonly string[] {
  const merchants = merchantsOf(scope) ?? [];
  const theirs = new Set(merchants.flatMap((merchantId) => sectors.get(merchantId) ?? []));
  if (scope.sector === undefined) return [...theirs];
  const isAllKnown = merchants.length > 0 && merchants.every((merchantId) => sectors.get(merchantId));
  return listOf(scope.sector).filter((sector) => !isAllKnown || theirs.has(sector));
}
