import { expect, test } from 'vitest';
import { mutated } from '../support/mutant.ts';
import { bugs } from './bugs.ts';
import { loadCode } from './code.ts';
import { explore } from './explore.ts';
import { scenariosOf } from './scenarios/scenarios.ts';
import { tillOf } from './till.ts';

test.each(bugs.map((bug) => [bug.name, bug] as const))('%s is found', async (_, bug) => {
  const mutant = mutated(...bug.mutations);
  try {
    const code = await loadCode(mutant.sharedTree);
    const scenario = scenariosOf(tillOf(code)).find(({ name }) => name === bug.scenario);
    expect(scenario).toBeDefined();
    const { broken } = await explore(scenario!, code);
    expect(broken?.promise).toBeTypeOf('string');
  } finally {
    mutant.remove();
  }
});
