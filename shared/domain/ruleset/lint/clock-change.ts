import { flattened } from '../../condition/conditions.ts';
import { type ClockChange, clockChangesIn, dayOf, localTimeIn } from '../../local-time.ts';
import type { Rule } from '../rule.ts';
import { daysLeft } from './days.ts';
import { type Linted, lint } from './finding.ts';
import { spansOn } from './hours.ts';

/** Hours that the clock skips or shows twice on two days a year. */
export const hoursInClockChange = lint({
  code: 'hours-in-clock-change',
  text: {
    en: 'On {date} the clock changes within these hours: they last longer or shorter that day.',
    fr: 'Le {date}, l’heure change pendant ces heures : elles durent plus ou moins longtemps ce jour-là.',
  },
  find: (linted) =>
    linted.rules.flatMap(({ rule, path }) => {
      const isTimed = flattened(rule.when).some(({ kind }) => kind === 'hours');
      const changes = isTimed ? changesFor(rule, linted) : [];
      return rule.when.flatMap((condition, at) =>
        flattened([condition]).flatMap((one) => {
          if (one.kind !== 'hours' || (one.from === '00:00' && one.to === '24:00')) return [];
          const met = changes.find(({ weekday, fromMinute, toMinute }) =>
            spansOn(weekday, one).some(([from, to]) => from < toMinute && fromMinute < to),
          );
          return met ? [{ path: [...path, 'when', at], values: { date: met.date } }] : [];
        }),
      );
    }),
});

/** The next spring and autumn of a rule, on days on which it may hold. */
function changesFor(rule: Rule, linted: Linted): ClockChange[] {
  const { document, campaign, now } = linted;
  const { timeZone } = document.settings;
  const { first, last } = daysLeft(rule, linted);
  const begins = first > last ? now : localTimeIn(timeZone).startOfDay(first);
  const from = Math.max(now, campaign?.startsAt ?? now, begins);
  return clockChangesIn(timeZone, from, 2).filter(
    ({ at, date }) => dayOf(date) >= first && dayOf(date) <= last && at < (campaign?.endsAt ?? Infinity),
  );
}
