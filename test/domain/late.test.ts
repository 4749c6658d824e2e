import { expect, test } from 'vitest';
import { dayMs, hourMs } from '../../shared/domain/instant.ts';
import { openWallet } from '../../shared/domain/opening.ts';
import { recordPurchase } from '../../shared/domain/purchase.ts';
import { compileRuleset } from '../../shared/lambda/compile-ruleset.ts';
import { paperLedger } from '../support/paper-ledger.ts';

const rules = compileRuleset(1, {
  name: 'capped',
  settings: { timeZone: 'Europe/Paris' },
  rules: [{ id: 'all', effect: { kind: 'rate', rateBps: 1_000 } }],
  caps: [{ asset: 'cashback', per: 'member', window: 'day', amountMinor: 100 }],
});
const walletId = 'wal_a';
/** 23:30 in Paris, and the same day still. */
const evening = Date.UTC(2026, 2, 14, 22, 30);
const lateLimitMs = 7 * dayMs;

function buyer() {
  const ledger = paperLedger();
  ledger.act(walletId, evening, (wallet, at) =>
    openWallet(wallet, { walletId, merchantId: '', channel: 'store' }, rules, at),
  );
  return (recordedAt: number, occurredAt: number): number => {
    const item = {
      kind: 'item' as const,
      sku: '',
      category: '',
      brand: '',
      attributes: [],
      quantity: 1,
      unit: 'piece' as const,
      taxMinor: 0,
    };
    const place = {
      merchantId: 'zara',
      storeId: '',
      tillId: '',
      receiptNumber: '',
      channel: 'store' as const,
      occurredAt,
    };
    const basket = {
      receiptDay: 0,
      reference: '',
      sector: '',
      bare: false,
      lines: [{ ...item, amountMinor: 800 }],
      totalMinor: 800,
      tenders: [],
    };
    const pay = { kind: 'none' as const };
    const done = ledger.act(walletId, recordedAt, (wallet, at) =>
      recordPurchase(wallet, { ...place, ...basket, walletId, pay, ceilingMinor: null, lateLimitMs }, rules, at),
    );
    if (done.kind !== 'accepted') throw new Error(done.kind);
    return done.line.effects.credits.reduce((sum, credit) => sum + credit.amountMinor, 0);
  };
}

test('a cap of a day counts in the local day of the sale, and still counts for sales of that day that come days late', () => {
  const buy = buyer();
  expect(buy(evening, evening)).toBe(80);
  expect(buy(evening + hourMs, evening + hourMs)).toBe(80);
  expect(buy(evening + 6 * dayMs, evening + hourMs)).toBe(20);
  expect(buy(evening + 6 * dayMs, evening)).toBe(20);
  expect(buy(evening + 6 * dayMs, evening)).toBe(0);
});
