import { afterAll, beforeAll, test } from 'vitest';
import type { Entry } from '../../../shared/domain/entry.ts';
import type { Purchased } from '../../../shared/domain/event.ts';
import { ledgerIn } from '../../../shared/store/ledger.ts';
import { type Engine, startEngine } from '../../functions/engine.ts';
import { cancellationOf, returnOf } from '../../simulation/aftermath.ts';
import type { Ask } from '../../simulation/ask.ts';
import { askSomething, knownThings } from '../../simulation/ask-something.ts';
import { captureOf, purchase, redemption, releaseOf, type Sale } from '../../simulation/sales.ts';
import { seeded } from '../../support/seeded.ts';
import { stormOver } from '../../support/storm.ts';
import { type Crowd, crowdAt, house } from './crowd.ts';

/** Many callers at a real engine while requests and replies get lost, and what the ledger holds afterwards. */

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine?.stop());

const callers = 64;
const requestsEach = 3;

/** One caller: its own function, its own connection, its own bad luck. */
function callerAt({ name }: Crowd, seed: number) {
  const random = seeded(seed);
  const own = engine.reach(name);
  return { random, port: ledgerIn(own), fallen: stormOver(own, random) };
}
type Caller = ReturnType<typeof callerAt>;

function print(name: string, crowd: Crowd, each: readonly Caller[], startedAt: number, entries: number): void {
  const fallen = new Map<string, number>();
  for (const one of each) for (const [name, times] of one.fallen) fallen.set(name, (fallen.get(name) ?? 0) + times);
  const list = (counts: ReadonlyMap<string, number>) =>
    [...counts].map(([name, times]) => `${times} ${name}`).join(', ');
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  console.log(
    `${name}: ${crowd.told.length} requests in ${seconds} s, ${entries} entries; ` +
      `answers ${list(crowd.heard)}; 409 ${crowd.heard.get('conflict') ?? 0}; faults ${list(fallen)}`,
  );
}

test.concurrent('sixty-four callers on one wallet, among lost requests and replies: every one is told, no cent is off', async ({
  task,
  expect,
}) => {
  const startedAt = performance.now();
  const crowd = await crowdAt(engine);
  await crowd.aWallet('wal_1', 10_000);
  const each = Array.from({ length: callers }, (_, at) => callerAt(crowd, at + 1));
  await Promise.all(each.map((caller, at) => atOneTill(crowd, caller, at)));
  print(task.name, crowd, each, startedAt, await crowd.holds());
  expect(crowd.told.length).toBeGreaterThan(callers);
  const kinds = new Set((await crowd.entriesOf('wal_1')).map(({ event }) => event.kind));
  const expected = ['purchased', 'redeemed', 'held', 'captured', 'released', 'returned', 'cancelled'];
  expect(expected.filter((kind) => !kinds.has(kind as never))).toEqual([]);
  expect(crowd.told.some(({ outcome }) => outcome.kind === 'refused')).toBe(true);
}, 240_000);

/** Something that is done at a till, and what follows it: a sale, a payment, a hold and its end, a return, a cancellation, too much asked. */
async function atOneTill(crowd: Crowd, { port, random }: Caller, at: number): Promise<void> {
  const walletId = 'wal_1';
  const upTo = (most: number) => 1 + Math.floor(random() * most);
  let count = 0;
  const ask = (asked: Ask, key: string) => crowd.insist(port, crowd.asking(asked, key), random);
  const nextKey = () => {
    count += 1;
    return `c${at}-${count}`;
  };
  const buy = (more: Partial<Sale>, key = nextKey()) => {
    const sale = { walletId, merchantId: 'zara', receiptNumber: key, occurredAt: null, tenderMinor: 0 };
    const amounts = [upTo(3_000), upTo(3_000)];
    return ask(purchase(house, { ...sale, amounts, pay: 'none', ...more }), key);
  };
  const spend = (amountMinor: number, holdSeconds: number | null = null, key = nextKey()) =>
    ask(
      redemption(house, {
        ...{ walletId, merchantId: 'zara', asset: 'cashback', basketMinor: null, amountMinor, holdSeconds },
      }),
      key,
    );
  const actions = [
    () => buy({}),
    () => buy({ pay: upTo(200) }),
    () => spend(upTo(100)),
    () => spend(39_000),
    async () => {
      const held = await spend(upTo(100), 600);
      if (held.kind !== 'accepted') return;
      const hold = { walletId, hold: held.entry.sequence };
      await ask(random() < 0.5 ? captureOf({ ...hold, amountMinor: null }) : releaseOf(hold), nextKey());
    },
    async () => {
      const bought = await buy({});
      if (bought.kind !== 'accepted') return;
      const of = { walletId, purchase: bought.entry as Entry & { readonly event: Purchased } };
      await ask(returnOf(house, of, { kind: 'amount', amountMinor: upTo(1_000) }), nextKey());
    },
    async () => {
      const key = nextKey();
      await spend(upTo(50), null, key);
      await ask(cancellationOf(house, walletId, 'key_a', key), key);
    },
  ];
  await actions[at % actions.length]!();
}

test.concurrent('sixty-four callers over many wallets, doing all that is done to wallets: no cent is off', async ({
  task,
  expect,
}) => {
  const startedAt = performance.now();
  const crowd = await crowdAt(engine);
  const walletIds = Array.from({ length: 24 }, (_, at) => `wal_${at + 1}`);
  await Promise.all(walletIds.map((walletId) => crowd.aWallet(walletId, 2_000)));
  const known = knownThings(walletIds);
  const each = Array.from({ length: callers }, (_, at) => callerAt(crowd, at + 101));
  await Promise.all(
    each.map(async ({ port, random }, at) => {
      const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
      const callerId = pick(['key_a', 'key_b']);
      for (let nth = 0; nth < requestsEach; nth += 1) {
        const ask = askSomething({ random, pick, house, now: Date.now, hoards: false }, known, callerId);
        const key = `c${at}-${nth}`;
        known.learn(ask, callerId, key, await crowd.insist(port, crowd.asking(ask, key, callerId), random));
      }
    }),
  );
  print(task.name, crowd, each, startedAt, await crowd.holds());
  const asked = new Set(crowd.told.map(({ asked: { ask } }) => ask.name));
  expect(asked.size).toBeGreaterThanOrEqual(15);
}, 240_000);

test.concurrent('twenty parallel spends of the whole balance: one succeeds, nineteen have insufficient funds', async ({
  expect,
}) => {
  const crowd = await crowdAt(engine);
  await crowd.aWallet('wal_1', 5_000);
  const spend: Ask = redemption(house, {
    ...{ walletId: 'wal_1', merchantId: 'zara', asset: 'cashback', amountMinor: 5_000 },
    ...{ basketMinor: null, holdSeconds: null },
  });
  const each = Array.from({ length: 20 }, (_, at) => callerAt(crowd, at + 201));
  const outcomes = await Promise.all(
    each.map(({ port, random }, at) => crowd.insist(port, crowd.asking(spend, `s${at}`), random)),
  );
  expect(outcomes.filter(({ kind }) => kind === 'accepted')).toHaveLength(1);
  const refusals = outcomes.flatMap((one) => (one.kind === 'refused' ? [one.refusal.code] : []));
  expect(refusals).toEqual(Array.from({ length: 19 }, () => 'insufficient-funds'));
  await crowd.holds();
}, 120_000);
