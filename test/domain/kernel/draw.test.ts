import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Asset, assets } from '../../../shared/domain/asset.ts';
import { balancesAt } from '../../../shared/domain/balance.ts';
import { drawUpTo, sumOf } from '../../../shared/domain/draw.ts';
import { evolve } from '../../../shared/domain/evolve.ts';
import { addMonths } from '../../../shared/domain/expiry.ts';
import type { Lot } from '../../../shared/domain/lot.ts';
import { capture, redeem, release } from '../../../shared/domain/redemption.ts';
import { settle } from '../../../shared/domain/settle.ts';
import { rulesOf } from './histories.ts';
import { anyBasket, freely, noon, someWallet } from './wallets.ts';

const allowed = fc.constantFrom<readonly Asset[]>(assets, ['cashback'], ['gift', 'cashback'], []);
const spendableAt = (lot: Lot, now: number) =>
  lot.availability.kind === 'available' ||
  (lot.availability.at <= now && (lot.availability.kind === 'from' || lot.availability.otherwise === 'release'));

test('value is drawn by the order of assets, then the earliest end, then the oldest; a lot before the next', () => {
  fc.assert(
    fc.property(someWallet, allowed, fc.nat(3_000), (wallet, of, limitMinor) => {
      const { state } = settle(wallet, noon);
      const end = ({ expiry }: Lot) =>
        expiry.kind === 'at' ? expiry.at : expiry.kind === 'never' ? Infinity : addMonths(noon, expiry.months);
      const rank = ({ asset }: Lot) => ['sponsor', 'gift', 'prepaid', 'cashback', 'points'].indexOf(asset);
      const free = (lot: Lot) =>
        lot.remainingMinor - sumOf(state.holds.flatMap(({ pins }) => pins).filter(({ lotId }) => lotId === lot.id));
      const order = state.lots
        .filter((lot) => of.includes(lot.asset) && spendableAt(lot, noon) && free(lot) > 0)
        .sort((a, b) => {
          const [first, second] = [a, b].map((lot) => [rank(lot), end(lot), ...lot.id.split('.').map(Number)]);
          const at = first!.findIndex((part, index) => part !== second![index]);
          return at < 0 ? 0 : first![at]! - second![at]!;
        });
      let left = limitMinor;
      const expected = order.flatMap((lot) => {
        const amountMinor = Math.min(left, free(lot));
        left -= amountMinor;
        return amountMinor > 0 ? [[lot.id, amountMinor]] : [];
      });
      const drawn = drawUpTo(state, limitMinor, freely, anyBasket, of, noon);
      expect(drawn.map(({ lotId, amountMinor }) => [lotId, amountMinor])).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});

test('lots under one scope never pay more of a basket than the scope’s part, whatever there is', () => {
  fc.assert(
    fc.property(someWallet, fc.nat(3_000), fc.nat(400), (wallet, limitMinor, partMinor) => {
      const { state } = settle(wallet, noon);
      const policy = { ...freely, accepts: (_: Asset, scope: string) => (scope === 's' ? partMinor : null) };
      const drawn = drawUpTo(state, limitMinor, policy, anyBasket, assets, noon);
      for (const asset of assets) {
        expect(sumOf(drawn.filter((draw) => draw.scope === 's' && draw.asset === asset))).toBeLessThanOrEqual(
          partMinor,
        );
      }
    }),
  );
});

const rules = rulesOf({ refund: 'proRata', clawback: 'debt', points: { mode: 'never' } });
const place = {
  merchantId: 'zara',
  storeId: '',
  tillId: '',
  receiptNumber: '',
  channel: 'store' as const,
  occurredAt: noon,
};

test('a hold takes its amount out of the balance, a release puts all of it back, a capture spends what it says: once', () => {
  fc.assert(
    fc.property(someWallet, fc.integer({ min: 1, max: 900 }), fc.nat(1_000), (wallet, amountMinor, captured) => {
      const { state, settlement: settled } = settle(wallet, noon);
      const asked = { ...place, wanted: { amountMinor, assets }, sector: '', basketMinor: 5_000, holdSeconds: 60 };
      const held = redeem(state, { ...asked, ceilingMinor: null, lateLimitMs: 1 }, rules, { now: noon, sequence: 40 });
      if (held.kind !== 'accepted') return;
      const after = evolve(wallet, { sequence: 40, recordedAt: noon, settled, ...held.change });
      const placed = { sequence: 40, merchantId: 'zara', fate: 'open' as const, amountMinor };
      const total = (of: typeof after, what: 'availableMinor' | 'heldMinor') =>
        Object.values(balancesAt({ ...of, assetsSeen: assets }, noon)).reduce((sum, one) => sum + one[what], 0);
      expect(total(after, 'heldMinor') - total(state, 'heldMinor')).toBe(amountMinor);
      expect(total(state, 'availableMinor') - total(after, 'availableMinor')).toBe(amountMinor);

      const next = settle(after, noon);
      const ended = release(next.state, placed);
      if (ended.kind !== 'accepted') throw new Error('a hold that stands is released');
      const restored = evolve(after, { sequence: 41, recordedAt: noon, settled: next.settlement, ...ended.change });
      expect(restored.lots).toEqual(after.lots);
      expect(restored.holds).toEqual(state.holds);
      expect(total(restored, 'availableMinor')).toBe(total(state, 'availableMinor'));
      expect(release(settle(restored, noon).state, { ...placed, fate: 'released' })).toMatchObject({
        refusal: { code: 'hold-closed' },
      });

      const taken = capture(next.state, { placed, amountMinor: captured });
      if (captured > amountMinor) {
        expect(taken).toMatchObject({
          refusal: { code: 'capture-above-hold', figures: { maxMinor: amountMinor } },
        });
        return;
      }
      if (taken.kind !== 'accepted') throw new Error('a hold that stands is captured');
      const spent = evolve(after, { sequence: 41, recordedAt: noon, settled: next.settlement, ...taken.change });
      expect(total(spent, 'availableMinor')).toBe(total(state, 'availableMinor') - captured);
      expect(total(spent, 'heldMinor')).toBe(total(state, 'heldMinor'));
      const again = capture(settle(spent, noon).state, { placed: { ...placed, fate: 'captured' }, amountMinor: null });
      expect(again).toMatchObject({ refusal: { code: 'hold-closed' } });
    }),
    { numRuns: 300 },
  );
});
