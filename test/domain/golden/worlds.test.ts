import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { engineNumber } from '../../../shared/domain/engine.ts';
import { runWorld } from '../../simulation/run-world.ts';

/** What the present engine made of simulated worlds: all that was written and answered, in one digest a world. */
const file = join(import.meta.dirname, `worlds-${engineNumber}.json`);
const operations = 250;
/** Worlds that share limits and others, one whose wallets are full of lots. */
const seeds = [1, 2, 9, 17, 24, 25, 32, 33];

test('simulated worlds still come to what they came to, answer by answer', { timeout: 120_000 }, async () => {
  if (!existsSync(file) && process.env.BOUCLE_RECORD) {
    const recorded: Record<string, string> = {};
    for (const seed of seeds) recorded[seed] = await runWorld(seed, operations, new Map());
    writeFileSync(file, `${JSON.stringify(recorded, null, 2)}\n`);
  }
  const golden = JSON.parse(readFileSync(file, 'utf8'));
  const why = 'a change of output takes a new engineNumber; one of the simulation alone, a new recording of this file';
  for (const seed of seeds) expect(await runWorld(seed, operations, new Map()), why).toBe(golden[seed]);
});
