import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PostPurchase } from '../../shared/contract/purchase.ts';
import { operations } from '../../shared/contract/routes.ts';
import { counting } from '../support/counted.ts';
import { rows } from './access-rows.ts';
import { type AccessWorld, anAccessWorld } from './access-world.ts';
import { type Engine, startEngine } from './engine.ts';
import { everyVerb } from './every-verb.ts';
import { inProcess, operatorAs, type Received } from './in-process.ts';

/**
 * What is another merchant's and what does not exist, told apart by time? Each is asked for `samples` times in turn, so
 * that a busy machine slows both alike. The medians of so many may differ by half of the smaller: their own spread is a
 * tenth of that on a quiet machine, and one more trip to the table would double them. The trips are compared exactly.
 */
const samples = 60;
const medianRatioMax = 1.5;

let engine: Engine;
let world: AccessWorld;
let counter: ReturnType<typeof counting>;
beforeAll(async () => {
  engine = await startEngine();
  counter = counting(engine.table);
  world = await anAccessWorld(inProcess(await everyVerb(), engine.table).send, 'apart', operatorAs);
});
afterAll(() => engine?.stop());

async function timesOf(asks: readonly (() => Promise<Received>)[]): Promise<number[][]> {
  const times: number[][] = asks.map(() => []);
  // One round more than is counted, for caches and the compiler.
  for (let round = 0; round <= samples; round += 1) {
    for (const [at, ask] of asks.entries()) {
      const startedAt = performance.now();
      const { status } = await ask();
      if (round > 0) times[at]!.push(performance.now() - startedAt);
      expect(status).toBeGreaterThanOrEqual(400);
    }
  }
  return times;
}
const medianOf = (times: readonly number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!;

async function expectAlike(asks: readonly (() => Promise<Received>)[]): Promise<void> {
  const answers = await Promise.all(asks.map((ask) => ask()));
  const said = ({ status, body, headers }: Received) => ({ status, body, headers });
  for (const answer of answers) expect(said(answer)).toEqual(said(answers[0]!));
  const trips = [];
  for (const ask of asks) trips.push((await counter.of(ask)).trips);
  expect(new Set(trips).size, `trips ${trips}`).toBe(1);
  const medians = (await timesOf(asks)).map(medianOf);
  expect(Math.max(...medians) / Math.min(...medians), `medians ${medians} ms`).toBeLessThan(medianRatioMax);
}

const told = operations.flatMap((operation) => {
  const cell = rows[operation.operationId]?.otherMerchant;
  return cell && 'code' in cell ? [[operation.operationId, operation, cell] as const] : [];
});

describe('what is another merchant’s and what does not exist look alike, in answer and time', () => {
  test.each(told)('%s', async (operationId, operation, cell) => {
    const sent = await rows[operationId]!.request(world);
    await expectAlike(
      [sent, cell.absent(sent)].map(
        (asked) => () => world.send(operation, { ...asked, as: world.stranger, headers: world.keyed() }),
      ),
    );
  });

  test('a redemption that a purchase names: another merchant’s, another wallet’s, none', async () => {
    const [own, other] = [await world.wallet(), await world.wallet()];
    const hold = { capture: false };
    const theirs = await world.redemption(own, hold);
    const elsewhere = await world.redemption(other, hold);
    const ids = [theirs, elsewhere, `red_${'A'.repeat(52)}`];
    await expectAlike(
      ids.map((redemptionId) => () => {
        const body = { walletId: own, receiptNumber: 'R', amountMinor: 1_000, pay: { redemptionId } };
        return world.send(PostPurchase, { as: world.stranger, body, headers: world.keyed() });
      }),
    );
  });

  test('a key that is not there, a revoked one, and a wrong secret', async () => {
    const unknown = world.till.replace(/bk_demo_.{26}/, `bk_demo_${'a'.repeat(26)}`);
    const wrong = world.till.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A'));
    const read = operations.find(({ operationId }) => operationId === 'readWallet')!;
    const params = { id: await world.wallet() };
    await expectAlike([unknown, world.revoked, wrong].map((as) => () => world.send(read, { as, params })));
  });
});
