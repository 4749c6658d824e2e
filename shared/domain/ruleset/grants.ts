import { engineNumber, takesWhatIsGiven } from '../engine.ts';
import type { Granted } from '../granted.ts';
import type { Grants } from '../rules.ts';
import type { LimitUse, Verdict } from './verdict.ts';

/**
 * What an entry took of shared limits, so that deciding again gives the same: every limit that was asked for, also one
 * of which nothing was got. Nothing when no limit was asked.
 */
export function grantsUsed(limits: readonly LimitUse[], granted: Grants | undefined, engine = engineNumber): Granted[] {
  if (granted === undefined) return [];
  const used = new Map(limits.map((limit) => [limit.limitId, grantOf(limit, engine)]));
  const asked = new Set([...granted.keys(), ...used.keys()]);
  return [...asked].sort().map((limitId) => used.get(limitId) ?? { limitId, quantity: 0, besides: 0 });
}

/** What is taken of shared limits, as an entry tells it. */
export const grantsOf = (decided: Pick<Verdict, 'limits'> | null, engine = engineNumber): Granted[] =>
  (decided?.limits ?? [])
    .map((limit) => grantOf(limit, engine))
    .filter(({ quantity, besides }) => quantity > 0 || besides > 0);

const grantOf = ({ limitId, used, taken }: LimitUse, engine: number): Granted => ({
  ...{ limitId, quantity: used },
  besides: takesWhatIsGiven(engine) ? taken - used : 0,
});
