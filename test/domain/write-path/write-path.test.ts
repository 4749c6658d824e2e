import { beforeEach, describe, expect, test } from 'vitest';
import { changeOf } from '../../../shared/domain/decision.ts';
import type { Entry } from '../../../shared/domain/entry.ts';
import type { Cancelled } from '../../../shared/domain/event.ts';
import { nothingReturned } from '../../../shared/domain/returned-so-far.ts';
import { amendmentsMax } from '../../../shared/domain/wallet.ts';
import { compileRuleset } from '../../../shared/lambda/compile-ruleset.ts';
import { findAmendment } from '../../../shared/store/amendment.ts';
import { change } from '../../../shared/store/change.ts';
import { printOf } from '../../../shared/store/print.ts';
import { paperClock, paperPort } from '../../support/paper-port.ts';
import { asks, settings, walletId } from './asks.ts';

const noon = Date.UTC(2026, 2, 14, 12);
const rules = compileRuleset(1, { name: 'ten', rules: [{ id: 'all', effect: { kind: 'rate', rateBps: 1_000 } }] });

let store: ReturnType<typeof paperPort>;
let time: ReturnType<typeof paperClock>;
let till: ReturnType<typeof asks>;
beforeEach(async () => {
  store = paperPort();
  time = paperClock(noon);
  till = asks(store.port, time.clock, rules);
  await till.open();
  await till.buy('first', 1_000);
  store.calls.length = 0;
});

const cancelled = (targets: readonly number[]): Cancelled => ({
  ...{ kind: 'cancelled', targets, clawbacks: [], returnOf: 0, soFar: nothingReturned, grants: [], stays: [] },
  ...{ purchaseCount: 0, firstPurchaseAt: null, lastPurchaseAt: null },
});

const headNow = () => store.of(walletId).at(-1)!;

/** More races than four seconds have room for. */
const winnersMax = 40;

describe('a lost race', () => {
  /** A store whose puts always come second: somebody else's purchase stands there already. */
  function everOvertaken(): void {
    let winners = 0;
    const { put } = store.port;
    store.port.put = async (entry: Entry) => {
      store.calls.push('put');
      if (winners === winnersMax) throw new Error('a request that never gives up');
      winners += 1;
      if (entry.prints.print !== printOf('key', walletId, 'purchase', 'late')) return put(entry);
      const by = { ...entry, prints: till.prints('purchase', `other ${winners}`) };
      store.add(by);
      return { kind: 'overtaken', by };
    };
  }

  test('is tried once more at once on the entry that won; after any sleep the head is read again; it ends as 409', async () => {
    everOvertaken();
    expect(await till.buy('late', 500, { receipt: null })).toEqual({ kind: 'conflict' });
    const story = store.calls.filter((call) => call === 'head' || call === 'put').slice(0, 6);
    expect(story).toEqual(['head', 'put', 'put', 'head', 'put', 'put']);
    expect(time.slept.every((ms) => ms >= 25 && ms <= 1_000)).toBe(true);
    const all = time.slept.reduce((sum, ms) => sum + ms, 0);
    expect(all).toBeGreaterThan(3_000);
    expect(all).toBeLessThan(5_000);
  });
});

describe('a refusal', () => {
  test('is never told from a head that was not read: the warm one is old, and meanwhile the wallet has room', async () => {
    const old = headNow();
    await till.buy('more', 5_000);
    const buys = till.purchaseOf('earn', 5_000);
    const decide: typeof buys.decide = (wallet, at, context, head) =>
      head.sequence === old.sequence ? { kind: 'full', list: 'lots' } : buys.decide(wallet, at, context, head);
    const outcome = await till.buy('earn', 5_000, { decide }, old);
    expect(outcome.kind).toBe('accepted');
  });

  test('is no entry: however often a till is refused, the wallet keeps its keys and its size', async () => {
    const before = headNow();
    for (let at = 0; at < 60; at += 1) expect((await till.redeem(`poor ${at}`, 900_000)).kind).toBe('refused');
    expect(headNow()).toEqual(before);
    expect(await till.buy('first', 1_000)).toMatchObject({ kind: 'accepted', replayed: true });
  });
});

test('a request found again under the key of another wallet is another request', () => {
  expect(printOf('key', 'wal_a', 'purchase', 'k')).not.toBe(printOf('key', 'wal_b', 'purchase', 'k'));
});

