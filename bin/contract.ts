import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openapiDocument } from '../shared/contract/openapi.ts';
import { secondMs } from '../shared/domain/instant.ts';
import { Trouble } from './local/emulator.ts';
import { freshStack } from './local/fresh-stack.ts';
import { type Played, playStory } from './local/story.ts';

/**
 * Schemathesis against a freshly deployed stack on which the examples' story was played: it makes requests of its own
 * from the contract, as an operator and as a till, and holds the answers against it.
 */
const pinned = 'schemathesis==4.32.5';
const seed = process.env.CONTRACT_SEED ?? '1';
/** All of it, the deployment included; each run takes its share of what is left, however slow the machine. */
const wholeSeconds = 340;
const leastSeconds = 30;
const runs = [
  { as: 'till', share: 0.3 },
  { as: 'operator', share: 1 },
] as const;
type Role = (typeof runs)[number]['as'];

/**
 * Left out: that what the schema allows is accepted (rules refuse it, which no schema can say), and that methods
 * without a route are 405 (to the gateway they are paths without a route, 404).
 */
const withoutChecks = 'positive_data_acceptance,unsupported_method';

const root = join(import.meta.dirname, '..');
const hooks = {
  SCHEMATHESIS_HOOKS: 'contract_hooks',
  PYTHONPATH: join(root, 'bin/local'),
  PYTHONDONTWRITEBYTECODE: '1',
};

function prepared(): string {
  const bin = join(root, '.local/venv/bin');
  const program = join(bin, 'schemathesis');
  if (existsSync(program)) return program;
  console.log('Preparing Schemathesis (once, about 15 s)…');
  try {
    execFileSync(join(bin, 'pip'), ['install', '-q', pinned], { stdio: 'pipe' });
  } catch {
    throw new Trouble(`${pinned} could not be installed from PyPI: check the network, then start again.`);
  }
  return program;
}

type Schema = Record<string, unknown> & { pattern?: string };

/**
 * The contract as this role meets it here: its own operations, ids that exist where a request names one, and no clock
 * of its own, since a wallet that was once in 2090 refuses whatever comes before.
 */
async function documentFor(as: Role, { told, playMore }: Played): Promise<object> {
  const ids = await playMore(as);
  const document = JSON.parse(told(JSON.stringify(openapiDocument())));
  const name = (_: string, value: Schema) => {
    const known = ids.get(/^\^([a-z]+)_/.exec(value?.pattern ?? '')?.[1] ?? '');
    return known ? { anyOf: [{ type: 'string', enum: known }, value] } : value;
  };
  // A reviver comes from the leaves up: what it puts in place of a schema it does not look at again.
  const withIds = <T>(part: T): T => (part === undefined ? part : JSON.parse(JSON.stringify(part), name as never));
  for (const methods of Object.values<Record<string, Schema>>(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const isOwn = as === 'operator' || (operation.security as object[]).some((one) => 'key' in one);
      if (!isOwn) delete methods[method];
      const parameters = ((operation.parameters ?? []) as Schema[]).filter((one) => one.name !== 'Boucle-Now');
      operation.parameters = withIds(parameters);
    }
  }
  const { schemas } = document.components;
  for (const id of Object.keys(schemas).filter((one) => one.endsWith('Request'))) schemas[id] = withIds(schemas[id]);
  return document;
}

async function main(): Promise<boolean> {
  const { found, folder, stop } = await freshStack(root);
  try {
    const { apiUrl, operatorToken } = found;
    const played = await playStory(found);
    const program = prepared();
    let isSound = true;
    for (const { as, share } of runs) {
      const file = join(folder, `${as}.json`);
      writeFileSync(file, JSON.stringify(await documentFor(as, played)));
      const leftSeconds = wholeSeconds - performance.now() / secondMs;
      const seconds = Math.max(leastSeconds, Math.floor(leftSeconds * share));
      console.log(`\nAs the ${as}, ${seconds} s`);
      const credential = as === 'till' ? played.till : operatorToken;
      const words = ['--no-color', 'run', file, '-u', apiUrl];
      const headers = ['-H', `Authorization: Bearer ${credential}`, '-H', `Boucle-Now: ${played.endedAt}`];
      const bounds = ['--max-time', String(seconds), '--request-timeout', '30'];
      const random = ['--seed', seed, '--generation-database', 'none', '--suppress-health-check', 'all'];
      const checks = ['--exclude-checks', withoutChecks, '--continue-on-failure'];
      const running = spawn(program, [...words, ...headers, ...bounds, ...random, ...checks], {
        cwd: folder,
        env: { ...process.env, ...hooks },
        stdio: 'inherit',
      });
      const [status] = await once(running, 'exit');
      isSound &&= status === 0;
    }
    return isSound;
  } finally {
    await stop();
  }
}

main().then(
  (isSound) => process.exit(isSound ? 0 : 1),
  (fault: unknown) => {
    console.error(fault instanceof Error ? fault.message : String(fault));
    process.exit(1);
  },
);
