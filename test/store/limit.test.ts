import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Claim, type LimitShard, openClaimsMax, type Stake } from '../../shared/domain/limit.ts';
import { ledgerIn } from '../../shared/store/ledger.ts';
import type { LedgerPort, Write } from '../../shared/store/port.ts';
import { startEngine } from '../functions/engine.ts';
import { paperPort } from '../support/paper-port.ts';
import { seeded } from '../support/seeded.ts';

let engine: Awaited<ReturnType<typeof startEngine>>;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine?.stop());

const limitId = 'cmp_a/budget:campaign';
const walletId = `wal_${'a'.repeat(26)}`;
const prints = ['1', '2', '3'].map((digit) => digit.repeat(32));
const until = Date.UTC(2030, 0, 1);
/** The engine keeps neither shards nor open claims in an order. */
const sorted = (shards: readonly LimitShard[]) =>
  shards
    .map((one) => ({ ...one, open: one.open.toSorted((a, b) => (a.print < b.print ? -1 : 1)) }))
    .sort((a, b) => a.shard - b.shard);
const open = (print: string) => ({ print, leasedUntil: 5 });
const shardWrite = (more: Partial<Extract<Write, { kind: 'shard' }>>): Write => ({
  kind: 'shard',
  limitId,
  shard: 0,
  add: 0,
  most: null,
  opens: null,
  closes: '',
  until,
  ...more,
});

/** Any writes, allowed or not: at most one of each item in a transaction. */
function someWrites(random: () => number): Write[] {
  const pick = <T>(things: readonly T[]): T => things[Math.floor(random() * things.length)]!;
  const print = pick(prints);
  const before = pick([null, 1, 2]);
  const claim: Claim = {
    limitId,
    capacity: 9,
    print,
    walletId,
    after: 0,
    parts: [{ shard: pick([0, 1]), quantity: 1 + Math.floor(random() * 5) }],
    leasedUntil: 5,
    settledAt: pick([null, 7]),
    until: pick([null, until]),
    revision: (before ?? 0) + 1,
  };
  const stake: Stake = {
    limitId,
    capacity: 9,
    walletId,
    sequence: pick([1, 2]),
    applied: 1 + (before ?? 0),
    parts: claim.parts,
    until,
  };
  const shard = shardWrite({
    shard: pick([0, 1]),
    add: Math.floor(random() * 9) - 3,
    most: pick([null, 4, 9]),
    opens: pick([null, open(print)]),
    until: claim.until,
  });
  const closing = shardWrite({ add: -1, closes: print });
  const all = [
    pick<Write>([
      { kind: 'claim', claim, before },
      { kind: 'unclaim', claim },
    ]),
    { kind: 'stake', stake, before } as const,
    pick([shard, closing]),
  ];
  return all.filter(() => random() < 0.6);
}

test('the engine keeps shards, claims and stakes as the stores of the other tests do, write by write', async () => {
  const random = seeded(7);
  const real = ledgerIn(engine.table);
  const { port: paper } = paperPort();
  let written = 0;
  for (let step = 0; step < 300; step += 1) {
    const writes = someWrites(random);
    if (writes.length === 0) continue;
    const [expected, answered] = [await paper.transact(writes), await real.transact(writes)];
    expect(answered, JSON.stringify(writes)).toEqual(expected);
    if (answered.kind === 'written') written += 1;
    expect(sorted(await real.listShards(limitId))).toEqual(sorted(await paper.listShards(limitId)));
    for (const print of prints)
      expect(await real.findClaim(limitId, print)).toEqual(await paper.findClaim(limitId, print));
    for (const sequence of [1, 2]) {
      const find = (port: LedgerPort) => port.findStake(limitId, walletId, sequence);
      expect(await find(real)).toEqual(await find(paper));
    }
  }
  expect(written).toBeGreaterThan(50);
});

test('a shard takes no more than so many open claims', async () => {
  const real = ledgerIn(engine.table);
  const at = { limitId: 'crowded', shard: 3, add: 1, most: 1_000 };
  const name = (nth: number) => String(nth).padStart(32, '0');
  for (let nth = 0; nth < openClaimsMax; nth += 1) {
    expect((await real.transact([shardWrite({ ...at, opens: open(name(nth)) })])).kind).toBe('written');
  }
  expect(await real.transact([shardWrite({ ...at, opens: open('f'.repeat(32)) })])).toEqual({
    kind: 'failed',
    failed: [0],
  });
  await real.transact([shardWrite({ ...at, add: 0, most: null, closes: name(0) })]);
  expect((await real.transact([shardWrite({ ...at, opens: open('f'.repeat(32)) })])).kind).toBe('written');
});
