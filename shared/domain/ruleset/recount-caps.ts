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

/** How caps of the member are recounted for such rewards; what was taken into account is not applied again. */
export type Recounts = {
  readonly take: (key: string, period: number) => number;
  readonly apply: (current: (key: string) => Counter | undefined) => Counter[];
};

/**
 * The member's caps once rewards that other purchases were given have gone or come back. A cap is recounted where the
 * period in it is known: for ever, of a campaign, or with the threshold's own window.
 */
export function recountsOf({ watches }: Watched, rewards: readonly OthersReward[]): Recounts {
  const left = new Map<string, { period: number; minor: number }>();
  for (const { key, cap } of rewards.length > 0 ? watches.values() : []) {
    if (cap?.unit !== 'minor') continue;
    for (const { ruleId, amountMinor, window, period } of rewards) {
      if (!cap.ruleIds.includes(ruleId)) continue;
      const at = periodIn(cap.window, window, period);
      if (at !== null) left.set(key, { period: at, minor: (left.get(key)?.minor ?? 0) + amountMinor });
    }
  }
  return {
    take(key, period) {
      const one = left.get(key);
      if (one?.period !== period) return 0;
      left.delete(key);
      return one.minor;
    },
    apply: (current) =>
      [...left].flatMap(([key, { period, minor }]) => {
        const counter = current(key);
        const at = counter ? slotAt(counter, period, 1) : -1;
        if (!counter || at < 0) return [];
        return [{ ...counter, values: counter.values.with(at, Math.max(0, counter.values[at]! + minor)) }];
      }),
  };
}

const periodIn = (cap: Window, window: Window, period: number): number | null =>
  cap === 'ever' || cap === 'campaign' ? 0 : cap === window ? period : null;

/** What goes from a threshold's counter (sign −1), or comes back to it, beside the purchase's own part. */
export function othersRewards(
  { watches }: Watched,
  { key, period }: CounterUse,
  ruleId: string,
  sign: 1 | -1,
  rewards: readonly TakenBack[],
  ownMinor: number,
): OthersReward[] {
  const window = watches.get(key)?.threshold?.window;
  const restMinor = rewards.reduce((sum, { amountMinor }) => sum + amountMinor, 0) - ownMinor;
  return window === undefined || restMinor === 0 ? [] : [{ ruleId, amountMinor: sign * restMinor, window, period }];
}
