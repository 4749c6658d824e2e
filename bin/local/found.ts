import { createKey, type KeyRequest, writeMerchant } from '../../examples/client/index.ts';
import { clientFor, done, headersOf } from './api.ts';
import { merchants } from './demo-day.ts';
import type { Deployed } from './deploy.ts';
import { region } from './emulator.ts';
import { operatorToken } from './operator.ts';

const scopes = [
  'wallet:read',
  'wallet:write',
  'purchase:read',
  'purchase:write',
  'return:write',
  'redemption:write',
  'optin:write',
] satisfies KeyRequest['scopes'];

/** What a person or a test needs to use a local stack: `.local/boucle.json` (api.md §4). */
export type Found = {
  readonly apiUrl: string;
  readonly operatorToken: string;
  readonly keys: Readonly<Record<string, string>>;
  readonly awsEndpoint: string;
  readonly region: string;
  readonly tableName: string;
  readonly busName: string;
};

/** Opens the demo's merchants on a stack, and makes a key for the tills of each. */
export async function prepareStack(endpoint: string, deployed: Deployed): Promise<Found> {
  const { apiUrl, tableName, busName } = deployed;
  const token = await operatorToken(endpoint, deployed);
  const client = clientFor(apiUrl, token);
  const keys: Record<string, string> = {};
  for (const [id, sector] of Object.entries(merchants)) {
    await done(writeMerchant({ client, path: { id }, body: { name: id, sector, connected: true } }));
    const body = { label: id, merchantIds: [id], scopes };
    keys[id] = (await done(createKey({ client, headers: headersOf(), body }))).secret!;
  }
  return { apiUrl, operatorToken: token, keys, awsEndpoint: endpoint, region, tableName, busName };
}
