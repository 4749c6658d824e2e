import { dateOf, type Reading } from './calendar.ts';
import type { Condition } from './language.ts';

export type Size = { readonly amountMinor: number; readonly pieces: number };

/** What conditions look at. */
export type Scene = {
  readonly local: Reading;
  readonly channel: string;
  /** Before wallet payment, discounts off. Chosen: the total counts every line, the scope only lines that earn. */
  readonly total: Size;
  readonly scope: Size;
};

export const holds = (condition: Condition, scene: Scene): boolean => isTrue(condition, scene) !== condition.not;

function isTrue(condition: Condition, scene: Scene): boolean {
  const { local } = scene;
  switch (condition.kind) {
    case 'dates':
      return local.date >= (condition.from ?? '0000') && local.date <= (condition.to ?? '9999');
    case 'hours':
      return inHours(condition, local);
    case 'channel':
      return condition.in.includes(scene.channel);
    case 'basket': {
      const { amountMinor, pieces } = scene[condition.of];
      return amountMinor >= (condition.minMinor ?? 0) && pieces >= (condition.minQuantity ?? 0);
    }
  }
}

const minutes = (text: string) => Number(text.split(':')[0]) * 60 + Number(text.split(':')[1]);

/** Looks for a starting day, today or yesterday, whose hours hold this wall time. */
function inHours({ days, from, to }: Extract<Condition, { kind: 'hours' }>, local: Reading): boolean {
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
