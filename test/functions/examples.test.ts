import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import document from '../../docs/openapi.json' with { type: 'json' };
import * as audience from '../../functions/audience/handler.ts';
import * as campaign from '../../functions/campaign/handler.ts';
import * as ecosystem from '../../functions/ecosystem/handler.ts';
import * as merchant from '../../functions/merchant/handler.ts';
import * as offer from '../../functions/offer/handler.ts';
import * as purchase from '../../functions/purchase/handler.ts';
import * as redemption from '../../functions/redemption/handler.ts';
import * as ruleset from '../../functions/ruleset/handler.ts';
import * as wallet from '../../functions/wallet/handler.ts';
import type { Example } from '../../shared/contract/example.ts';
import { operations } from '../../shared/contract/routes.ts';
import { type Engine, startEngine } from './engine.ts';
import { inProcess, operator } from './in-process.ts';

const areas = [audience, campaign, ecosystem, merchant, offer, purchase, redemption, ruleset, wallet];
const file = join(import.meta.dirname, '../../shared/contract/examples.json');
/** The whole document answers this one. */
const untold = ['readOpenapi'];

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterAll(() => {
  vi.useRealTimers();
  engine?.stop();
});

const secretLength = 43;
/** Secrets are random; everything else an example answers is the same on every new ecosystem. */
const withoutSecret = (answer: unknown): unknown =>
  typeof answer === 'object' && answer !== null && 'secret' in answer
    ? { ...answer, secret: `${String(answer.secret).slice(0, -secretLength)}shown-once` }
    : answer;

/** Plays the story; ids of answers that are not as written take their place in what follows. */
async function play(written: readonly Example[], isToRename: boolean): Promise<Example[]> {
  const verbs = areas.flatMap((area) => area.verbs);
  const { send } = inProcess(verbs, engine.table);
  let till = '';
  let text = JSON.stringify(written);
  for (let at = 0; at < written.length; at += 1) {
    const story = JSON.parse(text) as Example[];
    const { operationId, as, now, params, query, idempotencyKey, body, answer } = story[at]!;
    vi.setSystemTime(new Date(now));
    const operation = operations.find((one) => one.operationId === operationId)!;
    const received = await send(operation, {
      as: as === 'till' ? till : as && operator,
      ...(params ? { params } : {}),
      ...(query ? { query: new URLSearchParams(query).toString() } : {}),
      ...(idempotencyKey ? { headers: { 'Idempotency-Key': idempotencyKey } } : {}),
      ...(body === undefined ? {} : { body }),
    });
    expect([operationId, received.status, received.body?.code]).toEqual([
      operationId,
      operation.success.status,
      undefined,
    ]);
    if (operationId === 'createKey') till = received.body.secret;
    if (untold.includes(operationId)) expect(received.body).toEqual(document);
    if (received.body === undefined || untold.includes(operationId)) continue;
    story[at] = { ...story[at]!, answer: withoutSecret(received.body) };
    text = JSON.stringify(story);
    for (const name of ['id', 'claimCode'] as const) {
      const before = (answer as Partial<Record<typeof name, string>> | undefined)?.[name];
      if (isToRename && before) text = text.replaceAll(before, received.body[name]);
    }
  }
  return JSON.parse(text);
}

test('every example, sent as it stands and in order, answers what is written', async () => {
  const written = JSON.parse(readFileSync(file, 'utf8')) as Example[];
  // After a change of the contract: npm run examples
  const isToRecord = process.env.BOUCLE_RECORD === '1';
  const played = await play(written, isToRecord);
  if (isToRecord) writeFileSync(file, `${JSON.stringify(played, null, 2)}\n`);
  else expect(played).toEqual(written);
});
