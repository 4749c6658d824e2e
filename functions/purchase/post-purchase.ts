import { PostPurchase } from '../../shared/contract/purchase.ts';
import { sealId } from '../../shared/domain/identifier.ts';
import { recordPurchase } from '../../shared/domain/purchase.ts';
import { actingMerchant, hasJustChanged } from '../../shared/lambda/acting-merchant.ts';
import { created } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { changeWallet, ledgerOf, loadEntry } from '../../shared/lambda/ledger.ts';
import { acceptedOf } from '../../shared/lambda/outcome.ts';
import { findFate } from '../../shared/store/fate.ts';
import { recordGuestBasket } from './guest-basket.ts';
import { answerOfPurchase, rulesOf } from './purchase-answer.ts';
import { findNamedRedemption, payOf, purchaseOf } from './purchase-command.ts';
import { purchaseFields } from './purchase-fields.ts';
import { languageIn } from './purchase-sentences.ts';
import { toldMismatch } from './told-mismatch.ts';

/** Earns, and pays with the wallet, in one entry; without a wallet it is a guest basket. */
export const postPurchase = httpHandler(PostPurchase, async (request) => {
  const { body, platform, now, query } = request;
  const { walletId } = body;
  const explainAll = query.explain === 'all';
  const merchant = await actingMerchant(request, body.merchantId);
  const { rules, turning } = await platform.rulesets.deciding(body.occurredAt ?? null, now);
  const purchase = purchaseOf(request, merchant, rules);
  if (walletId === undefined) return recordGuestBasket(request, purchase, rules, explainAll);
  const placed = await findNamedRedemption(request, merchant.id);
  const outcome = await changeWallet(request, walletId, 'purchase', {
    receipt: purchase,
    occurredAt: body.occurredAt ?? null,
    spends: body.pay !== undefined || body.occurredAt !== undefined,
    turning: turning || hasJustChanged(merchant, now),
    prepare: async (head) =>
      payOf(request, placed && (await findFate(ledgerOf(platform), head, placed.sequence, now, placed))),
    decide: (wallet, at, pay, _head, _other, granted) =>
      toldMismatch(recordPurchase(wallet, { ...purchase, pay }, rules, at, granted), { ...purchase, pay }),
  });
  const { entry, replayed, before } = acceptedOf(outcome, {
    idOf: (sequence) => sealId(platform.keys, 'pur', walletId, sequence),
    fields: purchaseFields(body),
    wallets: { wallet: '/walletId' },
  });
  const { state } = before ?? (await loadEntry(platform, walletId, entry.sequence - 1));
  const told = answerOfPurchase(request, entry, state, await rulesOf(platform, entry), explainAll);
  return created(told, { replayed, ...languageIn(request, told) });
});
