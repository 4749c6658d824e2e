import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { problems } from '../../shared/contract/problem.ts';
import type { Entry } from '../../shared/domain/entry.ts';
import { type Engine, startEngine } from '../functions/engine.ts';
import { everyVerb } from '../functions/every-verb.ts';
import { demo, inProcess, operatorAs } from '../functions/in-process.ts';
import { chanceFrom } from '../oracle/random/chance.ts';
import { ledgerBeside } from './ledger.ts';
import { kinds, requestMaker } from './request.ts';
import { told, whatIsWrong, whatIsWrongWithLine } from './witness.ts';
import { aHostileWorld, throughGateway } from './world.ts';
import { writesOf } from './writes.ts';

/**
 * Hostile requests to every operation, as the gateway hands them over. Wallets live in the simulated store, which the
 * write path cannot tell from the table, so that there can be as many; all else is in an engine. Fewer of the same go
 * over HTTP in test/journeys/hostile.test.ts. HOSTILE_SEED gives others, HOSTILE_REQUESTS more.
 */
const requests = Number(process.env.HOSTILE_REQUESTS ?? 100_000);
const seed = Number(process.env.HOSTILE_SEED ?? 1);
const stepEvery = 1_000;
const stepMs = 22 * 60_000;
const republishEvery = 4_000;
const fullEvery = 50_000;
/** From here on the codes of older receipts come too late. */
const lateAt = Math.floor(requests / 2);
const wrongsMax = 5;

/** What needs more than one request's input, by the test that reaches it. */
const elsewhere: Readonly<Record<string, readonly [file: string, test: string]>> = {
  'conflict-retry': [
    'ruleset',
    'of publications at the same time each gets a number of its own or is told to come again',
  ],
  'clock-before-last-entry': ['invariants', 'a time before the wallet’s newest entry is refused in a sandbox'],
  'too-many-opt-ins': ['offer', 'is one of 20 at most; those to campaigns that are over make room'],
  'campaign-conflict': [
    'campaign',
    'a base document that breaks a campaign is refused and names it, unless the campaign is over by then',
  ],
  'version-too-large': ['campaign', 'campaigns that are too large together are refused with both sizes'],
  'too-many-campaigns': ['campaign', 'a version has at most 100 campaigns that are not over'],
  'time-zone-fixed': ['project', 'once there was a purchase the time zone stays'],
};

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine?.stop());

test(`${requests} hostile requests: no fault of ours, nothing written on a refusal, nothing told that nobody should read`, {
  timeout: 600_000,
}, async () => {
  const written: Entry[] = [];
  const assets = ['cashback', 'points', 'gift', 'prepaid'] as const;
  const ecosystem = { ...demo, sandbox: false, assets };
  const ledger = ledgerBeside(engine.table, (entry) => written.push(entry));
  const api = inProcess(await everyVerb(), engine.table, ecosystem, ledger);
  const tableWrites = writesOf(engine.table);
  const world = await aHostileWorld(api.send, { run: 'hostile', assets, tokenOf: operatorAs, wait: api.wait });
  const next = requestMaker(world.callers, world.live, seed);
  const chance = chanceFrom(seed);
  const codes = new Map<string, number>();
  const answered = new Map<string, Set<number>>();
  const wrongs: string[] = [];
  let decided = 0;
  for (let at = 0; at < requests && wrongs.length < wrongsMax; at += 1) {
    if (at % stepEvery === 0) {
      api.wait(stepMs);
      await world.aWallet();
    }
    if (at % fullEvery === 0) await world.fullWallets();
    if (at % republishEvery === 0) await world.republish();
    if (at === lateAt) api.wait(ecosystem.limits.lateLimitMs);
    written.length = 0;
    tableWrites.length = 0;
    api.lines.length = 0;
    const request = next(chance);
    const { operation, kind } = request;
    const answer = await throughGateway(api.handler, request);
    const { status, text } = answer;
    const wrong =
      whatIsWrong(operation, answer, world.secrets) ??
      whatWasWritten(status, written, tableWrites) ??
      wrongLine(api.lines);
    if (wrong !== undefined) wrongs.push(`${wrong}, request ${at}: ${told(request)}\n${JSON.stringify(answer)}`);
    if (status >= 400) {
      const { code } = JSON.parse(text);
      codes.set(code, (codes.get(code) ?? 0) + 1);
    }
    for (const of of [kind, operation.operationId]) answered.set(of, (answered.get(of) ?? new Set()).add(status));
    if (status === 422 || (status < 300 && operation.method !== 'GET')) decided += 1;
    world.learn(request, answer);
  }
  console.log(`${requests} requests, ${decided} came to a decision`, Object.fromEntries([...codes].sort()));
  expect(wrongs.join('\n')).toBe('');
  expect(decided).toBeGreaterThanOrEqual(requests / 10);
  const missed = Object.entries(problems).filter(([code, { status }]) => status < 500 && !codes.has(code));
  expect(missed.flatMap(([code]) => (code in elsewhere ? [] : [code]))).toEqual([]);
  for (const kind of kinds)
    expect(
      [...answered.get(kind)!].some((status) => status >= 400),
      kind,
    ).toBe(true);
});

test.each(Object.entries(elsewhere))('%s is reached by a test of its own', (code, [file, name]) => {
  const text = readFileSync(join(import.meta.dirname, '../functions', `${file}.test.ts`), 'utf8');
  const [, body = ''] = text.split(`test('${name}`);
  expect(body.split(/\n {0,2}\}\);\n/)[0]).toContain(`'${code}'`);
});

/** A refusal may book what had ended by itself, and be remembered: of a guest basket in the table. */
const remembered = /^(?:GUEST|REFUSAL)#/;
function whatWasWritten(status: number, written: readonly Entry[], tableWrites: readonly string[]): string | undefined {
  if (status < 400) return undefined;
  const moved = written.filter(({ event }) => event.kind !== 'settled');
  const kept = tableWrites.filter((pk) => status !== 422 || !remembered.test(pk));
  return moved.length + kept.length === 0 ? undefined : `written: ${moved.map(({ event }) => event.kind)} ${kept}`;
}

function wrongLine(lines: readonly string[]): string | undefined {
  if (lines.length !== 1) return `${lines.length} lines of the log`;
  const [message, fields] = lines[0]!.split(/ (.*)/s) as [string, string];
  const wrong = whatIsWrongWithLine(message, JSON.parse(fields));
  return wrong && `${wrong} in the log: ${lines[0]}`;
}
