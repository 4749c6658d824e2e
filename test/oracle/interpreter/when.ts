import { dateOf, read } from './calendar.ts';
import type { Past } from './history.ts';
import { samePeriod, type Wallet, wasThere } from './history.ts';
import type { Condition, Document } from './language.ts';
import type { Named } from './version.ts';

export type Size = { readonly amountMinor: number; readonly pieces: number };

/** What conditions look at. */
export type Scene = {
  readonly document: Document;
  readonly wallet: Wallet;
  /** This purchase as it would be looked back at. */
  readonly now: Past;
  readonly channel: string;
  readonly named: Named;
  /** Before wallet payment, discounts off. Chosen: the total counts every line, the scope only lines that earn. */
  readonly total: Size;
  readonly scope: Size;
  /** Filled by `after … once`: the earlier purchases that a reward would use up. */
  readonly serving: Record<string, number>;
};

export const holds = (condition: Condition, scene: Scene, place: string): boolean =>
  isTrue(condition, scene, place) !== condition.not;

function isTrue(condition: Condition, scene: Scene, place: string): boolean {
  const { document, wallet, now } = scene;
  const zone = document.settings.timeZone;
  const { occurredAt } = now;
  switch (condition.kind) {
    case 'dates': {
      const { date } = read(zone, occurredAt);
      return date >= (condition.from ?? '0000') && date <= (condition.to ?? '9999');
    }
    case 'hours':
      return inHours(condition, zone, occurredAt);
    case 'channel':
      return condition.in.includes(scene.channel);
    case 'store':
      return condition.in.includes(now.purchase?.storeId ?? '');
    case 'basket': {
      const { amountMinor, pieces } = scene[condition.of];
      return amountMinor >= (condition.minMinor ?? 0) && pieces >= (condition.minQuantity ?? 0);
    }
    case 'nth': {
      if (!wasThere(document, now, condition.scope)) return false;
      const before = wallet.past.filter(
        (past) =>
          wasThere(document, past, condition.scope) &&
          samePeriod(zone, condition.window, past.occurredAt, occurredAt, scene.named.of),
      );
      const nth = before.length + 1;
      return condition.every ? nth % condition.n === 0 : nth === condition.n;
    }
    case 'after':
      return isAfter(condition, scene, place);
    case 'absent': {
      const there = wallet.past.filter((past) => wasThere(document, past, condition.scope));
      const daysMs = condition.days * 24 * 3_600_000;
      return there.length > 0 && there.every((past) => occurredAt - past.occurredAt >= daysMs);
    }
    case 'optedIn':
      return wallet.optIns.includes(condition.campaignId ?? scene.named.of?.id ?? '');
    case 'audience':
      return condition.in.some((id) => wallet.audiences.includes(id));
    case 'paidWithWallet': {
      const { expiringWithinDays } = condition;
      let paid = 0;
      for (const { amountMinor, expiresAt } of now.purchase?.walletTenders ?? []) {
        const daysMs = (expiringWithinDays ?? 0) * 24 * 3_600_000;
        const counts = expiringWithinDays === undefined || (expiresAt !== null && expiresAt <= occurredAt + daysMs);
        if (counts) paid += amountMinor;
      }
      return paid >= condition.minMinor;
    }
    case 'any':
      // Every one is asked, so that each `after … once` knows what it would use up.
      return condition.of.map((each, at) => holds(each, scene, `${place}.${at}`)).includes(true);
  }
}

/** Chosen: where an earlier purchase serves once, the oldest that still counts is used up first. */
function isAfter(condition: Extract<Condition, { kind: 'after' }>, scene: Scene, place: string): boolean {
  const { document, wallet, now, named } = scene;
  const zone = document.settings.timeZone;
  const key = `${named.id} ${place}`;
  const used = new Set(wallet.past.flatMap((past) => past.served[key] ?? []));
  const counting = wallet.past
    .map((past, at) => ({ past, at }))
    .filter(({ past, at }) => {
      const agoMs = now.occurredAt - past.occurredAt;
      if (!wasThere(document, past, condition.scope) || agoMs < 0) return false;
      if (condition.withinHours !== undefined && agoMs > condition.withinHours * 3_600_000) return false;
      if (condition.sameDay && read(zone, past.occurredAt).date !== read(zone, now.occurredAt).date) return false;
      return !(condition.once && used.has(at));
    })
    .sort((a, b) => a.past.occurredAt - b.past.occurredAt);
  if (counting.length > 0 && condition.once) scene.serving[place] = counting[0]!.at;
  return counting.length > 0;
}

const minutes = (text: string) => Number(text.split(':')[0]) * 60 + Number(text.split(':')[1]);

/** Looks for a starting day, today or yesterday, whose hours hold this wall time. */
function inHours({ days, from, to }: Extract<Condition, { kind: 'hours' }>, zone: string, at: number): boolean {
  const local = read(zone, at);
  const start = minutes(from);
  const end = minutes(to) <= start ? minutes(to) + 24 * 60 : minutes(to);
  for (const ago of [0, 1]) {
    const minute = local.minute + ago * 24 * 60;
    if (minute >= start && minute < end && (!days || days.includes(weekdayOf(local.day - ago)))) return true;
  }
  return false;
}

const weekdayOf = (day: number) =>
  (['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const)[new Date(`${dateOf(day)}T00:00:00Z`).getUTCDay()]!;
