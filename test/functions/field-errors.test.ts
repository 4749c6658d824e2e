import { describe, expect, test } from 'vitest';
import type * as z from 'zod';
import { readInstant } from '../../shared/contract/field.ts';
import { KeyRequest } from '../../shared/contract/key.ts';
import { MerchantRequest } from '../../shared/contract/merchant.ts';
import { problems } from '../../shared/contract/problem.ts';
import { PurchaseRequest } from '../../shared/contract/purchase.ts';
import { RedemptionRequest } from '../../shared/contract/redemption.ts';
import { ReturnRequest } from '../../shared/contract/return.ts';
import { TransferRequest } from '../../shared/contract/transfer.ts';
import { refusalCodes } from '../../shared/domain/refusal.ts';
import { readAs } from '../../shared/lambda/read-as.ts';

const walletId = `wal_${'a'.repeat(26)}`;
const basket = { walletId, receiptNumber: 'R-1', amountMinor: 100 };

function faults(schema: z.ZodType, value: unknown) {
  const { errors } = readAs(schema, value, 'body');
  return errors.map(({ pointer, code }) => `${pointer} ${code}`).sort();
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

describe('what is wrong across fields is told beside what is wrong with one', () => {
  test('of a redemption', () => {
    expect(faults(RedemptionRequest, { walletId, max: true, amountMinor: 1, holdSeconds: 5, assets: ['x'] })).toEqual([
      '/assets/0 not-allowed',
      '/holdSeconds not-allowed',
      '/max exactly-one-of',
    ]);
    expect(
      faults(RedemptionRequest, { assets: ['x', 'points', 'points', 'gift'], capture: 1, holdSeconds: 5 }),
    ).toEqual([
      '/amountMinor exactly-one-of',
      '/assets not-allowed',
      '/assets repeated',
      '/assets/0 not-allowed',
      '/capture invalid-type',
      '/walletId required',
    ]);
  });

  test('of a purchase, its total too as long as its amounts can be added up', () => {
    const line = { kind: 'x', amountMinor: -100, taxMinor: 200, attributes: ['a', 'a', 1] };
    const sale = { receiptNumber: 'R', pay: { max: true }, totalMinor: 5 };
    expect(faults(PurchaseRequest, { ...sale, lines: [line] })).toEqual([
      '/lines/0/amountMinor too-small',
      '/lines/0/attributes repeated',
      '/lines/0/attributes/2 invalid-type',
      '/lines/0/kind not-allowed',
      '/lines/0/taxMinor out-of-range',
      '/pay not-allowed',
      '/totalMinor total-mismatch',
    ]);
    expect(faults(PurchaseRequest, { ...basket, channel: 'x', lines: [line] })).toContain(
      '/amountMinor exactly-one-of',
    );
    for (const amountMinor of ['1', 1.5, null, undefined]) {
      const told = faults(PurchaseRequest, { ...sale, lines: [{ amountMinor: 5 }, { ...line, amountMinor }] });
      expect(told).toContain('/pay not-allowed');
      expect(told).toContain('/lines/1/attributes repeated');
      expect(told).not.toContain('/totalMinor total-mismatch');
    }
  });

  const formless = [1, 'x', null, [1], [[]], [null], { 0: {} }, true].map((lines) => ({ lines }));
  test.each(formless)('and nothing is asked of lines that are $lines', ({ lines }) => {
    const told = faults(PurchaseRequest, { walletId, receiptNumber: 'R', channel: 'x', totalMinor: 5, lines });
    expect(told).not.toContain('/totalMinor total-mismatch');
    expect(told.length).toBeGreaterThan(0);
    expect(faults(ReturnRequest, { lines }).length).toBeGreaterThan(0);
    for (const schema of [PurchaseRequest, RedemptionRequest, ReturnRequest, TransferRequest, MerchantRequest]) {
      expect(faults(schema, lines).length).toBeGreaterThan(0);
    }
  });
  test('of a return, and of a transfer', () => {
    const twice = { index: 0, quantity: 1 };
    expect(faults(ReturnRequest, { all: true, lines: [twice, twice], reason: 'x' })).toEqual([
      '/lines exactly-one-of',
      '/lines repeated',
      '/reason not-allowed',
    ]);
    expect(faults(ReturnRequest, { lines: [twice, { ...twice, quantity: 0.5 }], amountMinor: 'x' })).toEqual([
      '/amountMinor invalid-type',
      '/lines exactly-one-of',
      '/lines repeated',
      '/lines/1/quantity invalid-type',
    ]);
    expect(faults(TransferRequest, { fromWalletId: walletId, toWalletId: walletId, all: false })).toEqual([
      '/all not-allowed',
      '/reason required',
      '/toWalletId not-allowed',
    ]);
  });

  test('of a merchant and of a key, in one branch of a choice too', () => {
    const billingPlan = { kind: 'performance', feeBps: 'x', feeMinor: 1.5, taxRateBps: -1 };
    const stores = [{ id: 'a' }, { id: 'a', name: 1 }];
    expect(faults(MerchantRequest, { name: 'Zara', sector: 'fashion', connected: 1, stores, billingPlan })).toEqual([
      '/billingPlan/feeBps exactly-one-of',
      '/billingPlan/feeBps invalid-type',
      '/billingPlan/feeMinor invalid-type',
      '/billingPlan/taxRateBps too-small',
      '/connected invalid-type',
      '/stores repeated',
      '/stores/1/name invalid-type',
    ]);
    const terms = { label: 'k', merchantIds: ['A', 'a', 'a'], scopes: ['x', 'wallet:read', 'wallet:read'] };
    expect(faults(KeyRequest, { ...terms, assets: [1, 1] })).toEqual([
      '/assets repeated',
      '/assets/0 not-allowed',
      '/assets/1 not-allowed',
      '/merchantIds repeated',
      '/merchantIds/0 invalid-format',
      '/scopes repeated',
      '/scopes/0 not-allowed',
    ]);
  });

  test('a number with a fraction is told once, wherever it stands, and taken for nothing else', () => {
    const proto = JSON.parse('{"__proto__":{"amountMinor":1.5}}');
    expect(
      faults(PurchaseRequest, { ...basket, amountMinor: 1.5, lines: [{ amountMinor: 2.5, quantity: 1 }] }),
    ).toEqual(['/amountMinor exactly-one-of', '/amountMinor invalid-type', '/lines/0/amountMinor invalid-type']);
    expect(faults(PurchaseRequest, { ...basket, ...proto, amountMinor: 1.5, receiptNumber: 1.5 })).toContain(
      '/receiptNumber invalid-type',
    );
    expect({}).not.toHaveProperty('amountMinor');
    expect(faults(PurchaseRequest, { ...basket, amountMinor: 1.5, pay: { amountMinor: 0.5 } })).toEqual([
      '/amountMinor invalid-type',
      '/pay/amountMinor invalid-type',
    ]);
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
