import { expect, test } from 'vitest';
import type { Credit } from '../../shared/domain/effects.ts';
import type { ReturnedSoFar } from '../../shared/domain/event.ts';
import { addRepaid, nothingReturned, repaidBy, withoutReturn } from '../../shared/domain/returned-so-far.ts';

const first: ReturnedSoFar = {
  lines: [{ index: 0, quantity: 1, amountMinor: 300 }],
  amountMinor: 300,
  walletMinor: 60,
  refunded: [{ draw: 0, amountMinor: 60 }],
  repaid: [{ reward: 'rate', asset: 'cashback', amountMinor: 5 }],
  staying: [{ reward: 'five', amountMinor: 40 }],
};
/** Two pieces more, a free sample, part of a price without its piece, and a refund to a second lot too. */
const second: ReturnedSoFar = {
  lines: [
    { index: 0, quantity: 3, amountMinor: 900 },
    { index: 1, quantity: 1, amountMinor: 0 },
    { index: 2, quantity: 0, amountMinor: 50 },
  ],
  amountMinor: 950,
  walletMinor: 180,
  refunded: [
    { draw: 0, amountMinor: 100 },
    { draw: 1, amountMinor: 80 },
  ],
  repaid: [
    { reward: 'rate', asset: 'cashback', amountMinor: 5 },
    { reward: 'brand', asset: 'cashback', amountMinor: 7 },
  ],
  staying: [
    { reward: 'five', amountMinor: 100 },
    { reward: 'six', amountMinor: 3 },
  ],
};

test('of two returns the second is undone: what came back is what the first brought', () => {
  expect(withoutReturn(second, second, first)).toEqual(first);
});

test('the first is undone: pieces, price and refunds of the second stay, the free sample too', () => {
  expect(withoutReturn(second, first, nothingReturned)).toEqual({
    lines: [
      { index: 0, quantity: 2, amountMinor: 600 },
      { index: 1, quantity: 1, amountMinor: 0 },
      { index: 2, quantity: 0, amountMinor: 50 },
    ],
    amountMinor: 650,
    walletMinor: 120,
    refunded: [
      { draw: 0, amountMinor: 40 },
      { draw: 1, amountMinor: 80 },
    ],
    repaid: [{ reward: 'brand', asset: 'cashback', amountMinor: 7 }],
    staying: [
      { reward: 'five', amountMinor: 60 },
      { reward: 'six', amountMinor: 3 },
    ],
  });
});

test('both are undone: nothing has come back, of no line and to no lot', () => {
  expect(withoutReturn(first, first, nothingReturned)).toEqual(nothingReturned);
});

test('what rewards paid of debts is told by rule and asset, and adds up', () => {
  const credit = (ruleId: string, asset: string, repaidMinor: number) => ({ ruleId, asset, repaidMinor }) as Credit;
  const repaid = addRepaid(second.repaid, [
    credit('rate', 'points', 3),
    credit('rate', 'cashback', 4),
    credit('brand', 'cashback', 0),
    credit('six', 'cashback', 0),
  ]);
  expect(repaid).toEqual([
    { reward: 'rate', asset: 'cashback', amountMinor: 9 },
    { reward: 'brand', asset: 'cashback', amountMinor: 7 },
    { reward: 'rate', asset: 'points', amountMinor: 3 },
  ]);
  const by = (reward: string, asset: string) => repaidBy(repaid, reward, asset as 'cashback');
  expect([by('rate', 'points'), by('brand', 'cashback'), by('brand', 'points'), by('six', 'cashback')]).toEqual([
    3, 7, 0, 0,
  ]);
});
