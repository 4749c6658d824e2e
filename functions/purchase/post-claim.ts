import { PostClaim } from '../../shared/contract/claim.ts';
import { claimBasket } from '../../shared/domain/guest.ts';
import { openClaimCode } from '../../shared/domain/guest-id.ts';
import { sealId } from '../../shared/domain/identifier.ts';
import { ceilingOf, owns, seesHistory } from '../../shared/domain/key.ts';
import { created } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { changeWallet, ledgerOf, loadEntry } from '../../shared/lambda/ledger.ts';
import { acceptedOf } from '../../shared/lambda/outcome.ts';
import { notFoundAt } from '../../shared/lambda/problem.ts';
import { answerOfPurchase, rulesOf } from './purchase-answer.ts';
import { claimFields } from './purchase-fields.ts';

/**
 * Makes a guest basket a purchase of a wallet: the entry and the basket's mark are one transaction, so that of two
 * wallets with one code one gets it. A merchant's key claims its own merchants' baskets, a member's app all.
 */
export const postClaim = httpHandler(PostClaim, async (request) => {
  const { body, platform, caller } = request;
  const { walletId } = body;
  const ledger = ledgerOf(platform);
  const basketId = openClaimCode(platform.keys, body.claimCode) ?? '';
  const loadBasket = async () => {
    const basket = await ledger.findBasket(basketId);
    if (basket && (seesHistory(caller) || owns(caller, basket.event.merchantId))) return basket;
    throw notFoundAt('/claimCode');
  };
  const { event, claimedBy } = await loadBasket();
  const rules = await platform.rulesets.at(event.occurredAt);
  const limits = { ceilingMinor: ceilingOf(caller), lateLimitMs: platform.ecosystem.limits.lateLimitMs };
  const outcome = await changeWallet(request, walletId, 'claim', {
    // Of a basket that is claimed this wallet may have the receipt: the code's answer says more.
    receipt: claimedBy ? null : event,
    occurredAt: event.occurredAt,
    spends: true,
    prepare: loadBasket,
    decide: (wallet, at, basket, _head, _other, granted) =>
      claimBasket(wallet, { walletId, basket, ...limits }, rules, at, granted),
  });
  const { entry, replayed, before } = acceptedOf(outcome, {
    idOf: (sequence) => sealId(platform.keys, 'pur', walletId, sequence),
    fields: claimFields,
    wallets: { wallet: '/walletId' },
  });
  const { state } = before ?? (await loadEntry(platform, walletId, entry.sequence - 1));
  return created(answerOfPurchase(request, entry, state, await rulesOf(platform, entry), false), { replayed });
});
