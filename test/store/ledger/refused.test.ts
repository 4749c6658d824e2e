import { afterAll, beforeAll, expect, test } from 'vitest';
import { ledgerIn } from '../../../shared/store/ledger.ts';
import type { LedgerPort } from '../../../shared/store/port.ts';
import { type Engine, startEngine } from '../../functions/engine.ts';
import { purchase, redemption } from '../../simulation/sales.ts';
import { counting } from '../../support/counted.ts';
import { crowdAt, house } from './crowd.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine?.stop());

const rounds = 4;
const spendsARound = 12;
/** Refused at least: several times what a wallet's head remembers. */
const refusedMin = 200;
/** Beside a till that is refused another may wait this much longer than beside one that sells. */
const slowerMax = 3;

const median = (times: readonly number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!;

test('a till that hammers a poor wallet slows nobody, writes no entry and pushes no key out of the wallet', async () => {
  const crowd = await crowdAt(engine);
  await crowd.aWallet('wal_poor', 10);
  await crowd.aWallet('wal_busy', 0);
  const own = engine.reach(crowd.name);
  const [port, beside] = [ledgerIn(own), ledgerIn(engine.reach(crowd.name))];
  const counter = counting(own);
  const before = (await crowd.entriesOf('wal_poor')).length;
  let count = 0;
  const key = () => {
    count += 1;
    return `k${count}`;
  };
  const ofWallet = { merchantId: 'zara', asset: 'cashback' as const, basketMinor: null, holdSeconds: null };
  const spend = (walletId: string, amountMinor: number) => redemption(house, { ...ofWallet, walletId, amountMinor });
  const sell = (receiptNumber: string) =>
    purchase(house, {
      ...{ walletId: 'wal_busy', merchantId: 'zara', receiptNumber, occurredAt: null },
      ...{ amounts: [100], tenderMinor: 0, pay: 'none' as const },
    });

  let refused = 0;
  const neighbours: Readonly<Record<string, () => Promise<unknown>>> = {
    nobody: async () => undefined,
    'a till that sells': () => crowd.insist(beside, crowd.asking(sell(key()), key())),
    'a till that is refused': async () => {
      const outcome = await crowd.insist(beside, crowd.asking(spend('wal_poor', 900), key()));
      expect(outcome).toMatchObject({ kind: 'refused', refusal: { code: 'insufficient-funds' } });
      refused += 1;
    },
  };
  const waited = new Map(Object.keys(neighbours).map((name) => [name, [] as number[]]));
  const asked = new Map(Object.keys(neighbours).map((name) => [name, [] as number[]]));
  /** Spends, one after the other, while the neighbour does what it does, one after the other. */
  async function round(nth: number, name: string, neighbour: () => Promise<unknown>): Promise<void> {
    const walletId = `wal_${nth}_beside_${name.replaceAll(' ', '_')}`;
    await crowd.aWallet(walletId, 1_000);
    let isOver = false;
    const nextDoor = (async () => {
      while (!isOver && name !== 'nobody') await neighbour();
    })();
    for (let at = 0; at < spendsARound; at += 1) {
      const startedAt = performance.now();
      const { calls } = await counter.of(() => crowd.insist(port, crowd.asking(spend(walletId, 1), key())));
      waited.get(name)!.push(performance.now() - startedAt);
      asked.get(name)!.push(calls);
    }
    isOver = true;
    await nextDoor;
  }

  for (let nth = 0; nth < rounds; nth += 1) {
    for (const [name, act] of Object.entries(neighbours)) await round(nth, name, act);
  }
  while (refused < refusedMin) await neighbours['a till that is refused']!();

  const [alone, besideSales, besideRefusals] = [...waited.values()].map(median) as [number, number, number];
  console.log(
    `a spend takes ${alone.toFixed(1)} ms alone, ${besideSales.toFixed(1)} ms beside a till that sells, ` +
      `${besideRefusals.toFixed(1)} ms beside one that is refused (${refused} refusals)`,
  );
  expect([...asked.values()].map(median)).toEqual([4, 4, 4]);
  expect(besideRefusals).toBeLessThan(slowerMax * besideSales);
  expect((await crowd.entriesOf('wal_poor')).length).toBe(before);
  expect(await readsOf(crowd.quiet, (quiet) => crowd.insist(quiet, crowd.told.find(isFunds)!.asked))).toEqual([
    'head',
    'findRefusal',
  ]);
  await crowd.holds();
}, 120_000);

const isFunds = ({ asked }: { asked: { key: string; ask: { walletId: string } } }) =>
  asked.key === 'funds' && asked.ask.walletId === 'wal_poor';

/** What a piece of work asks of a port; its answer must be the replay of an accepted entry. */
async function readsOf(port: LedgerPort, act: (port: LedgerPort) => Promise<{ kind: string }>): Promise<string[]> {
  const calls: string[] = [];
  const telling = Object.entries(port).map(([name, ask]) => [
    name,
    (...args: unknown[]) => {
      calls.push(name);
      return (ask as (...all: unknown[]) => unknown)(...args);
    },
  ]);
  expect(await act(Object.fromEntries(telling) as LedgerPort)).toMatchObject({ kind: 'accepted', replayed: true });
  return calls;
}
