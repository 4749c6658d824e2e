import type { Ecosystem } from '../domain/ecosystem.ts';
import { identifierKeysFrom } from '../domain/identifier.ts';
import { openTable } from '../store/client.ts';
import { loadSecret } from '../store/secret.ts';
import { environment, readSetting } from './environment.ts';
import type { Log, Platform } from './platform.ts';
import { machineClock } from './recording-clock.ts';

/** What every function stands on. */
export type Ground = Pick<Platform, 'ecosystem' | 'table' | 'keys' | 'clock' | 'log'>;

/**
 * What a function opens on the ground that its environment describes, opened once for all its requests; a failure is
 * tried again by the next.
 */
export function openedOnce<T>(open: (ground: Ground) => T): (log: Log) => Promise<T> {
  let opened: Promise<T> | undefined;
  return (log) => {
    opened ??= groundFromEnvironment(log)
      .then(open)
      .catch((fault) => {
        opened = undefined;
        throw fault;
      });
    return opened;
  };
}

async function groundFromEnvironment(log: Log): Promise<Ground> {
  const ecosystem: Ecosystem = JSON.parse(readSetting(environment.ecosystem));
  return {
    ecosystem,
    table: openTable(readSetting(environment.tableName)),
    keys: identifierKeysFrom(await loadSecret(readSetting(environment.idSecretArn)), ecosystem.id),
    clock: machineClock,
    log,
  };
}
