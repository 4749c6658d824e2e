import { expect, test } from 'vitest';
import type { Asset } from '../../shared/domain/asset.ts';
import { balancesAt } from '../../shared/domain/balance.ts';
import { dayMs } from '../../shared/domain/instant.ts';
import type { Lot } from '../../shared/domain/lot.ts';
import { newWallet, type WalletState } from '../../shared/domain/wallet.ts';
import { noon } from '../support/paper-till.ts';

const wallet = (state: Partial<WalletState>): WalletState => ({ ...newWallet(noon), ...state });
const lotOf = (id: string, asset: Asset, remainingMinor: number): Lot => ({
  ...{ id, asset, remainingMinor, originId: 'zara', funding: [], scope: '' },
  ...{ availability: { kind: 'available' }, expiry: { kind: 'never' } },
});
const nothing = { availableMinor: 0, pendingMinor: 0, heldMinor: 0, owedMinor: 0 };

test('a balance is shown of what the wallet has held, emptied or not, and of nothing else', () => {
  const lots = [lotOf('1.0', 'cashback', 70), lotOf('2.0', 'cashback', 5), lotOf('1.1', 'points', 12)];
  expect(balancesAt(wallet({ lots, assetsSeen: ['points', 'gift', 'cashback'] }), noon)).toEqual({
    cashback: { ...nothing, availableMinor: 75 },
    gift: nothing,
    points: { ...nothing, availableMinor: 12 },
  });
  expect(balancesAt(wallet({}), noon)).toEqual({});
});

test('a debt is shown with its own asset, also when the wallet never held that', () => {
  const owed = [
    { asset: 'cashback' as const, amountMinor: 30 },
    { asset: 'points' as const, amountMinor: 4 },
  ];
  expect(balancesAt(wallet({ owed, assetsSeen: ['gift', 'points'] }), noon)).toEqual({
    cashback: { ...nothing, owedMinor: 30 },
    gift: nothing,
    points: { ...nothing, owedMinor: 4 },
  });
});

test('what tills hold is neither available nor pending, and is held once', () => {
  const pending: Lot = { ...lotOf('2.0', 'cashback', 40), availability: { kind: 'from', at: noon + dayMs } };
  const pins = [
    { lotId: '1.0', amountMinor: 30 },
    { lotId: '2.0', amountMinor: 15 },
  ];
  const holds = [{ sequence: 3, merchantId: 'zara', expiresAt: noon + 2 * dayMs, pins }];
  const state = wallet({ lots: [lotOf('1.0', 'cashback', 100), pending], holds, assetsSeen: ['cashback'] });
  expect(balancesAt(state, noon)).toEqual({
    cashback: { availableMinor: 70, pendingMinor: 25, heldMinor: 45, owedMinor: 0 },
  });
  expect(balancesAt(state, noon + dayMs)).toEqual({
    cashback: { availableMinor: 95, pendingMinor: 0, heldMinor: 45, owedMinor: 0 },
  });
});
