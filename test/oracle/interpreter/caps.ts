import { period, read, startOfDay, written } from './calendar.ts';
import { byText } from './compete.ts';
import { samePeriod, type Wallet } from './history.ts';
import type { Document } from './language.ts';
import { proRata } from './rational.ts';
import { covers } from './scope.ts';
import { covered, type Named, type NamedCap } from './version.ts';

/** What a rule gives, in whole minor units. */
export type Given = { readonly named: Named; amountMinor: number };

/** What is taken of a limit that many wallets meet in. */
export type Limit = {
  readonly limitId: string;
  readonly campaignId: string;
  readonly capacity: number;
  readonly unit: 'minor' | 'count' | 'members';
  readonly until: number | null;
  readonly wanted: number;
  readonly used: number;
  /** What its rules gave of it in the end. */
  readonly taken: number;
};

export type Here = {
  readonly document: Document;
  readonly wallet: Wallet;
  readonly occurredAt: number;
  readonly merchantId: string;
  readonly sector: string;
  /** What shared limits were granted; null when nothing was claimed: all that is wanted is assumed. */
  readonly granted: ReadonlyMap<string, number> | null;
};

const noLine = {
  kind: '',
  sku: '',
  category: '',
  brand: '',
  attributes: [],
  quantity: 0,
  unit: '',
  amountMinor: 0,
  taxMinor: 0,
};

/** What each rule gives on all its lines, by group, then id: the order in which odd units of a cap go. */
export function byRule(cells: readonly Given[]): Given[] {
  const sums = new Map<Named, number>();
  for (const { named, amountMinor } of cells) sums.set(named, (sums.get(named) ?? 0) + amountMinor);
  const groups = [...new Set(cells.map(({ named }) => named.rule.group))];
  const place = ({ named }: Given) => groups.indexOf(named.rule.group);
  return [...sums]
    .map(([named, amountMinor]) => ({ named, amountMinor }))
    .sort((a, b) => place(a) - place(b) || byText(a.named.id, b.named.id));
}

/**
 * Applies caps one after the other to what the groups gave; tells which limits are wanted, and which caps bit. Chosen:
 * of a limit is taken what its rules give in the end; it used as little where that comes to the same.
 */
export function applyCaps(
  caps: readonly NamedCap[],
  given: Given[],
  here: Here,
): { limits: Limit[]; bitten: Map<string, NamedCap> } {
  const again = given.map((cell) => ({ ...cell }));
  const { limits, bitten, capOf } = applyOnce(caps, given, here);
  const told = limits.map((limit): Limit => {
    const total = sumOf(given.filter(({ named }) => covered(capOf.get(limit.limitId)!, named)));
    return { ...limit, taken: Math.min(limit.used, limit.unit === 'minor' ? total : Math.min(1, total)) };
  });
  applyOnce(caps, again, { ...here, granted: new Map(told.map(({ limitId, taken }) => [limitId, taken])) });
  const isSame = again.every(({ amountMinor }, at) => amountMinor === given[at]!.amountMinor);
  return { limits: isSame ? told.map((limit) => ({ ...limit, used: limit.taken })) : told, bitten };
}

function applyOnce(caps: readonly NamedCap[], given: Given[], here: Here) {
  const limits: Omit<Limit, 'taken'>[] = [];
  const bitten = new Map<string, NamedCap>();
  const capOf = new Map<string, NamedCap>();
  for (const each of caps) {
    const { cap } = each;
    const isShared = cap.per === 'merchant' || cap.per === 'all';
    if (!covers(cap.scope, noLine, here, {}) || (cap.per === 'merchant' && here.merchantId === '')) continue;
    const cells = given.filter(({ named, amountMinor }) => covered(each, named) && amountMinor > 0);
    const total = sumOf(cells);
    if (total === 0) continue;
    const unit = cap.amountMinor !== undefined ? 'minor' : cap.count !== undefined ? 'count' : 'members';
    const capacity = (cap.amountMinor ?? cap.count ?? cap.members)!;
    if (unit === 'members' && usedBefore(each, here).count > 0) continue;
    let leftMinor: number;
    if (isShared) {
      const limit = limitOf(each, unit, capacity, here);
      // Chosen: more than the whole limit is not asked for; what must be given whole is then not asked for at all.
      const wanted = unit !== 'minor' ? 1 : total <= capacity ? total : cap.onLimit === 'skip' ? 0 : capacity;
      const got = here.granted === null ? wanted : Math.min(wanted, here.granted.get(limit.limitId) ?? 0);
      leftMinor = unit === 'minor' ? got : got > 0 ? total : 0;
      const used = unit === 'minor' && cap.onLimit === 'skip' && got < total ? 0 : got;
      if (wanted > 0) limits.push({ ...limit, wanted, used });
      capOf.set(limit.limitId, each);
    } else {
      const before = cap.per === 'receipt' ? { amountMinor: 0, count: 0 } : usedBefore(each, here);
      const left = Math.max(0, capacity - (unit === 'minor' ? before.amountMinor : before.count));
      leftMinor = unit === 'minor' ? left : left > 0 ? total : 0;
    }
    if (total <= leftMinor) continue;
    const parts = proRata(
      cap.onLimit === 'clip' ? leftMinor : 0,
      cells.map(({ amountMinor }) => amountMinor),
    );
    for (const [at, cell] of cells.entries()) {
      if (parts[at]! < cell.amountMinor) bitten.set(cell.named.id, each);
      cell.amountMinor = parts[at]!;
    }
  }
  return { limits, bitten, capOf };
}

const sumOf = (cells: readonly Given[]) => cells.reduce((all, { amountMinor }) => all + amountMinor, 0);

/** What the wallet was given under a cap in this period, and on how many receipts. */
function usedBefore(
  each: NamedCap,
  { document, wallet, occurredAt, merchantId }: Here,
): { amountMinor: number; count: number } {
  const { cap, of } = each;
  let [amountMinor, count] = [0, 0];
  for (const past of wallet.past) {
    if (!samePeriod(document.settings.timeZone, cap.window, past.occurredAt, occurredAt, of)) continue;
    const place = { merchantId: past.purchase?.merchantId ?? '', sector: past.purchase?.sector ?? '' };
    if (!covers(cap.scope, noLine, place, {})) continue;
    if (cap.per === 'merchant' && place.merchantId !== merchantId) continue;
    let sum = 0;
    for (const { named, amountMinor: own } of past.given) if (covered(each, named)) sum += own;
    amountMinor += sum;
    if (sum > 0) count += 1;
  }
  return { amountMinor, count };
}

/** A limit's name and end: `<cap>:<its period as people write it>[:<merchant>]`. */
function limitOf({ id, cap, of }: NamedCap, unit: Limit['unit'], capacity: number, here: Here) {
  const zone = here.document.settings.timeZone;
  const merchant = cap.per === 'merchant' ? `:${here.merchantId}` : '';
  const common = { campaignId: of?.id ?? '', unit, capacity };
  if (cap.window === 'campaign')
    return { ...common, limitId: `${id}:campaign${merchant}`, until: of?.campaign.endsAt ?? null };
  if (cap.window === 'ever') return { ...common, limitId: `${id}:ever${merchant}`, until: null };
  const { first, next } = period(cap.window, read(zone, here.occurredAt).day);
  return { ...common, limitId: `${id}:${written(cap.window, first)}${merchant}`, until: startOfDay(zone, next) };
}
