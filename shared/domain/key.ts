import { type Asset, currencyAssets } from './asset.ts';

/** What a key may do, closed (api.md §1). */
export const scopes = [
  'wallet:read',
  'wallet:write',
  'wallet:history',
  'purchase:read',
  'purchase:write',
  'return:write',
  'redemption:write',
  'transfer:write',
  'grant:write',
  'optin:write',
  'report:read',
] as const;
export type Scope = (typeof scopes)[number];

export const operatorGroups = ['operator', 'support', 'analyst'] as const;
export type OperatorGroup = (typeof operatorGroups)[number];

/** What a key was given: merchants × scopes × assets × ceiling of one operation. */
export type KeyTerms = {
  readonly merchantIds: readonly string[] | '*';
  readonly scopes: readonly Scope[];
  /** Null: every asset. */
  readonly assets: readonly Asset[] | null;
  /** Null: no ceiling. */
  readonly ceilingMinor: number | null;
};

/** Who asks. `id` is the key's id, kept by rotation, or the operator's subject: it goes into fingerprints and entries. */
export type Caller =
  | ({ readonly kind: 'key'; readonly id: string } & KeyTerms)
  | { readonly kind: 'operator'; readonly id: string; readonly groups: readonly OperatorGroup[] };

type Grantees = { readonly scopes: readonly Scope[]; readonly groups: readonly OperatorGroup[] };

/** Whether the caller holds one of the scopes or groups. Checked before anything of the request is looked at. */
export function mayCall(caller: Caller, allowed: Grantees): boolean {
  return caller.kind === 'key'
    ? allowed.scopes.some((scope) => caller.scopes.includes(scope))
    : allowed.groups.some((group) => caller.groups.includes(group));
}

export type ActingFor =
  | { readonly kind: 'merchant'; readonly merchantId: string }
  /** An operator who named none. */
  | { readonly kind: 'none' }
  | { readonly kind: 'must-name' }
  | { readonly kind: 'not-in-scope' };

/**
 * The merchant of an operation: the key's only one, or the one named when the key has several (api.md §1).
 * Any other, existing or not, is not in scope. An operator may name any or none.
 */
export function actingFor(caller: Caller, named: string | undefined): ActingFor {
  if (caller.kind === 'operator')
    return named === undefined ? { kind: 'none' } : { kind: 'merchant', merchantId: named };
  if (named !== undefined) {
    return owns(caller, named) ? { kind: 'merchant', merchantId: named } : { kind: 'not-in-scope' };
  }
  const only = caller.merchantIds !== '*' && caller.merchantIds.length === 1 ? caller.merchantIds[0] : undefined;
  return only === undefined ? { kind: 'must-name' } : { kind: 'merchant', merchantId: only };
}

/** Whether this merchant's entries are the caller's to change and to see in detail. */
export function owns(caller: Caller, merchantId: string): boolean {
  if (caller.kind === 'operator') return true;
  return caller.merchantIds === '*' || caller.merchantIds.includes(merchantId);
}

/** Whether the caller sees where else a member shops: operators, and keys with `wallet:history` (promise 4). */
export function seesHistory(caller: Caller): boolean {
  return caller.kind === 'operator' || caller.scopes.includes('wallet:history');
}

/**
 * The assets that an operation may draw: those asked for, else the key's, without points, which only a redemption
 * that names them draws (api.md §2). `undefined` when one that was asked for is not the key's, or the key has none.
 */
export function assetsFor(caller: Caller, asked: readonly Asset[] | undefined): readonly Asset[] | undefined {
  const own = caller.kind === 'key' ? caller.assets : null;
  const wanted = asked ?? currencyAssets.filter((asset) => own === null || own.includes(asset));
  return wanted.length > 0 && wanted.every((asset) => own === null || own.includes(asset)) ? wanted : undefined;
}

/** Whether the caller may move value of all these kinds. */
export const covers = (caller: Caller, moved: readonly Asset[]): boolean =>
  caller.kind === 'operator' || moved.every((asset) => caller.assets === null || caller.assets.includes(asset));

/** What the caller may move in one operation, in minor units; null for no limit. */
export const ceilingOf = (caller: Caller): number | null => (caller.kind === 'key' ? caller.ceilingMinor : null);
