import type { Asset } from '../asset.ts';
import type { Basket } from '../policy.ts';
import type { RulesetDocument } from './document.ts';
import { compileScope, looksAtLines, ScopeSchema } from './scope.ts';

const anything = { sku: '', brand: '', category: '', attributes: [] };

/**
 * How much of a basket a lot may pay: what is in both the asset's acceptance and the lot's own scope (S2-01, S2-07).
 * Null is all of it; a scope on products pays its lines only, so nothing of a bare amount.
 */
export function acceptedMinor(
  { settings, sets }: RulesetDocument,
  asset: Asset,
  lotScope: string,
  basket: Basket,
): number | null {
  const own = lotScope === '' ? undefined : ScopeSchema.parse(JSON.parse(lotScope));
  const scopes = [settings.acceptance[asset], own].filter((scope) => scope !== undefined);
  if (scopes.length === 0) return null;
  const checks = scopes.map((scope) => compileScope(scope, sets));
  if (!scopes.some(looksAtLines)) return checks.every((check) => check(anything, basket)) ? null : 0;
  const accepted = (basket.lines ?? []).filter((line) => checks.every((check) => check(line, basket)));
  return Math.max(
    0,
    accepted.reduce((sum, line) => sum + line.amountMinor, 0),
  );
}
