import { expect, test } from 'vitest';
import type { Asset } from '../../shared/domain/asset.ts';
import { drawUpTo } from '../../shared/domain/draw.ts';
import type { Lot } from '../../shared/domain/lot.ts';
import type { SpendPolicy } from '../../shared/domain/policy.ts';
import { imbalance } from '../../shared/domain/posting.ts';
import { settle } from '../../shared/domain/settle.ts';
import { newWallet } from '../../shared/domain/wallet.ts';
import { noon } from '../support/paper-till.ts';

const lotOf = (id: string, asset: Asset, scope: string): Lot => ({
  ...{ id, asset, remainingMinor: 80, originId: 'zara', funding: [], scope },
  ...{ availability: { kind: 'available' }, expiry: { kind: 'never' } },
});

test('lots under one scope together pay no more than its lines; those of another scope or asset pay their own', () => {
  const lots = [lotOf('1.0', 'gift', 'shoes'), lotOf('2.0', 'gift', 'shoes'), lotOf('3.0', 'gift', 'books')];
  const { state } = settle({ ...newWallet(noon), lots: [...lots, lotOf('4.0', 'cashback', 'shoes')] }, noon);
  // 1.00 of shoes and 0.60 of books.
  const policy: SpendPolicy = {
    drawOrder: ['gift', 'cashback'],
    redeem: { minBasketMinor: 0, minAmountMinor: 0, maxShareBps: 10_000 },
    accepts: (_asset, scope) => (scope === 'shoes' ? 100 : 60),
  };
  const basket = { merchantId: 'zara', sector: '', lines: [], totalMinor: 1_000 };
  const draws = drawUpTo(state, 1_000, policy, basket, ['gift', 'cashback'], noon);
  expect(draws.map(({ lotId, amountMinor }) => [lotId, amountMinor])).toEqual([
    ['1.0', 80],
    ['2.0', 20],
    ['3.0', 60],
    ['4.0', 80],
  ]);
});

test('postings that do not add up are told by asset', () => {
  const posting = (account: string, amountMinor: number) => ({ account, asset: 'gift' as const, amountMinor });
  expect(imbalance([posting('wallet', 5), posting('adjustment', -5)])).toEqual([]);
  expect(imbalance([posting('wallet', 5), posting('adjustment', -4)])).toEqual([posting('all', 1)]);
});
