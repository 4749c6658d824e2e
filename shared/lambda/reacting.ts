import { identifierKeysFrom } from '../domain/identifier.ts';
import { openCalendar } from '../store/calendar.ts';
import { openTable } from '../store/client.ts';
import { loadSecret } from '../store/secret.ts';
import { environment, readSetting } from './environment.ts';
import type { Log } from './platform.ts';
import type { Reacting } from './reaction.ts';
import { machineClock } from './recording-clock.ts';

let opened: Promise<Reacting> | undefined;

/** What a consumer of the stream stands on, as its environment says, opened once; a failure is tried again. */
export function reactingFromEnvironment(log: Log): Promise<Reacting> {
  opened ??= open(log).catch((fault) => {
    opened = undefined;
    throw fault;
  });
  return opened;
}

async function open(log: Log): Promise<Reacting> {
  const ecosystem = JSON.parse(readSetting(environment.ecosystem));
  return {
    ecosystem,
    table: openTable(readSetting(environment.tableName)),
    keys: identifierKeysFrom(await loadSecret(readSetting(environment.idSecretArn)), ecosystem.id),
    clock: machineClock,
    log,
    calendar: openCalendar({
      busArn: readSetting(environment.busArn),
      scheduleGroup: readSetting(environment.scheduleGroup),
      scheduleRoleArn: readSetting(environment.scheduleRoleArn),
    }),
  };
}
