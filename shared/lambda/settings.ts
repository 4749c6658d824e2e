import type { Ecosystem } from '../domain/ecosystem.ts';
import { identifierKeysFrom } from '../domain/identifier.ts';
import { openBus } from '../store/bus.ts';
import type { Calendar, CalendarNames } from '../store/calendar.ts';
import { openTable } from '../store/client.ts';
import { loadSecret } from '../store/secret.ts';
import { environment } from './environment.ts';
import { type Log, type Platform, platformOf } from './platform.ts';
import type { Reacting } from './reaction.ts';
import { machineClock } from './recording-clock.ts';
import { poolTokens } from './token.ts';

let opened: Promise<Platform> | undefined;
let reacting: Promise<Reacting> | undefined;

type OpenCalendar = (names: CalendarNames) => Calendar;

/**
 * The platform that the function's environment describes, opened once; a failure is tried again by the next request.
 * @param openCalendar of the one function that sets schedules; the others carry none of its clients
 */
export function platformFromEnvironment(log: Log, openCalendar?: OpenCalendar): Promise<Platform> {
  opened ??= open(log, openCalendar).catch((fault) => {
    opened = undefined;
    throw fault;
  });
  return opened;
}

/** As platformFromEnvironment, for a consumer of the stream. */
export function reactingFromEnvironment(log: Log): Promise<Reacting> {
  reacting ??= openReacting(log).catch((fault) => {
    reacting = undefined;
    throw fault;
  });
  return reacting;
}

async function openReacting(log: Log): Promise<Reacting> {
  const ecosystem: Ecosystem = JSON.parse(read(environment.ecosystem));
  return {
    ecosystem,
    table: openTable(read(environment.tableName)),
    keys: identifierKeysFrom(await loadSecret(read(environment.idSecretArn)), ecosystem.id),
    clock: machineClock,
    log,
    publish: openBus(read(environment.busName)),
  };
}

async function open(log: Log, openCalendar: OpenCalendar | undefined): Promise<Platform> {
  const ecosystem: Ecosystem = JSON.parse(read(environment.ecosystem));
  return platformOf({
    ecosystem,
    table: openTable(read(environment.tableName)),
    keys: identifierKeysFrom(await loadSecret(read(environment.idSecretArn)), ecosystem.id),
    clock: machineClock,
    calendar: openCalendar ? openCalendar(calendarNames()) : noCalendar,
    log,
    verifyToken: poolTokens({
      issuer: read(environment.cognitoIssuer),
      jwksUri: read(environment.cognitoJwksUri),
      clientId: read(environment.userPoolClientId),
    }),
  });
}

const calendarNames = (): CalendarNames => ({
  busArn: read(environment.busArn),
  scheduleGroup: read(environment.scheduleGroup),
  scheduleRoleArn: read(environment.scheduleRoleArn),
});

const notHere = async () => {
  throw new Error('this function has no calendar');
};
export const noCalendar: Calendar = { schedule: notHere, remove: notHere, put: notHere };

function read(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}
