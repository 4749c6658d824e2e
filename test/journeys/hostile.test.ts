import { afterAll, expect, test } from 'vitest';
import { demo } from '../../infra/ecosystems/list.ts';
import { overWire } from '../hostile/over-wire.ts';
import { type Request, requestMaker } from '../hostile/request.ts';
import { type Answer, told, whatIsWrong } from '../hostile/witness.ts';
import { aHostileWorld } from '../hostile/world.ts';
import { chanceFrom } from '../oracle/random/chance.ts';
import { deployedStack, overHttp } from '../support/over-http.ts';

/** The requests of test/hostile through the deployed gateway and functions: fewer, and byte by byte. */
const requests = 2_400;
const seed = 7;
const atOnce = 4;
const stack = deployedStack();
const wire = overWire(stack.apiUrl, atOnce);
afterAll(() => wire.close());

test(`${requests} hostile requests over HTTP: no fault of ours, and nothing told that nobody should read`, {
  timeout: 300_000,
}, async () => {
  const { send } = overHttp(stack);
  const tokenOf = (group: keyof NonNullable<typeof stack.tokens>) => stack.tokens?.[group] ?? stack.operatorToken;
  const world = await aHostileWorld(send, { run: crypto.randomUUID(), assets: demo.assets, tokenOf });
  const next = requestMaker(world.callers, world.live, seed);
  const chance = chanceFrom(seed);
  const wrongs: string[] = [];
  const statuses = new Map<number, number>();
  let left = requests;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      const request = next(chance);
      const answer = await wire.send(request);
      const wrong = wrongOf(request, answer, world.secrets);
      if (wrong !== undefined) wrongs.push(`${wrong}: ${told(request)}\n${JSON.stringify(answer)}`);
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      world.learn(request, answer);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  console.log(Object.fromEntries([...statuses].sort()));
  expect(wrongs.slice(0, 5).join('\n')).toBe('');
  for (const status of [200, 201, 400, 401, 403, 404, 413, 415, 422])
    expect(statuses.get(status), `${status}`).toBeGreaterThan(0);
});

/** What no route takes is answered by the gateway in its own words; another path may be another operation's. */
function wrongOf(request: Request, answer: Answer, secrets: readonly string[]): string | undefined {
  const { kind, operation } = request;
  if (kind === 'path' && answer.status === 404 && answer.text === '{"message":"Not Found"}') return undefined;
  const wrong = whatIsWrong(operation, answer, secrets);
  return kind === 'path' && answer.status < 300 && wrong?.startsWith('not its schema') ? undefined : wrong;
}
