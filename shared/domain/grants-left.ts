import { engineNumber, takesWhatIsGiven } from './engine.ts';
import { type Granted, takenOf } from './event.ts';
import { type Staying, stayingOf } from './ruleset/counter.ts';
import { grantOf } from './ruleset/grants.ts';
import type { LimitUse, Verdict } from './ruleset/verdict.ts';

/** A purchase before a change of what is kept of it, and after. */
type Change = {
  /** What it took of shared limits until now. */
  readonly had: readonly Granted[];
  readonly before: Verdict | null;
  readonly after: Verdict | null;
  /** Of what it loses of thresholds, what stays with their counters; of what it gains, less than nothing. */
  readonly staying: Staying;
};

/**
 * What a purchase takes of shared limits once more or less of it is kept: what its rules give on that alone, and the
 * rewards of thresholds that have stayed with their counters, which are given until they go (rules-grammar.md "Return").
 */
export function grantsLeft({ had, before, after, staying }: Change, engine = engineNumber): Granted[] {
  if (!takesWhatIsGiven(engine)) return grantsOf(after, engine);
  const limitIds = new Set([...had.map(({ limitId }) => limitId), ...limitsOf(after).keys()]);
  const [was, is] = [limitsOf(before), limitsOf(after)];
  return [...limitIds]
    .map((limitId) => leftOf(limitId, had, was.get(limitId), is.get(limitId), staying))
    .filter(isSome);
}

/** What a verdict takes of shared limits. */
export const grantsOf = (verdict: Verdict | null, engine = engineNumber): Granted[] =>
  (verdict?.limits ?? []).map((limit) => grantOf(limit, engine)).filter(isSome);

function leftOf(
  limitId: string,
  had: readonly Granted[],
  was: LimitUse | undefined,
  is: LimitUse | undefined,
  staying: Staying,
): Granted {
  const grant = had.find((one) => one.limitId === limitId);
  const stayedBefore = Math.max(0, (grant ? takenOf(grant) : 0) - (was?.taken ?? 0));
  const stays = Math.max(0, stayedBefore + stayingOf(staying, (was ?? is)?.ruleIds ?? []));
  const { unit = 'minor' } = was ?? is ?? {};
  const [quantity, ownTaken] = [is?.used ?? 0, is?.taken ?? 0];
  const taken = unit === 'minor' ? ownTaken + stays : Math.min(1, ownTaken + stays);
  return { limitId, quantity, besides: taken - quantity };
}

const limitsOf = (verdict: Verdict | null) => new Map((verdict?.limits ?? []).map((limit) => [limit.limitId, limit]));
const isSome = ({ quantity, besides }: Granted) => quantity > 0 || besides > 0;
