import { GetPurchase } from '../../shared/contract/purchase.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { ledgerOf, loadEntry } from '../../shared/lambda/ledger.ts';
import { loadSeenPurchase } from './load-purchase.ts';
import { pastReturnsOf } from './past-returns.ts';
import { answerOfPurchase, rulesOf } from './purchase-answer.ts';

/** A purchase as recorded, with every rule that was looked at and what has come back since. */
export const getPurchase = httpHandler(GetPurchase, async (request) => {
  const { platform } = request;
  const entry = await loadSeenPurchase(request);
  const { walletId, sequence } = entry;
  const [before, head] = await Promise.all([
    loadEntry(platform, walletId, sequence - 1),
    ledgerOf(platform).head(walletId),
  ]);
  const told = answerOfPurchase(request, entry, before.state, await rulesOf(platform, entry), true);
  return ok({ ...told, ...(await pastReturnsOf(platform, head ?? entry, entry)) });
});
