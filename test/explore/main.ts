import { loadCode } from './code.ts';
import { explore } from './explore.ts';
import { scenariosOf } from './scenarios/scenarios.ts';
import { storyOf } from './story.ts';
import { tillOf } from './till.ts';

/**
 * `npm run explore -- [part of a name] [--small]`: every scenario, its states and its time; a broken promise as a story.
 */
const isSmall = process.argv.includes('--small');
const wanted = process.argv.slice(2).find((argument) => !argument.startsWith('--')) ?? '';
const code = await loadCode();
const row = (states: string, finals: string, seconds: string, name: string) =>
  console.log(`${states.padStart(10)} ${finals.padStart(10)} ${seconds.padStart(8)}  ${name}`);
row('states', 'final', 'seconds', 'scenario');
let states = 0;
let seconds = 0;
for (const scenario of scenariosOf(tillOf(code)).filter(
  ({ name, large }) => name.includes(wanted) && !(isSmall && large),
)) {
  const explored = await explore(scenario, code);
  states += explored.states;
  seconds += explored.milliseconds / 1000;
  row(
    String(explored.states),
    String(explored.finals),
    (explored.milliseconds / 1000).toFixed(1),
    `${scenario.name} (${scenario.functions.length} functions, ${scenario.faults} faults, ${scenario.ticks ?? 0} ticks)`,
  );
  if (!explored.broken) continue;
  const { world, promise, steps } = explored.broken;
  console.log(`\n${await storyOf(world, promise, steps)}\n`);
  process.exitCode = 1;
}
row(String(states), '', seconds.toFixed(1), 'together');
