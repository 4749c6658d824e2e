import { dateOf, later, period, read, startOfDay } from './calendar.ts';
import type { Expiry, Funder, Pending, Who } from './language.ts';

const dayMs = 86_400_000;

export type Availability = { readonly kind: string; readonly at?: number; readonly otherwise?: string };
export type End = { readonly kind: string; readonly at?: number; readonly months?: number };

/** Days of a delay are 24 hours. */
export function availability(pending: Pending, occurredAt: number): Availability {
  if (pending.mode === 'instant') return { kind: 'available' };
  if (pending.mode === 'delay') return { kind: 'from', at: occurredAt + pending.days * dayMs };
  return { kind: 'event', at: occurredAt + pending.maxDays * dayMs, otherwise: pending.then };
}

/** Durations go by the calendar; `endOf` month and a fixed date last to the end of that local day. */
export function expiry(mode: Expiry, zone: string, occurredAt: number): End {
  switch (mode.mode) {
    case 'never':
      return { kind: 'never' };
    case 'inactivity':
      return { kind: 'idle', months: mode.months };
    case 'duration': {
      const at = later(zone, occurredAt, mode.months ?? 0, mode.days ?? 0);
      if (mode.endOf !== 'month') return { kind: 'at', at };
      return { kind: 'at', at: startOfDay(zone, period('month', read(zone, at).day).next) };
    }
    case 'fixedDate':
      return { kind: 'at', at: startOfDay(zone, fixedDate(mode, read(zone, occurredAt).day) + 1) };
  }
}

/** The first such date that is at least `minDays` away, looked for day by day. 29 February is the 28th where it lacks. */
function fixedDate({ monthDay, minDays }: Extract<Expiry, { mode: 'fixedDate' }>, today: number): number {
  for (let day = today + minDays; ; day += 1) {
    const date = dateOf(day);
    const isLastOfMonth = dateOf(day + 1).slice(5, 7) !== date.slice(5, 7);
    if (date.slice(5) === monthDay) return day;
    if (isLastOfMonth && date.slice(5, 7) === monthDay.slice(0, 2) && date.slice(8) < monthDay.slice(3)) return day;
  }
}

export type Share = { readonly who: string; readonly shareBps: number };

/** Who pays, by name; one that is named twice bears the sum. */
export function funding(funder: Funder, sellingMerchantId: string): Share[] {
  const named = typeof funder === 'object' && 'length' in funder ? funder : [{ who: funder, shareBps: 10_000 }];
  const shares: { who: string; shareBps: number }[] = [];
  for (const { who, shareBps } of named) {
    const name = nameOf(who, sellingMerchantId);
    const known = shares.find((share) => share.who === name);
    if (known) known.shareBps += shareBps;
    else shares.push({ who: name, shareBps });
  }
  return shares;
}

function nameOf(who: Who, sellingMerchantId: string): string {
  if (who === 'merchant') return sellingMerchantId;
  if (who === 'operator') return who;
  return 'merchant' in who ? who.merchant : who.sponsor;
}
