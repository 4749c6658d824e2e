import { expect, test } from 'vitest';
import { type Adjust, adjust } from '../../shared/domain/adjustment.ts';
import { dayMs } from '../../shared/domain/instant.ts';
import type { Lot } from '../../shared/domain/lot.ts';
import { settle } from '../../shared/domain/settle.ts';
import { lotsMax, newWallet } from '../../shared/domain/wallet.ts';
import { noon } from '../support/paper-till.ts';

const lotOf = (id: string, asset: Lot['asset'], remainingMinor: number, endsAt = noon + dayMs): Lot => ({
  ...{ id, asset, remainingMinor, originId: 'zara', funding: [], scope: '' },
  ...{ availability: { kind: 'available' }, expiry: { kind: 'at', at: endsAt } },
});
const correct = (lots: readonly Lot[], command: Partial<Adjust>) =>
  adjust(
    settle({ ...newWallet(noon), lots }, noon).state,
    { asset: 'cashback', amountMinor: 1, reason: 'r', ticket: '', ceilingMinor: null, ...command },
    { now: noon, sequence: 9 },
  );
const posting = { account: 'adjustment', asset: 'cashback' };

test('support gives and takes up to its ceiling, the very cent of it included', () => {
  const some = [lotOf('1.0', 'cashback', 2_000)];
  const refused = {
    kind: 'refused',
    refusal: { code: 'support-ceiling-exceeded', figures: { ceilingMinor: 1_000 } },
  };
  const at = (amountMinor: number) => correct(some, { amountMinor, ceilingMinor: 1_000 });
  expect(at(1_000)).toMatchObject({
    change: { effects: { credits: [{ lotId: '9.0', amountMinor: 1_000 }], postings: [{ amountMinor: -1_000 }] } },
  });
  expect(at(-1_000)).toMatchObject({
    change: { effects: { draws: [{ lotId: '1.0', amountMinor: 1_000 }], postings: [{ amountMinor: 1_000 }] } },
  });
  expect([at(1_001), at(-1_001)]).toEqual([refused, refused]);
});

test('what is taken comes from that asset alone, what ends soonest first, and never more than there is', () => {
  const lots = [
    lotOf('1.0', 'gift', 500),
    lotOf('2.0', 'cashback', 60, noon + 3 * dayMs),
    lotOf('3.0', 'cashback', 40, noon + 2 * dayMs),
  ];
  expect(correct(lots, { amountMinor: -70 })).toMatchObject({
    change: {
      effects: {
        draws: [
          { lotId: '3.0', amountMinor: 40 },
          { lotId: '2.0', amountMinor: 30 },
        ],
        postings: [{ ...posting, amountMinor: 70 }],
      },
    },
  });
  expect(correct(lots, { amountMinor: -101 })).toEqual({
    kind: 'refused',
    refusal: { code: 'insufficient-funds', figures: { usableMinor: 100 } },
  });
});

test('a wallet with 400 lots has no room for a gift of another kind, and is told so', () => {
  const lots = Array.from({ length: lotsMax }, (_, at) => lotOf(`${at + 1}.0`, 'cashback', 10));
  expect(correct(lots, { amountMinor: 5 })).toEqual({ kind: 'full', list: 'lots' });
  expect(correct(lots.slice(1), { amountMinor: 5 })).toMatchObject({
    change: {
      effects: {
        credits: [{ lotId: '9.0', amountMinor: 5, expiry: { kind: 'never' } }],
        postings: [{ ...posting, amountMinor: -5 }],
      },
    },
  });
});
