import { accountsByReward } from '../engine.ts';
import type { Counter, CounterUse, TakenBack } from './counter.ts';
import { fundingOf } from './funder.ts';
import { lastPayerIn, withGivings } from './giving.ts';
import { merchantsIn, namesWith, payerIn } from './progress.ts';
import { rewardGone } from './reward-gone.ts';
import { rewardsGoing } from './rewards-going.ts';
import { ruleCounting, type Watched } from './watch.ts';

/** What is left of a counter, and the rewards that go with what it lost. */
export type Lowered = { readonly counter: Counter | null; readonly taken: readonly TakenBack[] };

/**
 * Which engine asks, and whose uses are taken off: the purchase's entry, 0 when it is of a wallet that was merged into
 * this one, and who sold it.
 */
export type By = { readonly engine: number; readonly sequence: number; readonly merchantId: string };

/** Lowers a threshold's progress; below the target the reward that it gave goes, once. */
export function lowerThreshold(
  version: Watched,
  counter: Counter,
  at: number,
  use: CounterUse,
  kept: CounterUse | undefined,
  { engine, sequence, merchantId }: By,
): Lowered {
  const threshold = version.watches.get(use.key)?.threshold;
  const { period } = use;
  const [progress, given] = [counter.values[at]!, counter.values[at + 1]!];
  const visits = merchantsIn(counter.names, period);
  const left = Math.max(0, progress - lessOf(visits, use, kept));
  const reached = threshold
    ? { before: threshold.timesAt(progress), after: threshold.timesAt(left) }
    : { before: 0, after: 0 };
  const names = namesWith(counter.names, period, visits, payerIn(counter.names, period));
  const after = (names: readonly string[], goneMinor: number): Counter => ({
    ...counter,
    values: counter.values.with(at, left).with(at + 1, given - goneMinor),
    names,
  });
  const rule = ruleCounting(version, use);
  const payer = lastPayerIn(names, period) ?? '';
  const takenOf = (amountMinor: number, soldBy: string): TakenBack[] =>
    amountMinor > 0 && rule
      ? [{ ruleId: rule.id, asset: rule.asset, amountMinor, funding: fundingOf(rule.funder, soldBy) }]
      : [];
  if (!accountsByReward(engine)) {
    const amountMinor = rewardGone(given, reached, use, kept, engine);
    return { counter: after(names, amountMinor), taken: takenOf(amountMinor, payer) };
  }
  const { going, givings } = rewardsGoing({ names, period, givenMinor: given }, reached, use, kept, sequence);
  const goneMinor = going.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const taken = going.flatMap(({ amountMinor, of, ...from }) => {
    const soldBy = of?.merchantId ?? (from.source === 'own' && merchantId !== '' ? merchantId : payer);
    return takenOf(amountMinor, soldBy).map((one) => ({ ...one, ...from }));
  });
  return { counter: after(withGivings(names, period, givings), goneMinor), taken };
}

/** How much less was counted; visits to the merchant with it. */
function lessOf(visits: Map<string, number>, use: CounterUse, kept: CounterUse | undefined): number {
  const [visited] = use.names;
  if (visited === undefined) return use.added[0]! - (kept?.added[0] ?? 0);
  if (kept || !visits.has(visited)) return 0;
  visits.set(visited, visits.get(visited)! - 1);
  return visits.get(visited) === 0 ? 1 : 0;
}
