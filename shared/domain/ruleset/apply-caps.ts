import type { Grants } from '../rules.ts';
import { splitByWeight } from '../split.ts';
import type { CompiledCap } from './compile-cap.ts';
import type { Situation } from './situation.ts';
import type { LimitUse } from './verdict.ts';

/** What rules give after caps, by their index, and the cap that lowered each of them last. */
export type Capped = {
  readonly amountMinor: readonly number[];
  readonly capIds: readonly (string | undefined)[];
  readonly limits: readonly LimitUse[];
};

type Sums = { readonly amountMinor: number[]; readonly capIds: (string | undefined)[] };

/**
 * Applies caps in their order (plan.ts). Caps of a receipt and of a member are known here; of limits that many wallets
 * share as much is given as was granted, everything that is wanted when nothing was asked yet. What a limit reports as
 * used decides the same again; what it reports as taken is what its rules give in the end, so that what a later cap took
 * off is not lost to the others. Mostly the one does for the other.
 * @param stayingMinor what rules have given besides that stays, by their index: it has its room before anything else
 */
export function applyCaps(
  caps: readonly CompiledCap[],
  situation: Situation,
  wantedMinor: readonly number[],
  granted: Grants | undefined,
  stayingMinor: readonly number[],
): Capped {
  if (caps.length === 0) return { amountMinor: wantedMinor, capIds: [], limits: [] };
  const sums: Sums = { amountMinor: [...wantedMinor], capIds: [] };
  const own = caps.filter(({ isShared }) => !isShared);
  for (const cap of own) {
    const totalMinor = cap.isAt(situation) ? sumOf(cap, sums) : 0;
    if (totalMinor > 0) lower(cap, sums, totalMinor, Math.max(0, cap.room(situation) - staysIn(cap, stayingMinor)));
  }
  const shared = caps.filter((cap) => cap.isShared && cap.isAt(situation));
  if (shared.length === 0) return { ...sums, limits: [] };

  const before: Sums = { amountMinor: [...sums.amountMinor], capIds: [...sums.capIds] };
  const limits = applyShared(shared, situation, sums, granted, stayingMinor);
  const told = limits.map((limit, at): LimitUse => {
    const taken = Math.min(limit.used, finallyTaken(shared, limits, at, sums, stayingMinor));
    return { ...limit, taken };
  });
  if (told.every(({ used, taken }) => used === taken)) return { ...sums, limits: told };
  const least = new Map(told.map(({ limitId, taken }) => [limitId, taken]));
  applyShared(shared, situation, before, least, stayingMinor);
  const isSame = before.amountMinor.every((amount, at) => amount === sums.amountMinor[at]);
  return { ...sums, limits: isSame ? told.map((limit) => ({ ...limit, used: limit.taken })) : told };
}

type Used = Omit<LimitUse, 'taken'>;

function applyShared(
  caps: readonly CompiledCap[],
  situation: Situation,
  sums: Sums,
  granted: Grants | undefined,
  stayingMinor: readonly number[],
): Used[] {
  const limits: Used[] = [];
  for (const cap of caps) {
    const moreMinor = sumOf(cap, sums);
    const staysMinor = staysIn(cap, stayingMinor);
    const totalMinor = moreMinor + staysMinor;
    if (totalMinor === 0) continue;
    const limit = cap.limitAt(situation);
    const wanted = wantedOf(cap, situation, totalMinor);
    const got = granted === undefined ? wanted : Math.min(wanted, granted.get(limit.limitId) ?? 0);
    if (cap.unit === 'minor') {
      const used = Math.max(staysMinor, cap.onLimit === 'skip' && got < totalMinor ? 0 : got);
      lower(cap, sums, moreMinor, used - staysMinor);
      if (wanted > 0) limits.push({ ...limit, wanted, used });
    } else if (wanted > 0) {
      if (got === 0) lower(cap, sums, moreMinor, 0);
      limits.push({ ...limit, wanted, used: got });
    }
  }
  return limits;
}

/** One receipt, one member who is not counted yet, or the amount as far as the whole limit reaches. */
function wantedOf(cap: CompiledCap, situation: Situation, totalMinor: number): number {
  if (cap.unit === 'count') return 1;
  if (cap.unit === 'members') return cap.isMember(situation) ? 0 : 1;
  if (totalMinor <= cap.capacity) return totalMinor;
  return cap.onLimit === 'skip' ? 0 : cap.capacity;
}

function finallyTaken(
  caps: readonly CompiledCap[],
  limits: readonly Used[],
  at: number,
  sums: Sums,
  stayingMinor: readonly number[],
): number {
  const cap = caps.find(({ capId }) => limits[at]!.limitId.startsWith(`${capId}:`))!;
  const totalMinor = sumOf(cap, sums) + staysIn(cap, stayingMinor);
  return cap.unit === 'minor' ? totalMinor : Math.min(1, totalMinor);
}

function sumOf({ rules }: CompiledCap, { amountMinor }: Sums): number {
  let sum = 0;
  for (const rule of rules) sum += amountMinor[rule]!;
  return sum;
}

const staysIn = ({ rules }: CompiledCap, stayingMinor: readonly number[]): number =>
  stayingMinor.length === 0 ? 0 : rules.reduce((sum, rule) => sum + (stayingMinor[rule] ?? 0), 0);

/** Leaves `roomMinor` of what a cap's rules give: pro rata, or nothing at all. */
function lower(cap: CompiledCap, { amountMinor, capIds }: Sums, totalMinor: number, roomMinor: number): void {
  if (totalMinor <= roomMinor) return;
  const amounts = cap.rules.map((rule) => amountMinor[rule]!);
  const left = cap.onLimit === 'skip' || roomMinor === 0 ? [] : splitByWeight(roomMinor, amounts);
  for (let at = 0; at < amounts.length; at += 1) {
    const kept = left[at] ?? 0;
    if (kept === amounts[at]) continue;
    amountMinor[cap.rules[at]!] = kept;
    capIds[cap.rules[at]!] = cap.capId;
  }
}
