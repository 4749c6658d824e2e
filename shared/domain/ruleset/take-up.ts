import type { Asset } from '../asset.ts';
import type { Credit } from '../effects.ts';
import type { Counter, CounterUse, LoweredCounter, TakenBack } from './counter.ts';
import { raiseThreshold } from './raise-threshold.ts';
import { cellCountOf, namedIn, slotAt } from './slot.ts';
import type { Watched } from './watch.ts';

/** Uses of a purchase with a return of it and without, what that return lowered, and what the purchase itself then gets. */
export type Undone = {
  readonly asIs: readonly CounterUse[];
  readonly undone: readonly CounterUse[];
  readonly lowered: readonly LoweredCounter[];
  /** What the purchase is given of a threshold more than it was, in minor units. */
  readonly ownMinor: (ruleId: string, asset: Asset) => number;
  /** Who sold it, and funds a reward that names the merchant. */
  readonly merchantId: string;
  readonly engine?: number | undefined;
  /** Its entry, 0 when it is of a wallet that was merged into this one, and the lot of a reward of it. */
  readonly sequence?: number;
  readonly lotOf?: (ruleId: string, asset: Asset) => Pick<Credit, 'lotId' | 'availability'> | undefined;
};

/** Counters that change, and rewards of thresholds that are reached again. */
export type TakenUp = { readonly counters: readonly Counter[]; readonly regiven: readonly TakenBack[] };

/**
 * Raises counters by what a purchase uses more once a return of it is undone. A counter or a period that has left the
 * state stays gone. A threshold is reached again as often as the return had taken that away, or as the purchase itself
 * is rewarded for it; where it would be reached for no purchase, progress stays one below it and the next one reaches it.
 */
export function takeUp(version: Watched, counters: ReadonlyMap<string, Counter>, change: Undone): TakenUp {
  const changed = new Map<string, Counter>();
  const regiven: TakenBack[] = [];
  for (const use of change.undone) {
    const now = changed.get(use.key) ?? counters.get(use.key);
    const before = change.asIs.find(({ key, period }) => key === use.key && period === use.period);
    const width = cellCountOf(use.key);
    const at = now && use.kind !== 'visit' && width > 0 ? slotAt(now, use.period, width) : -1;
    if (!now || at < 0) continue;
    const raised =
      use.kind === 'cap' ? raiseCap(now, at, use, before) : raiseThreshold(version, now, at, use, before, change);
    regiven.push(...(raised.regiven ?? []));
    if (raised.counter !== now) changed.set(use.key, raised.counter);
  }
  return { counters: [...changed.values()], regiven };
}

/** A counter as it was raised, and what its threshold gives again. */
export type Raised = { readonly counter: Counter; readonly regiven?: readonly TakenBack[] };

function raiseCap(now: Counter, at: number, use: CounterUse, before: CounterUse | undefined): Raised {
  const names = use.names.map((name) => namedIn(use.period, name)).filter((name) => !now.names.includes(name));
  // Members are counted once, whatever was bought since.
  const more = use.names.length > 0 ? names.length : use.added[0]! - (before?.added[0] ?? 0);
  if (more === 0) return { counter: now };
  const values = now.values.with(at, Math.max(0, now.values[at]! + more));
  return { counter: { ...now, values, names: [...now.names, ...names] } };
}
