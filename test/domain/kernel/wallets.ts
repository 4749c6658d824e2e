import * as fc from 'fast-check';
import { assets } from '../../../shared/domain/asset.ts';
import { dayMs } from '../../../shared/domain/instant.ts';
import type { Lot } from '../../../shared/domain/lot.ts';
import type { SpendPolicy } from '../../../shared/domain/policy.ts';
import { newWallet, type WalletState } from '../../../shared/domain/wallet.ts';

/** Noon of a day on which random wallets are looked at. */
export const noon = Date.UTC(2026, 2, 14, 12);

const terms = fc.record({
  asset: fc.constantFrom(...assets),
  originId: fc.constantFrom('zara', 'deco', ''),
  funding: fc.constantFrom(
    [{ who: 'zara', shareBps: 10_000 }],
    [
      { who: 'zara', shareBps: 4_000 },
      { who: 'operator', shareBps: 6_000 },
    ],
    [],
  ),
  scope: fc.constantFrom('', '', 's'),
  availability: fc.constantFrom<Lot['availability']>(
    { kind: 'available' },
    { kind: 'available' },
    { kind: 'from', at: noon + dayMs },
    { kind: 'from', at: noon },
    { kind: 'event', at: noon + dayMs, otherwise: 'release' },
    { kind: 'event', at: noon + dayMs, otherwise: 'cancel' },
    { kind: 'event', at: noon, otherwise: 'release' },
  ),
  expiry: fc.constantFrom<Lot['expiry']>(
    { kind: 'never' },
    { kind: 'at', at: noon + 1 },
    { kind: 'at', at: noon + 5 * dayMs },
    { kind: 'idle', months: 1 },
  ),
  remainingMinor: fc.integer({ min: 1, max: 500 }),
});

/** A wallet of up to twelve lots, in any order, parts of some of them held. */
export const someWallet: fc.Arbitrary<WalletState> = fc
  .record({
    lots: fc.array(fc.tuple(terms, fc.integer({ min: 1, max: 20 })), { maxLength: 12 }),
    pins: fc.array(fc.record({ at: fc.nat(11), share: fc.nat(100) }), { maxLength: 3 }),
  })
  .map(({ lots, pins }) => {
    const all = lots.map(([lot, sequence], at): Lot => ({ ...lot, id: `${sequence}.${at}` }));
    const holds = pins.flatMap(({ at, share }, index) => {
      const lot = all[at];
      const amountMinor = lot ? Math.floor((lot.remainingMinor * share) / 300) : 0;
      if (!lot || amountMinor === 0) return [];
      return [
        { sequence: 30 + index, merchantId: 'zara', expiresAt: noon + dayMs, pins: [{ lotId: lot.id, amountMinor }] },
      ];
    });
    return { ...newWallet(noon), lastActiveAt: noon, lots: all, holds };
  });

/** Pays with everything, in the usual order. */
export const freely: SpendPolicy = {
  drawOrder: ['sponsor', 'gift', 'prepaid', 'cashback'],
  redeem: { minBasketMinor: 0, minAmountMinor: 0, maxShareBps: 10_000 },
  accepts: () => null,
};
export const anyBasket = { merchantId: 'zara', sector: '', lines: null, totalMinor: null };
