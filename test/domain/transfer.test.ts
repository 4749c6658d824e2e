import { expect, test } from 'vitest';
import { dayMs } from '../../shared/domain/instant.ts';
import type { Lot } from '../../shared/domain/lot.ts';
import { settle } from '../../shared/domain/settle.ts';
import { transfer } from '../../shared/domain/transfer.ts';
import { lotsMax, newWallet } from '../../shared/domain/wallet.ts';
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
