import { openCalendar } from '../store/calendar.ts';
import { environment, readSetting } from './environment.ts';
import { openedOnce } from './ground.ts';
import type { Reacting } from './reaction.ts';

/** What a consumer of the stream stands on, as its environment says. */
export const reactingFromEnvironment = openedOnce(
  (ground): Reacting => ({
    ...ground,
    calendar: openCalendar({
      busArn: readSetting(environment.busArn),
      scheduleGroup: readSetting(environment.scheduleGroup),
      scheduleRoleArn: readSetting(environment.scheduleRoleArn),
    }),
  }),
);
