import { afterAll, beforeAll, expect, test } from 'vitest';
import { leaseMs } from '../../shared/domain/limit.ts';
import { openWallet } from '../../shared/domain/opening.ts';
import { recordPurchase } from '../../shared/domain/purchase.ts';
import { noLine } from '../../shared/domain/purchase-line.ts';
import { type CompiledRules, compile } from '../../shared/domain/ruleset/compile.ts';
import { rulesetDocument } from '../../shared/domain/ruleset/document.ts';
import { change } from '../../shared/store/change.ts';
import type { Settings } from '../../shared/store/intent.ts';
import { ledgerIn } from '../../shared/store/ledger.ts';
import { open } from '../../shared/store/open.ts';
import { type Clock, type LedgerPort, StoreFault } from '../../shared/store/port.ts';
import { digestOf, printOf } from '../../shared/store/print.ts';
import { resolveClaims } from '../../shared/store/resolve-claims.ts';
import { settleLimits } from '../../shared/store/settle-limits.ts';
import { startEngine } from '../functions/engine.ts';
import { seeded } from '../support/seeded.ts';

/** Budgets on a real engine: 64 callers, faults on every call, functions killed at every await. BOUCLE_RUNS=1000 for more. */
const runs = Number(process.env.BOUCLE_RUNS ?? 48);
const callers = 64;
/** Callers on one budget when many budgets are spent at once. */
const groupSize = 4;
/** Store calls of an earn under a budget, a look at what is left and a second go included. */
const awaitsMax = 8;
const lateLimitMs = 7 * 24 * 3_600_000;
const settings: Settings = { idempotencyMs: 48 * 3_600_000, lateLimitMs, sandbox: false };
const walletIds = Array.from({ length: callers }, (_, at) => `wal_${'a'.repeat(24)}${pair(at)}`);
function pair(at: number): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  return letters[Math.floor(at / 26)]! + letters[at % 26]!;
}

let engine: Awaited<ReturnType<typeof startEngine>>;
let ledger: LedgerPort;
let aheadMs = 0;
const now = () => Date.now() + aheadMs;
const clockOf = (random: () => number): Clock => ({
  machine: now,
  recording: now,
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms / 4)),
  random,
});
beforeAll(async () => {
  engine = await startEngine();
  ledger = ledgerIn(engine.table);
  const rules = compile({ version: 1, effectiveFrom: 0, document: rulesetDocument.parse({ name: 'none' }) });
  await Promise.all(
    walletIds.map((walletId) =>
      open(ledger, clockOf(Math.random), settings, {
        walletId,
        callerId: 'key_a',
        prints: { print: printOf('key_a', walletId, 'open', 'o'), digest: digestOf('POST', '/v1/wallets', {}) },
        decide: (wallet, at) => openWallet(wallet, { walletId, merchantId: 'zara', channel: 'store' }, rules, at),
      }),
    ),
  );
});
afterAll(() => engine?.stop());

/** A function that dies: what it was waiting for may have happened or not. */
class Killed extends Error {}

/** The ledger over a bad network: requests lost before, replies lost after, and a death at one of its calls. */
function failing(random: () => number, diesAt: number): LedgerPort {
  let calls = 0;
  const call = async <T>(isWrite: boolean, act: () => Promise<T>): Promise<T> => {
    calls += 1;
    const isLast = calls === diesAt;
    if (isLast && random() < 0.5) throw new Killed();
    if (random() < 0.1) throw new StoreFault(isWrite ? 'unknown' : 'unavailable');
    const value = await act();
    if (isLast) throw new Killed();
    if (isWrite && random() < 0.2) throw new StoreFault('unknown');
    return value;
  };
  return {
    head: (...args) => call(false, () => ledger.head(...args)),
    get: (...args) => call(false, () => ledger.get(...args)),
    list: (...args) => call(false, () => ledger.list(...args)),
    findRefusal: (...args) => call(false, () => ledger.findRefusal(...args)),
    findBasket: (...args) => call(false, () => ledger.findBasket(...args)),
    findClaim: (...args) => call(false, () => ledger.findClaim(...args)),
    findStake: (...args) => call(false, () => ledger.findStake(...args)),
    listShards: (...args) => call(false, () => ledger.listShards(...args)),
    put: (...args) => call(true, () => ledger.put(...args)),
    transact: (...args) => call(true, () => ledger.transact(...args)),
  };
}

/** A campaign that gives the whole amount back, as long as its budget lasts. */
const campaignOf = (id: string, budgetMinor: number): CompiledRules =>
  compile({
    version: 2,
    effectiveFrom: 0,
    document: rulesetDocument.parse({ name: 'base' }),
    campaigns: [
      {
        id,
        cancelledAt: null,
        campaign: {
          name: id,
          startsAt: 0,
          endsAt: Date.UTC(2100, 0, 1),
          funder: 'operator',
          asset: 'cashback',
          budgetMinor,
          optIn: false,
          caps: [],
          rules: [
            {
              ...{ id: 'all', on: 'purchase', scope: {}, when: [], group: 'base', priority: 0 },
              effect: { kind: 'rate', rateBps: 10_000 },
            },
          ],
        },
      },
    ],
  });

