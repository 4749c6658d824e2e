import { expect, test } from 'vitest';
import { loadCode } from './code.ts';
import { explore } from './explore.ts';
import { scenariosOf } from './scenarios/scenarios.ts';
import { storyOf } from './story.ts';
import { tillOf } from './till.ts';

const code = await loadCode();
const small = scenariosOf(tillOf(code)).filter(({ large }) => !large);

test.each(small.map((scenario) => [scenario.name, scenario] as const))(
  '%s: every order, every fault',
  async (_, scenario) => {
    const { broken, finals } = await explore(scenario, code);
    expect(broken && (await storyOf(broken.world, broken.promise, broken.steps))).toBeUndefined();
    expect(finals).toBeGreaterThan(0);
  },
);
