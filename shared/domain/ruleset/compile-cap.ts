import { type CapUnit, shortHash } from './cap.ts';
import type { Counter } from './counter.ts';
import { periodOf, periodText } from './period.ts';
import type { PlannedCap } from './plan.ts';
import { compileScope, type Scope } from './scope.ts';
import type { Situation } from './situation.ts';
import { cellOf, namedIn, withSlot } from './slot.ts';
import type { LimitUse } from './verdict.ts';
import { type Compiling, lifeOf, noLine, type Outcome, type Watch } from './watch.ts';

/** Members are remembered by merchant where a cap is per merchant; the oldest are forgotten first. */
const memberNamesMax = 50;

/** A cap ready to apply; rules by their index. */
export type CompiledCap = {
  readonly capId: string;
  readonly unit: CapUnit;
  readonly capacity: number;
  readonly onLimit: 'clip' | 'skip';
  readonly rules: readonly number[];
  /** Whether many wallets meet in it, so that it must be granted. */
  readonly isShared: boolean;
  readonly isAt: (situation: Situation) => boolean;
  /** Where what it counts of the member was given; null when it counts nothing of the member. */
  readonly counts: Scope | null;
  /** What a receipt or a member may still be given, in minor units. */
  readonly room: (situation: Situation) => number;
  /** Whether the wallet is one of the members already counted. */
  readonly isMember: (situation: Situation) => boolean;
  readonly limitAt: (situation: Situation) => Omit<LimitUse, 'wanted' | 'used' | 'taken'>;
};

type Place = Pick<Compiling, 'sets' | 'time' | 'lateLimitMs' | 'watches'>;

/** Compiles a cap for the rules it covers; one of a member, or of members, is counted in the wallet. */
export function compileCap(
  cap: PlannedCap,
  covered: readonly { readonly index: number; readonly rule: { readonly id: string } }[],
  { sets, time, lateLimitMs, watches }: Place,
): CompiledCap {
  const { capId, per, unit, window, capacity, campaign, onLimit } = cap;
  const rules = covered.map(({ index }) => index);
  const ruleIds = covered.map(({ rule }) => rule.id);
  const isShared = per === 'merchant' || per === 'all';
  const matches = compileScope(cap.scope, sets);
  const life = lifeOf(window, { time, lateLimitMs, campaign });
  const periodAt = (situation: Situation) =>
    window === 'ever' || window === 'campaign' ? 0 : periodOf(window, situation.local.day);
  const key = `${unit === 'members' ? 'm' : 'c'}${shortHash(capId)}`;
  const memberName = ({ merchantId }: Situation) => (per === 'merchant' ? merchantId : '');
  const usedOf = (situation: Situation) => cellOf(situation.memory.counters.get(key), periodAt(situation));
  const isMember = (situation: Situation) =>
    situation.memory.counters.get(key)?.names.includes(namedIn(periodAt(situation), memberName(situation))) ?? false;

  /** The counter once the purchase is in it. */
  function after({ situation, givenMinor, stayingMinor }: Outcome): ReturnType<Watch['after']> {
    if (!isAt(situation)) return null;
    let totalMinor = 0;
    for (const rule of rules) totalMinor += givenMinor(rule) + stayingMinor(rule);
    if (totalMinor === 0 || (unit === 'members' && isMember(situation))) return null;
    const period = periodAt(situation);
    const added = unit === 'minor' ? totalMinor : 1;
    const counter = situation.memory.counters.get(key);
    const names = unit === 'members' ? namesWith(counter, period, memberName(situation)) : [];
    const cells = [cellOf(counter, period) + added];
    return {
      counter: withSlot(counter, { key, period, cells, names }, life.until(period), life.isOver(situation.occurredAt)),
      use: { key, kind: 'cap', period, added: [added], names: unit === 'members' ? [memberName(situation)] : [] },
    };
  }

  const isAt = (situation: Situation) =>
    matches(noLine, situation) && (per !== 'merchant' || situation.merchantId !== '');
  const isOfMember = per === 'member' || unit === 'members';
  if (isOfMember) watches.set(key, { key, cap: { ruleIds, unit, window, until: life.until }, after });
  return {
    capId,
    unit,
    capacity,
    onLimit,
    rules,
    isShared,
    isAt,
    counts: isOfMember ? cap.scope : null,
    isMember,
    room: (situation) => {
      if (per === 'receipt') return capacity;
      const left = Math.max(0, capacity - usedOf(situation));
      // A receipt that may still be rewarded may be rewarded in full.
      return unit === 'minor' ? left : left > 0 ? Number.MAX_SAFE_INTEGER : 0;
    },
    limitAt: (situation) => {
      const period = periodAt(situation);
      const where = per === 'merchant' ? `:${situation.merchantId}` : '';
      const end = life.until(period);
      return {
        limitId: `${capId}:${periodText(window, period)}${where}`,
        capacity,
        unit,
        until: end === null ? null : end - lateLimitMs,
        campaignId: campaign?.id ?? '',
        ruleIds,
      };
    },
  };
}

function namesWith(counter: Counter | undefined, period: number, name: string): string[] {
  const start = namedIn(period, '');
  const known = (counter?.names ?? []).filter((each) => each.startsWith(start));
  return [...known, namedIn(period, name)].slice(-memberNamesMax);
}
