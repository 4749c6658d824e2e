import { flattened } from '../../condition/conditions.ts';
import { clockChangesIn, dayBefore, minuteOfDay, type Weekday, weekdays } from '../../local-time.ts';
import { lint } from './finding.ts';

/** Hours that the clock skips or shows twice on two days a year. */
export const hoursInClockChange = lint({
  code: 'hours-in-clock-change',
  text: {
    en: 'On {date} the clock changes within these hours: they last longer or shorter that day.',
    fr: 'Le {date}, l’heure change pendant ces heures : elles durent plus ou moins longtemps ce jour-là.',
  },
  find: ({ rules, document, now }) => {
    // The next spring and autumn.
    const changes = clockChangesIn(document.settings.timeZone, now, 2);
    return rules.flatMap(({ rule, path }) =>
      rule.when.flatMap((condition, at) =>
        flattened([condition]).flatMap((one) => {
          if (one.kind !== 'hours' || (one.from === '00:00' && one.to === '24:00')) return [];
          const { days = weekdays, from, to } = one;
          const met = changes.find(({ weekday, fromMinute, toMinute }) =>
            spansOf(minuteOfDay(from), minuteOfDay(to), days, weekday).some(([a, b]) => a < toMinute && fromMinute < b),
          );
          return met ? [{ path: [...path, 'when', at], values: { date: met.date } }] : [];
        }),
      ),
    );
  },
});

const dayMinutes = 24 * 60;

/** Minutes of a weekday that hours cover; those that pass midnight belong to the day they start on. */
function spansOf(start: number, end: number, days: readonly Weekday[], on: Weekday): [number, number][] {
  const before = dayBefore(on);
  if (start < end) return days.includes(on) ? [[start, end]] : [];
  return [
    ...(days.includes(on) ? [[start, dayMinutes] as [number, number]] : []),
    ...(days.includes(before) ? [[0, end] as [number, number]] : []),
  ];
}
