import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { curls } from './local/curls.ts';
import { playDemoDay } from './local/demo-day.ts';
import { deploy } from './local/deploy.ts';
import { startEmulator, Trouble } from './local/emulator.ts';
import { prepareStack } from './local/found.ts';

const root = join(import.meta.dirname, '..');
const local = join(root, '.local');

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4566' },
      reset: { type: 'boolean', default: false },
      'no-demo': { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Trouble('--port takes a number from 1 to 65535.');
  mkdirSync(local, { recursive: true });
  if (values.reset) for (const kept of ['state', 's3']) rmSync(join(local, kept), { recursive: true, force: true });

  const emulator = await startEmulator(local, port);
  const stop = () => emulator.kill('SIGTERM');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  emulator.on('exit', () => process.exit(0));
  try {
    const endpoint = `http://localhost:${port}`;
    const deployed = deploy(root, local, endpoint);
    const found = await prepareStack(endpoint, deployed);
    const { apiUrl, operatorToken, keys } = found;
    writeFileSync(join(local, 'boucle.json'), `${JSON.stringify(found, null, 2)}\n`);
    if (!values['no-demo']) {
      const walletId = await playDemoDay(apiUrl, operatorToken, keys);
      console.log(`\nTry, as Zara's till:\n${curls(apiUrl, walletId, keys.zara!)}`);
    }
    console.log(`\nAPI ${apiUrl}\nKeys and addresses: .local/boucle.json. Ctrl-C stops and keeps everything.`);
  } catch (fault) {
    stop();
    throw fault;
  }
}

main().catch((fault: unknown) => {
  console.error(
    fault instanceof Trouble
      ? fault.message
      : `Could not start: ${fault instanceof Error ? fault.message : String(fault)}`,
  );
  process.exit(1);
});
