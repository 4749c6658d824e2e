import type { Condition } from '../../condition/conditions.ts';
import { type Weekday, weekdayOf, weekdays } from '../../local-time.ts';
import { commonTo, type Days, daysOf, isNone } from './days.ts';
import type { Linted } from './finding.ts';
import { type Hours, spansOn } from './hours.ts';

/**
 * The first of a rule's dates and hours that leaves no moment of those that the ones before it leave, its campaign's
 * days among them; −1 when some is left. Only whole days of the campaign are looked at.
 */
export function leavesNoMoment(when: readonly Condition[], { inForce }: Linted): number {
  let days = inForce;
  const removed: Days[] = [];
  const hours: Hours[] = [];
  return when.findIndex((condition) => {
    if (condition.kind === 'hours') hours.push(condition);
    else if (condition.kind !== 'dates') return false;
    else if (condition.not) removed.push(daysOf({ ...condition, not: false })!);
    else days = commonTo(days, daysOf(condition)!);
    const isRemoved = removed.some(({ first, last }) => first <= days.first && days.last <= last);
    return isNone(days) || isRemoved || !weekdaysIn(days).some((day) => isOpenOn(day, hours));
  });
}

/** Weekdays that some days have. */
const weekdaysIn = ({ first, last }: Days): readonly Weekday[] =>
  last - first >= weekdays.length - 1
    ? weekdays
    : Array.from({ length: last - first + 1 }, (_, nth) => weekdayOf(first + nth));

/** Whether a weekday has a minute for which all hours hold: they change only where some begin or end. */
function isOpenOn(day: Weekday, hours: readonly Hours[]): boolean {
  const spans = hours.map((each) => ({ covered: spansOn(day, each), not: each.not }));
  const minutes = [0, ...spans.flatMap(({ covered }) => covered.flat())].filter((minute) => minute < 24 * 60);
  return minutes.some((minute) =>
    spans.every(({ covered, not }) => covered.some(([from, to]) => from <= minute && minute < to) !== not),
  );
}
