import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Deployed, deploy } from './deploy.ts';
import { startEmulator } from './emulator.ts';
import { type Found, prepareStack } from './found.ts';
import { freePort } from './free-port.ts';

export type FreshStack = {
  readonly endpoint: string;
  readonly deployed: Deployed;
  readonly found: Found;
  /** Its own, gone with it. */
  readonly folder: string;
  readonly stop: () => Promise<void>;
};

/** The demo ecosystem freshly deployed on a free port, for tests; taken down at the end, also when interrupted. */
export async function freshStack(root: string): Promise<FreshStack> {
  const local = join(root, '.local');
  mkdirSync(local, { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), 'boucle-fresh-'));
  const port = await freePort();
  const emulator = await startEmulator(local, port, folder);
  process.once('exit', () => {
    emulator.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  const endpoint = `http://localhost:${port}`;
  const deployed = deploy(root, folder, endpoint);
  const found = await prepareStack(endpoint, deployed);
  const stop = async () => {
    emulator.kill('SIGTERM');
    await once(emulator, 'exit');
    rmSync(folder, { recursive: true, force: true });
  };
  return { endpoint, deployed, found, folder, stop };
}
