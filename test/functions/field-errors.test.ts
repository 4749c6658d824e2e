import { describe, expect, test } from 'vitest';
import { readInstant } from '../../shared/contract/field.ts';
import { MerchantRequest } from '../../shared/contract/merchant.ts';
import { problems } from '../../shared/contract/problem.ts';
import { PurchaseRequest } from '../../shared/contract/purchase.ts';
import { RedemptionRequest } from '../../shared/contract/redemption.ts';
import { refusalCodes } from '../../shared/domain/refusal.ts';
import { fieldErrorsOf } from '../../shared/lambda/field-errors.ts';

const walletId = `wal_${'a'.repeat(26)}`;
const basket = { walletId, receiptNumber: 'R-1', amountMinor: 100 };

function faults(schema: typeof PurchaseRequest | typeof RedemptionRequest | typeof MerchantRequest, value: unknown) {
  const read = schema.safeParse(value, { reportInput: true });
  return read.error
    ? fieldErrorsOf(read.error.issues, 'body')
        .map(({ pointer, code }) => `${pointer} ${code}`)
        .sort()
    : [];
}

describe('what is wrong with a body', () => {
  test('every bad field is named at once, by pointer and stable code', () => {
    const lines = [
      { sku: 'bad sku', amountMinor: 1.5 },
      { amountMinor: 1_000_000_001, quantity: 0, colour: 'red' },
      {},
    ];
    expect(faults(PurchaseRequest, { walletId: 'wal_x', lines, channel: 'phone', extra: 1 })).toEqual([
      '/channel not-allowed',
      '/extra unknown-field',
      '/lines/0/amountMinor invalid-type',
      '/lines/0/sku invalid-format',
      '/lines/1/amountMinor too-large',
      '/lines/1/colour unknown-field',
      '/lines/1/quantity too-small',
      '/lines/2/amountMinor required',
      '/receiptNumber required',
      '/walletId invalid-format',
    ]);
  });

  test.each([
    [{ pay: { amountMinor: 0 } }, ['/pay/amountMinor too-small']],
    [{ pay: { max: false } }, ['/pay/max not-allowed']],
    [{ pay: { max: true, amountMinor: 5 } }, ['/pay/max unknown-field']],
    [{ pay: { max: true, assets: ['points'] } }, ['/pay/assets/0 not-allowed']],
    [{ pay: { max: true, assets: ['gift', 'gift'] } }, ['/pay/assets repeated']],
    [{ pay: { redemptionId: 'pur_x' } }, ['/pay/redemptionId invalid-format']],
    [{ pay: {} }, ['/pay/amountMinor required']],
    [{ pay: 'all' }, ['/pay invalid-type']],
    [{ lines: [{ amountMinor: 1 }] }, ['/amountMinor exactly-one-of']],
    [{ totalMinor: 99 }, ['/totalMinor total-mismatch']],
    [{ amountMinor: -1 }, ['/amountMinor too-small']],
    [{ amountMinor: '100' }, ['/amountMinor invalid-type']],
    [{ amountMinor: null }, ['/amountMinor invalid-type']],
    [{ receiptNumber: 'a b' }, ['/receiptNumber invalid-format']],
    [{ receiptNumber: 'x'.repeat(65) }, ['/receiptNumber invalid-format']],
    [{ tenders: [{ kind: 'cheque', amountMinor: 1 }] }, ['/tenders/0/kind not-allowed']],
    [{ occurredAt: '2026-03-14T14:00:00' }, ['/occurredAt invalid-format']],
    [{ occurredAt: '2026-02-29T14:00:00Z' }, ['/occurredAt not-a-date']],
    [{ occurredAt: '0001-01-01T00:00:00Z' }, ['/occurredAt out-of-range']],
  ])('a basket with %j is refused', (part, expected) => {
    expect(faults(PurchaseRequest, { ...basket, ...part })).toEqual(expected);
  });

  test('a discount is negative, nothing else is, and tax stays within its line', () => {
    const lines = (line: object) => faults(PurchaseRequest, { walletId, receiptNumber: 'R', lines: [line] });
    expect(lines({ kind: 'discount', amountMinor: -100, taxMinor: -20 })).toEqual([]);
    expect(lines({ kind: 'discount', amountMinor: 100 })).toEqual(['/lines/0/amountMinor too-large']);
    expect(lines({ amountMinor: -100 })).toEqual(['/lines/0/amountMinor too-small']);
    expect(lines({ amountMinor: 100, taxMinor: 101 })).toEqual(['/lines/0/taxMinor out-of-range']);
  });

  test('a redemption takes an amount or everything, and holds only when it does not capture', () => {
    expect(faults(RedemptionRequest, { walletId, amountMinor: 5, max: true })).toEqual(['/max exactly-one-of']);
    expect(faults(RedemptionRequest, { walletId })).toEqual(['/amountMinor exactly-one-of']);
    expect(faults(RedemptionRequest, { walletId, max: true, holdSeconds: 60 })).toEqual(['/holdSeconds not-allowed']);
    expect(faults(RedemptionRequest, { walletId, max: true, capture: false, holdSeconds: 604_801 })).toEqual([
      '/holdSeconds too-large',
    ]);
  });

  test('a billing plan is told apart by its kind', () => {
    const plan = (billingPlan: object) =>
      faults(MerchantRequest, { name: 'Zara', sector: 'fashion', connected: true, billingPlan });
    expect(plan({ kind: 'performance', feeBps: 100, taxRateBps: 2000 })).toEqual([]);
    expect(plan({ kind: 'performance', taxRateBps: 2000 })).toEqual(['/billingPlan/feeBps exactly-one-of']);
    expect(plan({ kind: 'free' })).toEqual(['/billingPlan/kind not-allowed']);
  });
});

describe('times', () => {
  test.each([
    ['2026-03-14T14:00:00+01:00', Date.UTC(2026, 2, 14, 13)],
    ['2024-02-29T23:59:59.123456789Z', Date.UTC(2024, 1, 29, 23, 59, 59, 123)],
    ['2026-03-14T14:00:00-00:00', Date.UTC(2026, 2, 14, 14)],
  ])('%s is read', (text, at) => {
    expect(readInstant(text)).toEqual({ at });
  });

  test.each([
    ['2026-03-14', 'invalid-format'],
    ['2026-03-14 14:00:00Z', 'invalid-format'],
    ['2026-03-14T24:00:00Z', 'invalid-format'],
    ['2026-03-14T14:00:60Z', 'invalid-format'],
    ['2026-13-01T00:00:00Z', 'invalid-format'],
    ['+002026-03-14T14:00:00Z', 'invalid-format'],
    ['2026-04-31T00:00:00Z', 'not-a-date'],
    ['2100-02-29T00:00:00Z', 'not-a-date'],
    ['0000-01-01T00:00:00Z', 'out-of-range'],
    ['0001-01-01T00:00:00+23:59', 'out-of-range'],
    ['9999-12-31T23:59:59-23:59', 'out-of-range'],
  ])('%s is refused as %s', (text, code) => {
    expect(readInstant(text)).toEqual({ code });
  });
});

test('the catalogue has every refusal of the domain, each 422, and says of retriable ones when to come again', () => {
  for (const code of refusalCodes) expect(problems[code].status).toBe(422);
  for (const [code, { retriable, retryAfterSeconds }] of Object.entries(problems)) {
    expect([code, retryAfterSeconds !== undefined]).toEqual([code, retriable]);
  }
});
