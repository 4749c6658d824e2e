import type { PurchaseLine } from '../../shared/domain/purchase-line.ts';
import { rulesetDocument } from '../../shared/domain/ruleset/document.ts';
import type { Facts } from '../../shared/domain/ruleset/facts.ts';

const rate = (id: string, rateBps: number, more: object) => ({ id, effect: { kind: 'rate', rateBps }, ...more });

/** Ten rules as a mall has them: seven rates that compete, from everything down to one product, and three boosts. */
export const document = rulesetDocument.parse({
  name: 'Bench',
  rules: [
    rate('all', 100, {}),
    rate('fashion', 200, { scope: { sector: 'fashion' } }),
    rate('zara', 250, { scope: { merchant: 'zara' } }),
    rate('shoes', 400, { scope: { category: 'shoes' } }),
    rate('bio', 500, { scope: { attribute: 'bio' } }),
    rate('brand-x', 1500, {
      scope: { brand: 'x' },
      when: [{ kind: 'dates', from: '2026-03-09', to: '2026-03-15' }],
    }),
    rate('jean', 600, { scope: { sku: 'jean-501' } }),
    {
      id: 'off-peak',
      group: 'boost',
      scope: { sector: 'fashion' },
      when: [{ kind: 'hours', days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '14:00', to: '17:00' }],
      effect: { kind: 'multiply', group: 'base', factorBps: 20_000 },
      funder: 'operator',
    },
    rate('web', 100, { group: 'boost', when: [{ kind: 'channel', in: ['web', 'app'] }], funder: 'operator' }),
    rate('large', 50, { group: 'boost', when: [{ kind: 'basket', minMinor: 20_000 }], funder: 'operator' }),
  ],
});

const line = (at: number, amountMinor: number): PurchaseLine => ({
  kind: 'item',
  sku: at % 3 === 0 ? 'jean-501' : `sku-${at % 17}`,
  category: at % 4 === 0 ? 'shoes' : 'shirts',
  brand: at % 5 === 0 ? 'x' : 'y',
  attributes: at % 7 === 0 ? ['bio'] : [],
  quantity: 1,
  unit: 'piece',
  amountMinor,
  taxMinor: 0,
});

const hourMs = 3_600_000;
const linesOf = 5;

/** Baskets of five lines at three merchants over two weeks, so that every rule holds for some and fails for others. */
export const baskets: readonly Facts[] = Array.from({ length: 64 }, (_, at): Facts => {
  const merchantId = ['zara', 'sushi', 'deco'][at % 3]!;
  return {
    walletId: 'wal_1',
    merchantId,
    sector: merchantId === 'sushi' ? 'restaurant' : 'fashion',
    storeId: '',
    channel: at % 4 === 0 ? 'web' : 'store',
    occurredAt: Date.parse('2026-03-06T08:30:00+01:00') + at * 5 * hourMs,
    lines: Array.from({ length: linesOf }, (_, nth) =>
      line(at * linesOf + nth, 499 + ((at * 7919 + nth * 104_729) % 9_000)),
    ),
    walletTenders: at % 3 === 0 ? [{ amountMinor: 147, expiresAt: null }] : [],
    tenders: [],
    memory: {
      openedAt: 0,
      purchaseCount: 0,
      firstPurchaseAt: null,
      lastPurchaseAt: null,
      counters: new Map(),
      optIns: new Set(),
      audiences: new Set(),
    },
  };
});
