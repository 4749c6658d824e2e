import type { SingleCondition } from '../../condition/conditions.ts';
import { dayBefore, minuteOfDay, type Weekday, weekdays } from '../../local-time.ts';

export type Hours = Extract<SingleCondition, { kind: 'hours' }>;

const dayMinutes = 24 * 60;

/** Minutes of a weekday that hours cover, from included to excluded; those that pass midnight belong to the day they start on. */
export function spansOn(
  on: Weekday,
  { days = [...weekdays], from, to }: Hours,
): readonly (readonly [number, number])[] {
  const [start, end] = [minuteOfDay(from), minuteOfDay(to)];
  if (start < end) return days.includes(on) ? [[start, end]] : [];
  return [
    ...(days.includes(on) ? [[start, dayMinutes] as const] : []),
    ...(days.includes(dayBefore(on)) ? [[0, end] as const] : []),
  ];
}