describe('a cancellation', () => {
  const cancel = (key: string, targets: readonly number[]) =>
    change(store.port, time.clock, settings, {
      ...till.purchaseOf(`c${key}`, 1),
      prints: till.prints('cancellation', key),
      cancelPrint: '',
      receipt: null,
      decide: () => ({ kind: 'accepted', change: changeOf(cancelled(targets)) }),
    });

  test('of what has not come is an entry too, and what comes later finds it', async () => {
    await cancel('late', []);
    expect(await till.buy('late', 500)).toMatchObject({ kind: 'refused', refusal: { code: 'cancelled' } });
  });

  test('frees the receipt and leaves its place, so that positions still name their entries', async () => {
    await till.buy('second', 700);
    await cancel('first', [1]);
    expect(headNow().ring.slots).toHaveLength(4);
    expect(await till.buy('second', 700)).toMatchObject({ kind: 'accepted', replayed: true, entry: { sequence: 2 } });
    const again = { receipt: { merchantId: 'zara', tillId: 'T', receiptNumber: 'first', receiptDay: 1 } };
    expect(await till.buy('anew', 1_000, again)).toMatchObject({ kind: 'accepted', replayed: false });
    expect(await till.buy('third', 1_000, again)).toMatchObject({ kind: 'accepted' });
    const used = { receipt: { merchantId: 'zara', tillId: 'T', receiptNumber: 'second', receiptDay: 1 } };
    expect(await till.buy('fourth', 1_000, used)).toEqual({ kind: 'receipt-used', sequence: 2 });
  });
});

test('beyond the ring a receipt is looked for from the head on: one that was cancelled is free, one that stands is not', async () => {
  const small = asks(store.port, time.clock, rules, { ...settings, ringMax: 1 });
  const receiptOf = (receiptNumber: string) => ({
    receipt: { merchantId: 'zara', tillId: 'T', receiptNumber, receiptDay: 1 },
  });
  await small.buy('second', 700);
  await change(
    store.port,
    time.clock,
    { ...settings, ringMax: 1 },
    {
      ...small.purchaseOf('c', 1),
      receipt: null,
      decide: () => ({ kind: 'accepted', change: changeOf(cancelled([1])) }),
    },
  );
  expect(await small.buy('third', 700, receiptOf('second'))).toEqual({ kind: 'receipt-used', sequence: 2 });
  expect(await small.buy('fourth', 700, receiptOf('first'))).toMatchObject({ kind: 'accepted' });
});

test('beyond the ring the key, its cancellation and the receipt are looked for in one reading', async () => {
  const small = asks(store.port, time.clock, rules, { ...settings, ringMax: 1 });
  await small.buy('second', 700);
  store.calls.length = 0;
  expect(await small.buy('third', 700)).toMatchObject({ kind: 'accepted', replayed: false });
  expect(store.calls).toEqual(['head', 'find refusal', 'list', 'put']);
  expect(await small.buy('first', 1_000)).toMatchObject({ kind: 'accepted', replayed: true, entry: { sequence: 1 } });
});

test('a return of a purchase that the full list of amendments has dropped is read from the entries after it', async () => {
  const returned = { ...nothingReturned, amountMinor: 7 };
  const event = {
    ...{
      kind: 'returned' as const,
      of: 1,
      previous: 0,
      merchantId: 'zara',
      tillId: '',
      receiptNumber: '',
      occurredAt: noon,
    },
    ...{ reason: 'customer' as const, lines: [], amountMinor: 7, walletMinor: 0, clawbacks: [], soFar: returned },
    ...{ grants: [], otherWalletId: '', otherSequence: 0 },
  };
  const amend = (key: string, of: number) =>
    till.buy(key, 0, {
      decide: (_wallet, at) => ({
        kind: 'accepted',
        change: changeOf({ ...event, of }, { amendments: [{ of, by: at.sequence }] }),
      }),
    });
  await amend('back', 1);
  for (let of = 100; of < 100 + amendmentsMax; of += 1) await amend(`other ${of}`, of);
  expect(headNow().state.amendments).toHaveLength(amendmentsMax);
  expect(headNow().state.amendments.some((one) => one.of === 1)).toBe(false);
  expect(await findAmendment(store.port, headNow(), 1)).toEqual({
    soFar: { ...returned, grants: [] },
    isReversed: false,
    by: 2,
  });
});

test('an entry is never dated before the one before it, and a head far in the future stops the machine', async () => {
  time.set(noon - 1_500);
  expect(await till.buy('slow clock', 10)).toMatchObject({ entry: { recordedAt: noon } });
  time.set(noon - 3_000);
  expect(await till.buy('slower clock', 10)).toEqual({ kind: 'clock-ahead' });
});
