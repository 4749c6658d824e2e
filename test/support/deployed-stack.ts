import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deploy } from '../../bin/local/deploy.ts';
import { startEmulator } from '../../bin/local/emulator.ts';
import { prepareStack } from '../../bin/local/found.ts';
import { operatorToken } from '../../bin/local/operator.ts';
import { operatorGroups } from '../../shared/domain/key.ts';
import type { DeployedStack } from './over-http.ts';

/**
 * Deploys the demo ecosystem on a free port for the journeys and takes it down after them, also when interrupted.
 * `BOUCLE_STACK=.` takes the one that `npm start` serves from that folder instead.
 */
export default async function deployed(): Promise<() => Promise<void>> {
  const folder = process.env.BOUCLE_STACK;
  if (folder) {
    const found = JSON.parse(readFileSync(join(folder, '.local/boucle.json'), 'utf8'));
    process.env.BOUCLE_DEPLOYED = JSON.stringify({ ...found, folder });
    return async () => {};
  }
  const root = join(import.meta.dirname, '../..');
  const local = join(root, '.local');
  mkdirSync(local, { recursive: true });
  const kept = mkdtempSync(join(tmpdir(), 'boucle-journeys-'));
  const port = await freePort();
  const emulator = await startEmulator(local, port, kept);
  process.once('exit', () => {
    emulator.kill('SIGKILL');
    rmSync(kept, { recursive: true, force: true });
  });
  const endpoint = `http://localhost:${port}`;
  const stack = deploy(root, kept, endpoint);
  const prepared = await prepareStack(endpoint, stack);
  const [operator, support, analyst] = await Promise.all(
    operatorGroups.map((group) => operatorToken(endpoint, stack, group)),
  );
  const tokens = { operator: operator!, support: support!, analyst: analyst! };
  const found: DeployedStack = { ...prepared, folder: kept, tokens };
  // Where `npm start` would write it, for what is told to be run in a folder.
  mkdirSync(join(kept, '.local'));
  writeFileSync(join(kept, '.local/boucle.json'), JSON.stringify(prepared));
  process.env.BOUCLE_DEPLOYED = JSON.stringify(found);
  return async () => {
    emulator.kill('SIGTERM');
    await once(emulator, 'exit');
    rmSync(kept, { recursive: true, force: true });
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