async function earn(
  port: LedgerPort,
  clock: Clock,
  rules: CompiledRules,
  walletId: string,
  key: string,
  amountMinor: number,
) {
  const sale = {
    merchantId: 'zara',
    storeId: '',
    tillId: 'T1',
    receiptNumber: key,
    receiptDay: 1,
    channel: 'store' as const,
  };
  const command = {
    ...sale,
    walletId,
    occurredAt: clock.recording(),
    reference: '',
    sector: 'fashion',
    bare: true,
    lines: [{ ...noLine, amountMinor } as never],
    totalMinor: amountMinor,
    tenders: [],
    pay: { kind: 'none' as const },
    ceilingMinor: null,
    lateLimitMs,
  };
  const prints = {
    print: printOf('key_a', walletId, 'purchase', key),
    digest: digestOf('POST', '/v1/purchases', { key }),
  };
  return change(port, clock, settings, {
    ...{ walletId, callerId: 'key_a', requestId: key, prints, cancelPrint: '', receipt: sale, occurredAt: null },
    spends: false,
    prepare: async () => undefined,
    decide: (wallet, at, _context, _head, _other, granted) => recordPurchase(wallet, command, rules, at, granted),
  });
}

type Spending = {
  readonly rules: CompiledRules;
  readonly budgetMinor: number;
  readonly limitId: string;
  killed: number;
};

/** Everybody earns under a budget at once; the first function of each dies at one of its awaits, some come never again. */
async function spend(run: number, mine: readonly string[], diesAt: (at: number) => number): Promise<Spending> {
  const random = seeded(run + 1);
  const clock = clockOf(random);
  const id = `cmp_${run}`;
  const budgetMinor = 10 + Math.floor(random() * mine.length * 80);
  const rules = campaignOf(id, budgetMinor);
  const spending = { rules, budgetMinor, limitId: `${id}/budget:campaign`, killed: 0 };
  const send = async (walletId: string, at: number) => {
    const amountMinor = 10 + Math.floor(random() * 190);
    for (let attempt = 0; attempt < 6; attempt += 1) {
      const port = failing(random, attempt === 0 ? diesAt(at) : Number.POSITIVE_INFINITY);
      try {
        const { kind } = await earn(port, clock, rules, walletId, `${run}-${at}`, amountMinor);
        if (kind === 'accepted') return;
      } catch (fault) {
        if (!(fault instanceof Killed || fault instanceof StoreFault)) throw fault;
        if (fault instanceof Killed) spending.killed += 1;
        if (at % 4 === 0) return;
      }
    }
  };
  await Promise.all(mine.map(send));
  return spending;
}

/** What the entries of these wallets took of a budget. */
async function takenOf(limitId: string, mine: readonly string[]): Promise<number> {
  const perWallet = await Promise.all(
    mine.map(async (walletId) => {
      const head = await ledger.head(walletId);
      return head ? ledger.list(walletId, { from: head.sequence, above: head.sequence - 4, since: 0 }) : [];
    }),
  );
  const grants = perWallet.flat().flatMap(({ event }) => (event.kind === 'purchased' ? event.grants : []));
  return grants.reduce((sum, grant) => (grant.limitId === limitId ? sum + grant.quantity : sum), 0);
}

/** Once every lease is over: what is left is given to the last cent, and the books of the limit say so. */
async function close(run: number, { rules, budgetMinor, limitId }: Spending, mine: readonly string[]): Promise<void> {
  const clock = clockOf(Math.random);
  const early = await takenOf(limitId, mine);
  expect([run, early <= budgetMinor]).toEqual([run, true]);
  await earn(ledger, clock, rules, mine[0]!, `${run}-late`, Math.max(1, budgetMinor));
  expect([run, await takenOf(limitId, mine)]).toEqual([run, budgetMinor]);
  for (const walletId of mine) {
    const head = (await ledger.head(walletId))!;
    for (let sequence = head.sequence; sequence > Math.max(0, head.sequence - 3); sequence -= 1) {
      await settleLimits(ledger, (await ledger.get(walletId, sequence))!);
    }
  }
  const shards = await ledger.listShards(limitId);
  const open = new Set(shards.flatMap((shard) => shard.open.map(({ print }) => print)));
  const later = { ...clock, machine: () => now() + 2 * leaseMs };
  await resolveClaims({ port: ledger, clock: later }, limitId, open);
  const after = await ledger.listShards(limitId);
  expect([run, after.reduce((sum, { taken }) => sum + taken, 0)]).toEqual([run, budgetMinor]);
  expect([run, after.flatMap((shard) => shard.open)]).toEqual([run, []]);
}

const outOf = (spendings: readonly Spending[]) => spendings.reduce((sum, { killed }) => sum + killed, 0);
const isEveryLeaseOver = () => {
  aheadMs += 2 * leaseMs;
};

test('64 callers on a budget among faults and deaths: never exceeded, and given to the last cent', async () => {
  const spending = await spend(0, walletIds, (at) => 1 + (at % 8));
  isEveryLeaseOver();
  await close(0, spending, walletIds);
  expect(spending.killed).toBeGreaterThan(20);
}, 300_000);

test('a function killed at each await between its claim and its entry, among others: exceeded 0, stranded 0', async () => {
  const together = callers / groupSize;
  const groups = Array.from({ length: together }, (_, at) => walletIds.slice(at * groupSize, (at + 1) * groupSize));
  let killed = 0;
  for (let first = 1; first <= runs; first += together) {
    const spendings = await Promise.all(
      // One function of each group dies, at its first await in one run, at its second in the next.
      groups.map((mine, nth) =>
        spend(first + nth, mine, (at) => (at === 0 ? 1 + ((first + nth) % awaitsMax) : Number.POSITIVE_INFINITY)),
      ),
    );
    killed += outOf(spendings);
    isEveryLeaseOver();
    await Promise.all(groups.map((mine, nth) => close(first + nth, spendings[nth]!, mine)));
  }
  expect(killed).toBeGreaterThan(runs / 3);
  console.log(`${runs} budgets, ${killed} functions killed: exceeded 0, stranded 0`);
}, 3_600_000);
