import { describe, expect, test } from 'vitest';
import { balancesAt } from '../../shared/domain/balance.ts';
import { evolve } from '../../shared/domain/evolve.ts';
import { dayMs, type Instant } from '../../shared/domain/instant.ts';
import type { Lot } from '../../shared/domain/lot.ts';
import { settle } from '../../shared/domain/settle.ts';
import { transfer } from '../../shared/domain/transfer.ts';
import { lotsMax, newWallet, type WalletState } from '../../shared/domain/wallet.ts';
import { noon } from '../support/paper-till.ts';

/** A lot of its own kind: it ends on a day of its own. */
const lotOf = (day: number): Lot => ({
  ...{ id: `${day}.0`, asset: 'cashback', remainingMinor: 10, originId: 'zara', funding: [], scope: '' },
  ...{ availability: { kind: 'available' }, expiry: { kind: 'at', at: noon + day * dayMs } },
});
const days = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => lotOf(from + at));
const merged = (from: readonly Lot[], to: readonly Lot[], ceilingMinor: number | null = null) => {
  const [old, other] = [from, to].map((lots) => settle({ ...newWallet(noon), lots }, noon).state);
  return transfer(
    old!,
    { wallet: other!, walletId: 'wal_b', sequence: 900 },
    { walletId: 'wal_a', reason: 'lost', ceilingMinor },
    { now: noon, sequence: 700 },
  );
};

test('two wallets are merged when their lots together are 400, and not when they are one more', () => {
  expect(merged(days(1, 150), days(151, lotsMax)).kind).toBe('accepted');
  expect(merged(days(1, 151), days(152, lotsMax + 1))).toEqual({ kind: 'full', list: 'lots' });
});

test('lots of the same kind become one, and count once', () => {
  const decision = merged(days(1, 201), days(2, lotsMax));
  expect(decision).toMatchObject({ kind: 'accepted' });
  if (decision.kind !== 'accepted') throw new Error(decision.kind);
  const { credits } = decision.otherChange!.effects;
  expect(credits.slice(0, 2)).toMatchObject([
    { lotId: '900.0', amountMinor: 10 },
    { lotId: '2.0', amountMinor: 10 },
  ]);
});

test('of two members who never bought, one remains who never bought', () => {
  const decision = merged(days(1, 1), days(2, 2));
  if (decision.kind !== 'accepted') throw new Error(decision.kind);
  const never = { purchaseCount: 0, firstPurchaseAt: null, lastPurchaseAt: null };
  expect(decision.otherChange!.event).toMatchObject(never);
});

test('who may move 0.50 moves all of 0.50, points beside it, and not a cent more', () => {
  const old = [
    { ...lotOf(1), remainingMinor: 50 },
    { ...lotOf(2), asset: 'points' as const },
  ];
  expect(merged(old, [], 50).kind).toBe('accepted');
  const refusal = { code: 'ceiling-exceeded', figures: { ceilingMinor: 49 } };
  expect(merged(old, [], 49)).toEqual({ kind: 'refused', refusal });
});

describe('value that ends with inactivity', () => {
  const idle: Lot = { ...lotOf(1), id: '1.0', remainingMinor: 500, expiry: { kind: 'idle', months: 12 } };
  const year = 365 * dayMs;
  const since = (lastActiveAt: Instant, lots: readonly Lot[]) => ({
    ...newWallet(noon - 3 * year),
    lastActiveAt,
    lots,
  });
  /** What the wallet that takes has after the transfer, from one active so long ago to one active so long ago. */
  const takenOver = (from: WalletState, to: WalletState, engine?: number) => {
    const other = { wallet: settle(to, noon).state, walletId: 'wal_b', sequence: 2 };
    const at = { now: noon, sequence: 7, ...(engine ? { engine } : {}) };
    const command = { walletId: 'wal_a', reason: 'lost', ceilingMinor: null };
    const decision = transfer(settle(from, noon).state, other, command, at);
    if (decision.kind !== 'accepted') throw new Error(decision.kind);
    const entry = { sequence: 2, recordedAt: noon, settled: settle(to, noon).settlement, ...decision.otherChange! };
    return evolve(to, entry);
  };

  test('lives on in a wallet that has been idle for longer: the member was active in the other', () => {
    const after = takenOver(since(noon - 4 * dayMs, [idle]), since(noon - 2 * year, []));
    expect(balancesAt(after, noon).cashback).toMatchObject({ availableMinor: 500 });
    expect(balancesAt(after, noon + 300 * dayMs).cashback).toMatchObject({ availableMinor: 500 });
    expect(after.lots).toEqual([{ ...idle, id: '2.0' }]);
  });

  test('is one with what the other has of it, and what has ended there already is not brought back', () => {
    const both = takenOver(since(noon - 4 * dayMs, [idle]), since(noon - 300 * dayMs, [{ ...idle, id: '0.0' }]));
    expect(both.lots).toEqual([{ ...idle, id: '0.0', remainingMinor: 1_000 }]);
    const ended = takenOver(since(noon - 4 * dayMs, [idle]), since(noon - 2 * year, [{ ...idle, id: '0.0' }]));
    expect(balancesAt(ended, noon).cashback).toMatchObject({ availableMinor: 500 });
  });

  test('ended on arrival until engine 2: what was decided then stands', () => {
    const after = takenOver(since(noon - 4 * dayMs, [idle]), since(noon - 2 * year, []), 2);
    expect(after.lots).toMatchObject([{ expiry: { kind: 'at', at: noon } }]);
  });
});
