import * as z from 'zod';
import { because } from '../domain/field-code.ts';
import { dateOf, dayOf } from '../domain/local-time.ts';
import { Reference, Slug, WalletId } from './field.ts';
import { operation } from './operation.ts';
import { Purchase } from './purchase.ts';

/** A local day; becomes days since 1970-01-01. */
const LocalDay = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, { abort: true })
  .transform((date, context): number => {
    const day = dayOf(date);
    if (!Number.isNaN(day) && dateOf(day) === date) return day;
    context.issues.push({ code: 'custom', input: date, ...because('not-a-date') });
    return z.NEVER;
  })
  .meta({ format: 'date', example: '2026-03-14' });

export const ReceiptQuery = z.strictObject({
  receiptNumber: Reference,
  tillId: Reference.optional().describe('As it was recorded: a till that named none has none'),
  date: LocalDay.describe('The local day on which the sale occurred'),
  walletId: WalletId.optional().describe('Found at once on this wallet; without it seconds late'),
  merchantId: Slug.optional(),
});

export const FindPurchase = operation({
  operationId: 'findPurchase',
  method: 'GET',
  path: '/v1/purchases',
  area: 'purchase',
  summary: 'The purchase of a receipt',
  allowed: { scopes: ['purchase:read', 'purchase:write'], groups: ['operator', 'support'] },
  query: ReceiptQuery,
  success: { status: 200, body: Purchase },
});
