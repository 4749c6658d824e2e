import type { Granted } from '../event.ts';
import type { Grants } from '../rules.ts';
import type { LimitUse } from './verdict.ts';

/**
 * What an entry took of shared limits, so that deciding again gives the same: every limit that was asked for, also one
 * of which nothing was got. Nothing when no limit was asked.
 */
export function grantsUsed(limits: readonly LimitUse[], granted: Grants | undefined): Granted[] {
  if (granted === undefined) return [];
  const used = new Map(limits.map((limit) => [limit.limitId, limit.used]));
  const asked = new Set([...granted.keys(), ...used.keys()]);
  return [...asked].sort().map((limitId) => ({ limitId, quantity: used.get(limitId) ?? 0 }));
}
