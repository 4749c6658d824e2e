import { noLine, type PurchaseLine } from '../../../shared/domain/purchase-line.ts';
import { compile } from '../../../shared/domain/ruleset/compile.ts';
import { rulesetDocument } from '../../../shared/domain/ruleset/document.ts';
import type { Facts } from '../../../shared/domain/ruleset/facts.ts';
import { RuleSchema } from '../../../shared/domain/ruleset/rule.ts';
import type { Cell } from '../../../shared/domain/ruleset/stacking.ts';

export const rulesOf = (document: object) =>
  compile({ version: 1, effectiveFrom: 0, document: rulesetDocument.parse({ name: 'Test', ...document }) });

export const aLine = (line: Partial<PurchaseLine>): PurchaseLine => ({ ...noLine, ...line });

export type Sale = Partial<Omit<Facts, 'occurredAt' | 'lines'>> & {
  readonly at?: string;
  readonly lines?: readonly Partial<PurchaseLine>[];
  readonly amountMinor?: number;
  readonly walletMinor?: number;
};

/** A purchase at a merchant whose sector is its own name; of 10.00 unless it says otherwise. */
export function aSale({ at = '2026-03-14T14:00:00+01:00', lines, amountMinor = 1000, walletMinor = 0, ...rest }: Sale) {
  const merchantId = rest.merchantId ?? 'shop';
  const facts: Facts = {
    walletId: 'wal_1',
    merchantId,
    sector: merchantId,
    storeId: '',
    channel: 'store',
    occurredAt: Date.parse(at),
    lines: (lines ?? [{ amountMinor }]).map(aLine),
    walletTenders: walletMinor > 0 ? [{ amountMinor: walletMinor, expiresAt: null }] : [],
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
    ...rest,
  };
  return facts;
}

/** What a purchase earns, by rule. */
export const earned = (document: object, sale: Sale): Record<string, number> =>
  Object.fromEntries(
    rulesOf(document)
      .decidePurchase(aSale(sale))
      .awards.map(({ ruleId, amountMinor }) => [ruleId, amountMinor]),
  );

export const rate = (id: string, rateBps: number, more: object = {}) => ({
  id,
  effect: { kind: 'rate', rateBps },
  ...more,
});

/** A rule's exact amount on a line, `quantity / of`, as rounding takes it. */
export const aCell = (id: string, line: number, quantity: number, of: number): Cell => {
  const rule = RuleSchema.parse(rate(id, 1));
  const giving = { each: 1, of, counts: 'base', group: '' } as const;
  const contestant = { index: 0, rule, specificity: { rank: 0, keyCount: 0 }, byLine: true, giving, multiplies: -1 };
  const read = { index: line, baseMinor: 0, pieces: 1, amountMinor: 0, excludedFor: null, line: aLine({}) };
  return { rule: contestant, line: read, quantity, exact: null };
};
