import { openWallet } from '../../../shared/domain/opening.ts';
import { recordPurchase } from '../../../shared/domain/purchase.ts';
import { redeem } from '../../../shared/domain/redemption.ts';
import type { Rules } from '../../../shared/domain/rules.ts';
import { change } from '../../../shared/store/change.ts';
import type { Intent, Settings } from '../../../shared/store/intent.ts';
import { open } from '../../../shared/store/open.ts';
import type { Clock, LedgerPort } from '../../../shared/store/port.ts';
import { digestOf, type Operation, printOf } from '../../../shared/store/print.ts';

export const walletId = 'wal_a';
export const settings: Settings = { idempotencyMs: 172_800_000, lateLimitMs: 604_800_000, sandbox: false };
const place = { merchantId: 'zara', storeId: '', tillId: 'T', channel: 'store' as const };

/** What tills ask of the real write path, over a store on paper. */
export function asks(port: LedgerPort, clock: Clock, rules: Rules, limits: Settings = settings) {
  const prints = (operation: Operation, key: string, body: unknown = '') => ({
    print: printOf('key', walletId, operation, key),
    digest: digestOf('POST', operation, body),
  });
  const told = (operation: Operation, key: string) => ({
    ...{ walletId, callerId: 'key', requestId: key, prints: prints(operation, key) },
    cancelPrint: printOf('key', walletId, 'cancellation', key),
    ...{ receipt: null, occurredAt: null, prepare: async () => undefined },
  });
  const purchaseOf = (key: string, amountMinor: number, receiptNumber = key): Intent<undefined> => ({
    ...told('purchase', key),
    spends: false,
    receipt: { merchantId: 'zara', tillId: 'T', receiptNumber, receiptDay: 1 },
    decide: (wallet, at) => {
      const item = { kind: 'item' as const, sku: '', category: '', brand: '', attributes: [] };
      const lines = [{ ...item, quantity: 1, unit: 'piece' as const, amountMinor, taxMinor: 0 }];
      const basket = {
        receiptDay: 1,
        reference: '',
        sector: '',
        bare: false,
        lines,
        totalMinor: amountMinor,
        tenders: [],
      };
      const sale = { ...place, ...basket, receiptNumber, occurredAt: at.now, pay: { kind: 'none' as const } };
      return recordPurchase(wallet, { ...sale, walletId, ceilingMinor: null, lateLimitMs: 1 }, rules, at);
    },
  });
  return {
    prints,
    purchaseOf,
    open: () =>
      open(port, clock, limits, {
        ...{ walletId, callerId: 'key', prints: prints('open', 'o') },
        decide: (wallet, at) => openWallet(wallet, { walletId, merchantId: '', channel: 'store' }, rules, at),
      }),
    buy: (
      key: string,
      amountMinor: number,
      more: Partial<Intent<undefined>> = {},
      warm?: Parameters<typeof change>[4],
    ) => change(port, clock, limits, { ...purchaseOf(key, amountMinor), ...more }, warm),
    redeem: (key: string, amountMinor: number) =>
      change(port, clock, limits, {
        ...told('redemption', key),
        spends: true,
        decide: (wallet, at) => {
          const wanted = { amountMinor, assets: ['cashback' as const] };
          const asked = { ...place, receiptNumber: '', occurredAt: at.now, wanted, sector: '', basketMinor: null };
          return redeem(wallet, { ...asked, holdSeconds: null, ceilingMinor: null, lateLimitMs: 1 }, rules, at);
        },
      }),
  };
}
