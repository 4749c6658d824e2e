import { afterAll, beforeAll, expect, test } from 'vitest';
import { problems } from '../../shared/contract/problem.ts';
import type { Entry } from '../../shared/domain/entry.ts';
import { type Engine, startEngine } from '../functions/engine.ts';
import { everyVerb } from '../functions/every-verb.ts';
import { demo, inProcess, operatorAs } from '../functions/in-process.ts';
import { chanceFrom } from '../oracle/random/chance.ts';
import { memoryLedger } from '../support/memory-ledger.ts';
import { type Kind, requestMaker } from './request.ts';
import { whatIsWrong, whatIsWrongWithLine } from './witness.ts';
import { aHostileWorld, throughGateway } from './world.ts';

/**
 * Hostile requests to every operation, as the gateway hands them over. Wallets live in the simulated store, which the
 * write path cannot tell from the table, so that there can be as many; keys, merchants and rulesets are in an engine.
 * The same requests go to an engine alone in engine.test.ts and over HTTP in over-http.test.ts, fewer.
 */
const requests = Number(process.env.HOSTILE_REQUESTS ?? 100_000);
const seed = Number(process.env.HOSTILE_SEED ?? 1);
const stepEvery = 500;
const stepMs = 11 * 60_000;
const republishEvery = 2_000;
const fullEvery = 25_000;

/** Reached by their own tests only; each says where. */
const elsewhere: Readonly<Record<string, string>> = {
  'conflict-retry': 'invariants.test.ts: a race',
  'clock-before-last-entry': 'engine.test.ts: sandboxes only',
};

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine?.stop());

test(`${requests} hostile requests`, { timeout: 600_000 }, async () => {
  const written: Entry[] = [];
  const { ledger } = memoryLedger((entry) => written.push(entry));
  const ecosystem = { ...demo, sandbox: false, assets: ['cashback', 'points', 'gift', 'prepaid'] as const };
  const api = inProcess(await everyVerb(), engine.table, ecosystem, undefined, ledger);
  const tableWrites = writesOf(engine);
  const soon = new Date(Date.now() + 70_000).toISOString();
  const world = await aHostileWorld(api.send, 'hostile', operatorAs, soon);
  api.wait(100_000);
  const next = requestMaker(world.callers, world.live, seed);
  const chance = chanceFrom(seed);
  console.log('setup', performance.now());
  const counts = new Map<string, number>();
  const codes = new Map<string, number>();
  const count = (map: Map<string, number>, name: string) => map.set(name, (map.get(name) ?? 0) + 1);
  let decided = 0;
  for (let at = 0; at < requests; at += 1) {
    if (at % stepEvery === 0) {
      api.wait(stepMs);
      await world.aWallet();
    }
    if (at % fullEvery === 0) await world.fullWallets();
    if (at % republishEvery === 0) await world.republish().catch(() => undefined);
    written.length = 0;
    tableWrites.count = 0;
    api.lines.length = 0;
    const request = next(chance);
    const answer = await throughGateway(api.handler, request);
    const { status, text } = answer;
    const tell = () => `request ${at} (${request.kind}) ${JSON.stringify(request)}\n${JSON.stringify(answer)}`;
    const wrong = whatIsWrong(request.operation, answer, world.secrets);
    if (wrong !== undefined) expect.fail(`${wrong}: ${tell()}`);
    if (status >= 400) {
      // A refusal may book what had ended by itself; of control nothing moves at all.
      const moved = written.filter(({ event }) => event.kind !== 'settled');
      if (moved.length > 0 || tableWrites.count > 0) expect.fail(`something was written: ${tell()}`);
      count(codes, JSON.parse(text).code);
    }
    if (api.lines.length !== 1) expect.fail(`${api.lines.length} lines: ${tell()}`);
    const [message, fields] = api.lines[0]!.split(/ (.*)/s) as [string, string];
    const leak = whatIsWrongWithLine(message, JSON.parse(fields));
    if (leak !== undefined) expect.fail(`${leak} in ${api.lines[0]}: ${tell()}`);
    if (status === 422 || (status < 300 && request.operation.method !== 'GET')) decided += 1;
    count(counts, `${request.kind} ${Math.floor(status / 100)}xx`);
    world.learn(request, answer);
  }
  console.log(Object.fromEntries([...counts].sort()), `decided ${decided}`, Object.fromEntries([...codes].sort()));
  expect(decided).toBeGreaterThanOrEqual(requests / 10);
  const missed = Object.entries(problems).filter(
    ([code, one]) => one.status < 500 && !codes.has(code) && !(code in elsewhere),
  );
  expect(missed.map(([code]) => code)).toEqual([]);
  const kinds: Kind[] = ['good', 'body', 'text', 'size', 'type', 'headers', 'path', 'query', 'credential'];
  for (const kind of kinds)
    expect(
      [...counts.keys()].some((name) => name.startsWith(`${kind} 4`)),
      kind,
    ).toBe(true);
});

/** Writes that the table has taken. */
function writesOf({ table: { client } }: Engine): { count: number } {
  const writes = { count: 0 };
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const result = await next(args);
        if (/^(?:Put|Update|Delete|TransactWrite)/.test(commandName)) writes.count += 1;
        return result;
      },
    { step: 'initialize', name: 'writes' },
  );
  return writes;
}
