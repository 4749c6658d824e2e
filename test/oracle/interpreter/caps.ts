import { dateOf, period, read, startOfDay } from './calendar.ts';
import { samePeriod, type Wallet } from './history.ts';
import type { Document } from './language.ts';
import { proRata } from './rational.ts';
import { covers } from './scope.ts';
import { covered, type Named, type NamedCap } from './version.ts';

/** What a rule gives on a line, in whole minor units. */
export type Given = { readonly named: Named; readonly line: number; amountMinor: number };

/** What is taken of a limit that many wallets meet in. */
export type Limit = {
  readonly limitId: string;
  readonly campaignId: string;
  readonly capacity: number;
  readonly unit: 'minor' | 'count' | 'members';
  readonly until: number | null;
  readonly wanted: number;
  used: number;
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

/** Applies caps one after the other to what the groups gave; tells which limits are wanted, and which caps bit. */
export function applyCaps(
  caps: readonly NamedCap[],
  given: Given[],
  here: Here,
): { limits: Limit[]; bitten: Map<string, NamedCap> } {
  const limits: { limit: Limit; cap: NamedCap }[] = [];
  const bitten = new Map<string, NamedCap>();
  for (const each of caps) {
    const { cap } = each;
    const place = { merchantId: here.merchantId, sector: here.sector };
    if (!covers(cap.scope, noLine, place, {})) continue;
    const cells = given.filter(({ named, amountMinor }) => covered(each, named) && amountMinor > 0);
    const total = sumOf(cells);
    if (total === 0) continue;
    const unit = cap.amountMinor !== undefined ? 'minor' : cap.count !== undefined ? 'count' : 'members';
    const isShared = cap.per === 'merchant' || cap.per === 'all';
    if (unit === 'members' && usedBefore(each, here).count > 0) continue;
    const wanted = unit === 'minor' ? total : 1;
    const capacity = (cap.amountMinor ?? cap.count ?? cap.members)!;
    let left: number;
    if (isShared) {
      const limit = { ...limitOf(each, unit, capacity, here), wanted, used: 0 };
      limits.push({ limit, cap: each });
      left = here.granted === null ? wanted : (here.granted.get(limit.limitId) ?? 0);
    } else {
      const before = cap.per === 'receipt' ? { amountMinor: 0, count: 0 } : usedBefore(each, here);
      left = Math.max(0, capacity - (unit === 'minor' ? before.amountMinor : before.count));
    }
    if (wanted <= left) continue;
    const keptMinor = unit === 'minor' && cap.onLimit === 'clip' ? left : 0;
    const parts = proRata(
      keptMinor,
      cells.map(({ amountMinor }) => amountMinor),
    );
    for (const [at, cell] of cells.entries()) {
      if (parts[at]! < cell.amountMinor) bitten.set(cell.named.id, each);
      cell.amountMinor = parts[at]!;
    }
  }
  for (const { limit, cap } of limits) {
    const total = sumOf(given.filter(({ named }) => covered(cap, named)));
    limit.used = limit.unit === 'minor' ? total : total > 0 ? 1 : 0;
  }
  return { limits: limits.map(({ limit }) => limit), bitten };
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

/** A limit's name and end: `<cap>:<first day of its period>[:<merchant>]`. */
function limitOf({ id, cap, of }: NamedCap, unit: Limit['unit'], capacity: number, here: Here) {
  const zone = here.document.settings.timeZone;
  const merchant = cap.per === 'merchant' ? `:${here.merchantId}` : '';
  const common = { campaignId: of?.id ?? '', unit, capacity };
  if (cap.window === 'campaign')
    return { ...common, limitId: `${id}:campaign${merchant}`, until: of?.campaign.endsAt ?? null };
  if (cap.window === 'ever') return { ...common, limitId: `${id}:ever${merchant}`, until: null };
  const { first, next } = period(cap.window, read(zone, here.occurredAt).day);
  return { ...common, limitId: `${id}:${dateOf(first)}${merchant}`, until: startOfDay(zone, next) };
}
