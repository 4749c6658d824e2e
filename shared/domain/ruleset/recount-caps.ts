import type { Window } from './cap.ts';
import type { Counter, CounterUse, TakenBack } from './counter.ts';
import { slotAt } from './slot.ts';
import type { Watched } from './watch.ts';

/** Part of a threshold's reward that goes (below 0) or comes back beside what the purchase itself loses or gains of it. */
export type OthersReward = {
  readonly ruleId: string;
  readonly amountMinor: number;
  readonly window: Window;
  readonly period: number;
};

/**
 * The member's caps once rewards that other purchases were given have gone or come back. A cap is recounted where the
 * period in it is known: for ever, of a campaign, or with the threshold's own window.
 * @param current the counter as it stands, with what this purchase has changed of it already
 * @returns those that change
 */
export function recountCaps(
  { watches }: Watched,
  current: (key: string) => Counter | undefined,
  rewards: readonly OthersReward[],
): Counter[] {
  if (rewards.length === 0) return [];
  const changed = new Map<string, Counter>();
  for (const { key, cap } of watches.values()) {
    if (cap?.unit !== 'minor') continue;
    for (const { ruleId, amountMinor, window, period } of rewards) {
      const counter = changed.get(key) ?? current(key);
      const at =
        counter && cap.ruleIds.includes(ruleId) ? slotAt(counter, periodIn(cap.window, window, period), 1) : -1;
      if (!counter || at < 0) continue;
      changed.set(key, { ...counter, values: counter.values.with(at, Math.max(0, counter.values[at]! + amountMinor)) });
    }
  }
  return [...changed.values()];
}

/** No counter has a slot of no period. */
const unknown = Number.NaN;
const periodIn = (cap: Window, window: Window, period: number): number =>
  cap === 'ever' || cap === 'campaign' ? 0 : cap === window ? period : unknown;

/** What goes from a threshold's counter (sign −1), or comes back to it, beside the purchase's own part by rule. */
export function othersRewards(
  { watches }: Watched,
  { key, period }: CounterUse,
  rewards: readonly TakenBack[],
  ownMinor: (ruleId: string) => number,
  sign: 1 | -1 = 1,
): OthersReward[] {
  const window = watches.get(key)?.threshold?.window;
  const [first] = rewards;
  if (window === undefined || first === undefined) return [];
  const { ruleId } = first;
  const restMinor = rewards.reduce((sum, { amountMinor }) => sum + amountMinor, 0) - ownMinor(ruleId);
  return restMinor > 0 ? [{ ruleId, amountMinor: sign * restMinor, window, period }] : [];
}
