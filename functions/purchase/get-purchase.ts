import { GetPurchase } from '../../shared/contract/purchase.ts';
import { openId } from '../../shared/domain/identifier.ts';
import { owns, seesHistory } from '../../shared/domain/key.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { loadEntry } from '../../shared/lambda/ledger.ts';
import { problem } from '../../shared/lambda/problem.ts';
import { answerOfPurchase, rulesOf } from './purchase-answer.ts';

/** A purchase as recorded, with every rule that was looked at. Another merchant's does not exist. */
export const getPurchase = httpHandler(GetPurchase, async (request) => {
  const { params, platform, caller } = request;
  const named = openId(platform.keys, 'pur', params.id);
  if (!named) throw problem('not-found');
  const entry = await loadEntry(platform, named.walletId, named.sequence);
  const isSeen = entry.event.kind === 'purchased' && (seesHistory(caller) || owns(caller, entry.event.merchantId));
  if (!isSeen) throw problem('not-found');
  const before = await loadEntry(platform, named.walletId, named.sequence - 1);
  return ok(answerOfPurchase(request, entry, before.state, await rulesOf(platform, entry), true));
});
