import { describe, expect, test } from 'vitest';
import { evolve } from '../../shared/domain/evolve.ts';
import { whyGone } from '../../shared/domain/hold.ts';
import { dayMs, hourMs } from '../../shared/domain/instant.ts';
import type { Lot } from '../../shared/domain/lot.ts';
import { capture, release } from '../../shared/domain/redemption.ts';
import { settle } from '../../shared/domain/settle.ts';
import { newWallet, type WalletState } from '../../shared/domain/wallet.ts';

const noon = Date.UTC(2026, 2, 14, 12);
const shares = [
  { who: 'zara', shareBps: 2_500 },
  { who: 'operator', shareBps: 7_500 },
];
const lot: Lot = {
  id: '1.0',
  asset: 'cashback',
  originId: 'zara',
  funding: shares,
  scope: '',
  availability: { kind: 'available' },
  expiry: { kind: 'at', at: noon },
  remainingMinor: 100,
};
const wallet = (lots: readonly Lot[], holds: WalletState['holds'] = []): WalletState => ({
  ...newWallet(noon),
  lots,
  holds,
});
const held = (amountMinor: number, expiresAt: number) => ({
  sequence: 2,
  merchantId: 'zara',
  expiresAt,
  pins: [{ lotId: '1.0', amountMinor }],
});
const placed = { sequence: 2, merchantId: 'zara', fate: 'open' as const, amountMinor: 30 };

describe('before anything is decided, what has ended is booked', () => {
  test('a lot at its very millisecond, to those who funded it; not one before', () => {
    expect(settle(wallet([lot]), noon - 1)).toMatchObject({
      state: { lots: [lot] },
      settlement: { draws: [], postings: [], endedHolds: [] },
    });
    const { state, settlement } = settle(wallet([lot]), noon);
    expect(state.lots).toEqual([]);
    expect(settlement.draws).toMatchObject([{ lotId: '1.0', amountMinor: 100 }]);
    expect(settlement.postings).toEqual([
      { account: 'breakage:zara', asset: 'cashback', amountMinor: 25 },
      { account: 'breakage:operator', asset: 'cashback', amountMinor: 75 },
    ]);
    expect(settle(state, noon).settlement).toEqual({ draws: [], postings: [], endedHolds: [] });
  });

  test('a hold at its time; what it held can be spent again', () => {
    const lasting = { ...lot, expiry: { kind: 'never' as const } };
    const { state, settlement } = settle(wallet([lasting], [held(30, noon)]), noon);
    expect([state.holds, settlement.endedHolds]).toEqual([[], [2]]);
    expect(settle(wallet([lasting], [held(30, noon + 1)]), noon).state.holds).toHaveLength(1);
  });

  test('value whose event never came goes back to who funded it, or is released, as was said', () => {
    const waiting = (otherwise: 'cancel' | 'release'): Lot => ({
      ...lot,
      availability: { kind: 'event', at: noon, otherwise },
      expiry: { kind: 'never' },
    });
    expect(settle(wallet([waiting('cancel')]), noon - 1).state.lots).toHaveLength(1);
    const { state, settlement } = settle(wallet([waiting('cancel')]), noon);
    expect([state.lots, settlement.postings.map(({ account }) => account)]).toEqual([
      [],
      ['funding:zara', 'funding:operator'],
    ]);
    const released = settle(wallet([waiting('release')]), noon);
    expect([released.state.lots[0]!.availability, released.settlement.draws]).toEqual([{ kind: 'available' }, []]);
  });
});

describe('a hold pins its lots past their end', () => {
  const [later, holding] = [noon + hourMs, [held(30, noon + dayMs)]];

  test('what is not held expires, what is held can still be captured', () => {
    const { state, settlement } = settle(wallet([lot], holding), later);
    expect(settlement.draws).toMatchObject([{ amountMinor: 70 }]);
    expect(capture(state, { placed, amountMinor: null })).toMatchObject({
      change: { effects: { draws: [{ lotId: '1.0', amountMinor: 30 }] } },
    });
  });

  test('nothing is booked of a lot that is held whole', () => {
    const { state, settlement } = settle(wallet([lot], [held(100, noon + dayMs)]), later);
    expect([state.lots, settlement]).toEqual([[lot], { draws: [], postings: [], endedHolds: [] }]);
    const hourly = [held(100, noon + dayMs), { ...held(0, later), sequence: 3, pins: [] }];
    expect(settle(wallet([lot], hourly), later).settlement).toEqual({ draws: [], postings: [], endedHolds: [3] });
  });

  test('released after that it expires then, in the next entry', () => {
    const { state, settlement: settled } = settle(wallet([lot], holding), later);
    const ended = release(state, placed);
    if (ended.kind !== 'accepted') throw new Error('released');
    const after = evolve(wallet([lot], holding), { sequence: 3, recordedAt: later, settled, ...ended.change });
    expect(after.lots).toMatchObject([{ id: '1.0', remainingMinor: 30 }]);
    expect(settle(after, later)).toMatchObject({ state: { lots: [] }, settlement: { draws: [{ amountMinor: 30 }] } });
  });
});

test('a hold that is gone is expired only if nothing else ended it', () => {
  const gone = (fate: typeof placed.fate | 'captured' | 'used' | 'released' | 'expired') =>
    whyGone({ ...placed, fate });
  expect([gone('open'), gone('expired')]).toEqual(['hold-expired', 'hold-expired']);
  expect([gone('captured'), gone('used'), gone('released')]).toEqual(['hold-closed', 'hold-closed', 'hold-closed']);
});
