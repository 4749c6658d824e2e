import { FindPurchase } from '../../shared/contract/find-purchase.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import { actingMerchant } from '../../shared/lambda/acting-merchant.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { ledgerOf, loadHead } from '../../shared/lambda/ledger.ts';
import type { Platform } from '../../shared/lambda/platform.ts';
import { problem } from '../../shared/lambda/problem.ts';
import type { Request } from '../../shared/lambda/request.ts';
import { findByReceipt, noLookBack } from '../../shared/store/lookup.ts';
import { type Receipt, receiptPrintOf } from '../../shared/store/print.ts';
import { listReceiptHolders } from '../../shared/store/receipt.ts';
import { tellGuest } from './guest-answer.ts';
import { loadPurchaseEntry } from './load-purchase.ts';
import { languageIn } from './purchase-sentences.ts';
import { tellPurchase } from './tell-purchase.ts';

/** The purchase of a receipt: on the wallet named at once, on any by what the stream has noted. */
export const findPurchase = httpHandler(FindPurchase, async (request) => {
  const told = await tellFound(request);
  return ok(told, languageIn(request, told));
});

async function tellFound(request: Request<typeof FindPurchase>) {
  const { query, platform, now } = request;
  const { receiptNumber, tillId = '', date: receiptDay, walletId } = query;
  const { id: merchantId } = await actingMerchant(request, query.merchantId, { parameter: 'merchantId' });
  const receipt = { merchantId, tillId, receiptNumber, receiptDay };
  const at = walletId === undefined ? undefined : await findOnWallet(platform, walletId, receipt, now);
  if (at) return tellPurchase(request, await loadPurchaseEntry(platform, at));

  const { holders, guestId } = await listReceiptHolders(platform.table, receiptPrintOf(receipt));
  const holder = holders.find((one) => walletId === undefined || one.walletId === walletId);
  const basket = walletId === undefined && guestId !== undefined && (await ledgerOf(platform).findBasket(guestId));
  if (basket && !basket.claimedBy && !holder) return tellGuest(request, basket);
  const found = holder ?? (basket ? basket.claimedBy : undefined);
  if (!found) throw problem('not-found');
  return tellPurchase(request, await loadPurchaseEntry(platform, found));
}

/** Read from the wallet itself, as far back as receipts are remembered. */
async function findOnWallet(platform: Platform, walletId: string, receipt: Receipt, now: Instant) {
  const head = await loadHead(platform, walletId, now);
  const since = now - platform.ecosystem.limits.lateLimitMs;
  const sequence = await findByReceipt(ledgerOf(platform), head, receipt, since, noLookBack());
  return sequence === undefined ? undefined : { walletId, sequence };
}
