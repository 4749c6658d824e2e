import type * as z from 'zod';
import { type PostPurchase, type QuoteRequest, totalOf } from '../../shared/contract/purchase.ts';
import { assetsOf } from '../../shared/domain/hold.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import { assetsFor, type Caller, ceilingOf } from '../../shared/domain/key.ts';
import type { Merchant } from '../../shared/domain/merchant.ts';
import { amountMaxMinor } from '../../shared/domain/money.ts';
import type { Pay, RecordPurchase } from '../../shared/domain/purchase.ts';
import { noLine, type PurchaseLine } from '../../shared/domain/purchase-line.ts';
import type { Rules } from '../../shared/domain/rules.ts';
import { findNamedEntry } from '../../shared/lambda/ledger.ts';
import type { Platform } from '../../shared/lambda/platform.ts';
import { malformed, problem } from '../../shared/lambda/problem.ts';
import { isRedemption, mayDraw, type RedemptionEntry } from '../../shared/lambda/redemption.ts';
import type { Fate } from '../../shared/store/fate.ts';

export type PurchaseBody = z.output<(typeof PostPurchase)['body']> | z.output<typeof QuoteRequest>;
type Asking = {
  readonly body: PurchaseBody;
  readonly caller: Caller;
  readonly now: Instant;
  readonly platform: Platform;
};

/** The purchase that a request is, but for the redemption it may pay with, which is read beside the head. */
export function purchaseOf(
  { body, caller, now, platform }: Asking,
  merchant: Merchant,
  rules: Rules,
): Omit<RecordPurchase, 'pay'> {
  const totalMinor = totalOf(body);
  if (totalMinor < 0 || totalMinor > amountMaxMinor)
    throw problem('amount-out-of-range', { errors: [{ pointer: '/lines', code: 'out-of-range' }] });
  if (body.currency !== undefined && body.currency !== platform.ecosystem.currency) {
    throw problem('currency-mismatch', { errors: [{ pointer: '/currency', code: 'not-allowed' }] });
  }
  const occurredAt = body.occurredAt ?? now;
  return {
    walletId: body.walletId ?? '',
    merchantId: merchant.id,
    sector: merchant.sector,
    storeId: body.storeId ?? '',
    tillId: body.tillId ?? '',
    receiptNumber: body.receiptNumber ?? '',
    channel: body.channel,
    reference: body.reference ?? '',
    occurredAt,
    receiptDay: rules.localDay(occurredAt),
    bare: body.lines === undefined,
    lines: body.lines?.map(lineOf) ?? [{ ...noLine, amountMinor: totalMinor }],
    totalMinor,
    tenders: body.tenders ?? [],
    ceilingMinor: ceilingOf(caller),
    lateLimitMs: platform.ecosystem.limits.lateLimitMs,
  };
}

/** The redemption that a purchase names, of its own wallet and merchant; any other is as unknown as none. */
export async function findNamedRedemption(
  { body, caller, platform }: Asking,
  merchantId: string,
): Promise<RedemptionEntry | undefined> {
  if (!body.pay || !('redemptionId' in body.pay)) return undefined;
  const pointer = '/pay/redemptionId';
  const placed = await findNamedEntry(platform, 'red', body.pay.redemptionId);
  if (!placed || !isRedemption(placed) || placed.walletId !== body.walletId || placed.event.merchantId !== merchantId)
    throw malformed([{ pointer, code: 'not-found' }]);
  if (!mayDraw(caller, placed)) throw problem('asset-not-in-scope', { errors: [{ pointer, code: 'not-allowed' }] });
  return placed;
}

/** How a purchase is paid, once what became of the redemption it names has been read. */
export function payOf({ body, caller }: Asking, fate: Fate | undefined): Pay {
  const { pay } = body;
  if (!pay) return { kind: 'none' };
  if ('redemptionId' in pay) {
    if (!fate) throw malformed([{ pointer: '/pay/redemptionId', code: 'not-found' }]);
    const placed = { ...fate, assets: assetsOf(fate.decidedBy) };
    return { kind: 'redemption', amountMinor: pay.amountMinor ?? null, placed };
  }
  const assets = assetsFor(caller, pay.assets);
  if (!assets) {
    // A key for points alone pays nothing, whatever is named.
    const pointer = pay.assets ? '/pay/assets' : '/pay';
    throw problem('asset-not-in-scope', { errors: [{ pointer, code: 'not-allowed' }] });
  }
  return { kind: 'wallet', amountMinor: 'max' in pay ? 'max' : pay.amountMinor, assets };
}

function lineOf(line: NonNullable<PurchaseBody['lines']>[number]): PurchaseLine {
  const {
    kind,
    sku = '',
    category = '',
    brand = '',
    attributes = [],
    quantity,
    unit,
    amountMinor,
    taxMinor = 0,
  } = line;
  return { kind, sku, category, brand, attributes, quantity, unit, amountMinor, taxMinor };
}
