import { accountsByReward, engineNumber } from '../engine.ts';
import type { Counter, CounterUse, LoweredCounter } from './counter.ts';
import { fundingOf } from './funder.ts';
import { lastPayerIn, withGivings } from './giving.ts';
import { givingsAnew, givingsBack, regivenOf } from './givings-back.ts';
import { merchantsIn, namesWith, payerIn } from './progress.ts';
import { cellOf } from './slot.ts';
import type { Raised, Undone } from './take-up.ts';
import type { Watched } from './watch.ts';

/** Raises a threshold's progress, and gives its rewards again as far as it is reached again (take-up.ts). */
export function raiseThreshold(
  { rules, watches }: Watched,
  now: Counter,
  at: number,
  use: CounterUse,
  before: CounterUse | undefined,
  { lowered, ownMinor, lotOf, merchantId, sequence = 0, engine = engineNumber }: Undone,
): Raised {
  const { period } = use;
  const visits = merchantsIn(now.names, period);
  const more = moreOf(visits, use, before);
  const { timesAt = () => 0, target = 0, index = -1 } = watches.get(use.key)?.threshold ?? {};
  const rule = rules[index]?.rule;
  const [progress, given] = [now.values[at]!, now.values[at + 1]!];
  const had = timesAt(progress);
  const lost = lostOf(lowered, use, timesAt);
  const own = rule ? ownMinor(rule.id, rule.asset) : 0;
  const wanted = Math.max(0, timesAt(progress + more) - had);
  const again = lost.times > 0 ? Math.min(wanted, lost.times) : own > 0 ? wanted : 0;
  const amountMinor = again === 0 ? 0 : lost.times > 0 ? Math.floor((lost.givenMinor * again) / lost.times) : own;
  const raised = Math.max(0, wanted > again ? target * (had + again + 1) - 1 : progress + more);
  const known = payerIn(now.names, period);
  const payer = known.length > 0 || amountMinor === 0 ? known : [`:${merchantId}`];
  const names = namesWith(now.names, period, visits, payer);
  const values = now.values.with(at, raised).with(at + 1, given + amountMinor);
  const payerId = lastPayerIn(names, period) ?? merchantId;
  if (!accountsByReward(engine)) {
    const counter = { ...now, values, names };
    if (amountMinor === 0 || !rule) return { counter };
    const { id: ruleId, asset, funder } = rule;
    return { counter, regiven: [{ ruleId, asset, amountMinor, funding: fundingOf(funder, payerId) }] };
  }
  const isHere = sequence > 0;
  const back = givingsBack(isHere && again === lost.times ? lowered : [], use, names);
  // Reached by the purchase itself, which nothing had taken from the counter.
  const isAnew = isHere && amountMinor > 0 && lost.times === 0;
  const lot = rule && lotOf?.(rule.id, rule.asset);
  const anew = { merchantId, sequence, times: again, amountMinor };
  const givings = isAnew ? givingsAnew(back.givings, anew, lot) : back.givings;
  const counter = { ...now, values, names: withGivings(names, period, givings) };
  return { counter, regiven: rule ? regivenOf(rule, back.parts, amountMinor, payerId) : [] };
}

/** How much more is counted; visits to the merchant with it. */
function moreOf(visits: Map<string, number>, use: CounterUse, before: CounterUse | undefined): number {
  const [visited] = use.names;
  if (visited === undefined) return use.added[0]! - (before?.added[0] ?? 0);
  const more = before || visits.has(visited) ? 0 : 1;
  if (!before) visits.set(visited, (visits.get(visited) ?? 0) + 1);
  return more;
}

/** How often a threshold was reached less by the return, and what of its rewards went with that. */
function lostOf(
  lowered: readonly LoweredCounter[],
  { key, period }: CounterUse,
  timesAt: (progress: number) => number,
) {
  const one = lowered.find(({ after }) => after.key === key);
  const timesOf = (counter: Counter | undefined) => timesAt(cellOf(counter, period));
  const givenMinor = cellOf(one?.before, period, 1) - cellOf(one?.after, period, 1);
  return { times: Math.max(0, timesOf(one?.before) - timesOf(one?.after)), givenMinor };
}
