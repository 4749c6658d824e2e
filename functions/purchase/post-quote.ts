import { PostQuote } from '../../shared/contract/purchase.ts';
import { recordPurchase } from '../../shared/domain/purchase.ts';
import type { Grants } from '../../shared/domain/rules.ts';
import { settle } from '../../shared/domain/settle.ts';
import { actingMerchant } from '../../shared/lambda/acting-merchant.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { ledgerOf, loadHead, settingsOf } from '../../shared/lambda/ledger.ts';
import { acceptedOf } from '../../shared/lambda/outcome.ts';
import { findFate } from '../../shared/store/fate.ts';
import { listRooms } from '../../shared/store/limit-left.ts';
import { noPrints } from '../../shared/store/print.ts';
import { sealEntry } from '../../shared/store/seal.ts';
import { quoteGuestBasket } from './guest-basket.ts';
import { outcomeOf } from './purchase-answer.ts';
import { findNamedRedemption, payOf, purchaseOf } from './purchase-command.ts';
import { purchaseFields } from './purchase-fields.ts';
import { languageIn } from './purchase-sentences.ts';
import { quotedRules } from './quoted-rules.ts';
import { toldMismatch } from './told-mismatch.ts';
import { usableOf } from './usable.ts';

/** What a purchase would pay and earn: the same decision, sealed into an entry that nobody writes. */
export const postQuote = httpHandler(PostQuote, async (request) => {
  const { body, platform, query, requestId, caller } = request;
  const { rules, now, lateLimitMs } = await quotedRules(request);
  const merchant = await actingMerchant(request, body.merchantId);
  const purchase = { ...purchaseOf(request, merchant, rules), lateLimitMs };
  const { walletId } = body;
  const explainAll = query.explain === 'all';
  if (walletId === undefined) return quoteGuestBasket(request, purchase, rules, { now, explainAll });
  const head = await loadHead(platform, walletId, now, '/walletId');
  const placed = await findNamedRedemption(request, merchant.id);
  const fate = placed && (await findFate(ledgerOf(platform), head, placed.sequence, now, placed));
  const command = { ...purchase, pay: payOf(request, fate) };
  const { state, settlement } = settle(head.state, now);
  const decide = (granted?: Grants) =>
    toldMismatch(recordPurchase(state, command, rules, { now, sequence: head.sequence + 1 }, granted), command);
  let decision = decide();
  if (decision.kind === 'accepted' && decision.limits) {
    decision = decide(await listRooms(ledgerOf(platform), settingsOf(platform), decision.limits));
  }
  if (decision.kind !== 'accepted') {
    throw acceptedOf(decision.kind === 'full' ? { kind: 'full' } : { ...decision, requestId, replayed: false }, {
      fields: purchaseFields(body),
    });
  }
  const by = { walletId, callerId: caller.id, prints: noPrints };
  const entry = sealEntry(head, by, settlement, decision.change, now, settingsOf(platform));
  const quoted = ofVersion(outcomeOf(request, entry, head.state, rules, explainAll), body.rulesetId === undefined);
  return ok({ ...quoted, usable: usableOf(state, command, rules, now) }, languageIn(request, quoted));
});

/** Under a ruleset as it is written there is no version to name. */
function ofVersion<Q extends { explanation: { rulesetVersion: number } }>(quoted: Q, isPublished: boolean) {
  if (isPublished) return quoted;
  const { rulesetVersion: _none, ...explanation } = quoted.explanation;
  return { ...quoted, explanation };
}
