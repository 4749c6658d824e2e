import type { Ecosystem } from '../domain/ecosystem.ts';
import { identifierKeysFrom } from '../domain/identifier.ts';
import { openTable } from '../store/client.ts';
import { loadSecret } from '../store/secret.ts';
import { environment, readSetting } from './environment.ts';
import { type Log, type Platform, platformOf } from './platform.ts';
import { machineClock } from './recording-clock.ts';
import { poolTokens } from './token.ts';

let opened: Promise<Platform> | undefined;

/** The platform that the function's environment describes, opened once; a failure is tried again by the next request. */
export function platformFromEnvironment(log: Log): Promise<Platform> {
  opened ??= open(log).catch((fault) => {
    opened = undefined;
    throw fault;
  });
  return opened;
}

async function open(log: Log): Promise<Platform> {
  const ecosystem: Ecosystem = JSON.parse(readSetting(environment.ecosystem));
  return platformOf({
    ecosystem,
    table: openTable(readSetting(environment.tableName)),
    keys: identifierKeysFrom(await loadSecret(readSetting(environment.idSecretArn)), ecosystem.id),
    clock: machineClock,
    log,
    verifyToken: poolTokens({
      issuer: readSetting(environment.cognitoIssuer),
      jwksUri: readSetting(environment.cognitoJwksUri),
      clientId: readSetting(environment.userPoolClientId),
    }),
  });
}
