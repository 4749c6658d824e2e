import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const pinned = 'ministack[full]==1.5.33';
export const region = 'eu-west-3';
const readyTries = 60;

/** Something that the person at the keyboard can mend: told in one sentence, never as a stack trace. */
export class Trouble extends Error {}

/** Installs the emulator under `.local/venv` once. Needs Python 3.10 or newer. */
export function prepareEmulator(local: string): string {
  const program = join(local, 'venv/bin/ministack');
  if (existsSync(program)) return program;
  let version: string;
  try {
    version = execFileSync('python3', ['-c', 'import sys; print("%d %d" % sys.version_info[:2])'], {
      encoding: 'utf8',
    });
  } catch {
    throw new Trouble('Python 3 is needed for the local AWS and was not found: install Python 3.10 or newer.');
  }
  const [major = 0, minor = 0] = version.split(' ').map(Number);
  if (major < 3 || (major === 3 && minor < 10))
    throw new Trouble(`Python ${major}.${minor} is too old for the local AWS: install 3.10 or newer.`);
  console.log('Preparing the local AWS (once, about 20 s)…');
  try {
    execFileSync('python3', ['-m', 'venv', join(local, 'venv')], { stdio: 'pipe' });
    execFileSync(join(local, 'venv/bin/pip'), ['install', '-q', pinned], { stdio: 'pipe' });
  } catch {
    throw new Trouble(
      `${pinned} could not be installed from PyPI: check the network and Python's venv, then start again.`,
    );
  }
  return program;
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/**
 * Stopped, it keeps how far its functions have read the table's stream, but not the stream: started again they would
 * wait until it is as long as it was.
 */
function forgetStreamPositions(file: string): void {
  if (!existsSync(file)) return;
  const kept = JSON.parse(readFileSync(file, 'utf8'));
  delete kept.payload?.dynamodb_stream_positions;
  writeFileSync(file, JSON.stringify(kept));
}

/** Starts the emulator on the loopback, its state kept under `kept` at SIGTERM. */
export async function startEmulator(local: string, port: number, kept = local): Promise<ChildProcess> {
  if (!(await isFree(port)))
    throw new Trouble(`Port ${port} is taken: stop what uses it, or choose another with --port.`);
  const program = prepareEmulator(local);
  const [state, objects, scratch] = [join(kept, 'state'), join(kept, 's3'), join(kept, 'tmp')];
  // Unpacked functions, which it leaves behind when it is stopped in a hurry.
  rmSync(scratch, { recursive: true, force: true });
  for (const folder of [state, objects, scratch]) mkdirSync(folder, { recursive: true });
  forgetStreamPositions(join(state, 'lambda.json'));
  // Functions are CommonJS, and this project, which they may lie in, is not.
  writeFileSync(join(scratch, 'package.json'), '{"type":"commonjs"}');
  const child = spawn(program, {
    // Its own process group: a Ctrl-C reaches it through us, once.
    detached: true,
    stdio: 'ignore',
    env: {
      ...process.env,
      GATEWAY_PORT: String(port),
      BIND_HOST: '127.0.0.1',
      MINISTACK_REGION: region,
      IOT_MTLS_ENABLED: '0',
      PERSIST_STATE: '1',
      STATE_DIR: state,
      S3_PERSIST: '1',
      S3_DATA_DIR: objects,
      TMPDIR: scratch,
    },
  });
  for (let attempt = 0; attempt < readyTries; attempt += 1) {
    if (
      await fetch(`http://127.0.0.1:${port}/_ministack/health`).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      return child;
    await sleep(500);
  }
  child.kill();
  throw new Trouble('The local AWS did not start within 30 s.');
}
