import { ledgerOf, loadEntry } from '../../shared/lambda/ledger.ts';
import type { PurchaseEntry } from './load-purchase.ts';
import { pastReturnsOf } from './past-returns.ts';
import { answerOfPurchase, rulesOf } from './purchase-answer.ts';
import type { Asking } from './purchase-sentences.ts';

/** A purchase as recorded, with every rule that was looked at and what has come back since. */
export async function tellPurchase(asking: Asking, entry: PurchaseEntry) {
  const { platform } = asking;
  const { walletId, sequence } = entry;
  const [before, head] = await Promise.all([
    loadEntry(platform, walletId, sequence - 1),
    ledgerOf(platform).head(walletId),
  ]);
  const told = answerOfPurchase(asking, entry, before.state, await rulesOf(platform, entry), true);
  return { ...told, ...(await pastReturnsOf(platform, head ?? entry, entry)) };
}
