import { expect, test } from 'vitest';
import { creditAwards } from '../../shared/domain/credit.ts';
import { dayMs } from '../../shared/domain/instant.ts';
import { redeem } from '../../shared/domain/redemption.ts';
import { emptyRing, remember, ringMax } from '../../shared/domain/ring.ts';
import type { Award } from '../../shared/domain/ruleset/verdict.ts';
import { settle } from '../../shared/domain/settle.ts';
import { holdsMax, lotsMax, newWallet } from '../../shared/domain/wallet.ts';
import { compileRuleset } from '../../shared/lambda/compile-ruleset.ts';
import * as keys from '../../shared/store/key-names.ts';

const noon = Date.UTC(2026, 2, 14, 12);
const lotOf = (at: number) => ({
  ...{
    id: `${at}.0`,
    asset: 'cashback' as const,
    originId: 'zara',
    funding: [{ who: 'zara', shareBps: 10_000 }],
    scope: '',
  },
  ...{
    availability: { kind: 'available' as const },
    expiry: { kind: 'at' as const, at: noon + at * dayMs },
    remainingMinor: 10,
  },
});
const fullWallet = settle(
  { ...newWallet(noon), lots: Array.from({ length: lotsMax }, (_, at) => lotOf(at + 1)) },
  noon,
).state;
const award = (inDays: number): Award => ({
  ...{ ruleId: 'r', asset: 'cashback', amountMinor: 5, funding: [{ who: 'zara', shareBps: 10_000 }] },
  ...{ availability: { kind: 'available' }, expiry: { kind: 'at', at: noon + inDays * dayMs } },
});

test('a wallet with 400 lots takes no other, but more of the same', () => {
  expect(creditAwards(fullWallet, 500, 'zara', [award(lotsMax + 1)])).toBeNull();
  expect(creditAwards(fullWallet, 500, 'zara', [award(7)])).toMatchObject({
    credits: [{ lotId: '7.0', amountMinor: 5 }],
  });
  const oneLess = settle({ ...fullWallet, lots: fullWallet.lots.slice(1) }, noon).state;
  expect(creditAwards(oneLess, 500, 'zara', [award(lotsMax + 1)])).toMatchObject({ credits: [{ lotId: '500.0' }] });
  expect(creditAwards(oneLess, 500, 'zara', [award(lotsMax + 1), award(lotsMax + 2)])).toBeNull();
});

test('a wallet with 20 open holds takes no other', () => {
  const rules = compileRuleset(1, { name: 'none', rules: [] });
  const place = {
    merchantId: 'zara',
    storeId: '',
    tillId: '',
    receiptNumber: '',
    channel: 'store' as const,
    occurredAt: noon,
  };
  const asked = { ...place, wanted: { amountMinor: 1, assets: ['cashback' as const] }, sector: '', basketMinor: null };
  const holding = (count: number) => {
    const holds = Array.from({ length: count }, (_, at) => ({
      sequence: at + 1,
      merchantId: 'zara',
      expiresAt: noon + dayMs,
      pins: [],
    }));
    const command = { ...asked, holdSeconds: 60, ceilingMinor: null, lateLimitMs: 1 };
    return redeem(settle({ ...fullWallet, holds }, noon).state, command, rules, { now: noon, sequence: 50 });
  };
  expect(holding(holdsMax - 1).kind).toBe('accepted');
  expect(holding(holdsMax)).toMatchObject({
    kind: 'refused',
    refusal: { code: 'too-many-holds', figures: { max: holdsMax } },
  });
});

test('the ring keeps its newest positions, and says how far it reaches', () => {
  let ring = emptyRing;
  for (let sequence = 0; sequence < ringMax + 5; sequence += 1) {
    ring = remember(ring, { key: 'ab', receipt: '', recordedAt: noon + sequence * 60_000, sequence, freed: [] }, dayMs);
  }
  expect([ring.slots.length, ring.beyondMinute]).toEqual([ringMax, noon / 60_000 + 4]);
});

test('nothing but entries stands in a wallet’s partition', () => {
  const id = 'wal_abcdefghijklmnopqrstuvwx';
  const others = [
    keys.refusalKey(id, 'p'),
    keys.registryKey(id, noon),
    keys.merchantKey(id),
    keys.apiKeyKey(id),
    keys.rulesetKey(id),
    keys.rulesetDocumentKey(id),
    keys.versionKey(1),
    keys.versionDocumentKey(1),
  ];
  expect(others.filter(({ pk }) => pk.startsWith('WALLET#'))).toEqual([]);
  expect(keys.entryKey(id, 7).pk).toBe(keys.walletPartition(id));
  expect(['000000009', '000000010']).toEqual([keys.entryKey(id, 9).sk, keys.entryKey(id, 10).sk]);
});
