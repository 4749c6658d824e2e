import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freshStack } from '../../bin/local/fresh-stack.ts';
import { operatorToken } from '../../bin/local/operator.ts';
import { operatorGroups } from '../../shared/domain/key.ts';
import type { DeployedStack } from './over-http.ts';

/**
 * Deploys the demo ecosystem on a free port for the journeys and takes it down after them, also when interrupted.
 * `BOUCLE_STACK=.` takes the one that `npm start` serves from that folder instead.
 */
export default async function deployed(): Promise<() => Promise<void>> {
  const given = process.env.BOUCLE_STACK;
  if (given) {
    const found = JSON.parse(readFileSync(join(given, '.local/boucle.json'), 'utf8'));
    process.env.BOUCLE_DEPLOYED = JSON.stringify({ ...found, folder: given });
    return async () => {};
  }
  const { endpoint, deployed: stack, found, folder, stop } = await freshStack(join(import.meta.dirname, '../..'));
  const [operator, support, analyst] = await Promise.all(
    operatorGroups.map((group) => operatorToken(endpoint, stack, group)),
  );
  const tokens = { operator: operator!, support: support!, analyst: analyst! };
  // Where `npm start` would write it, for what is told to be run in a folder.
  mkdirSync(join(folder, '.local'));
  writeFileSync(join(folder, '.local/boucle.json'), JSON.stringify(found));
  process.env.BOUCLE_DEPLOYED = JSON.stringify({ ...found, folder, tokens } satisfies DeployedStack);
  return stop;
}
