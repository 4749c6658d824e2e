import { timestamp } from '../../shared/contract/field.ts';
import { PostReturn } from '../../shared/contract/return.ts';
import { refuse } from '../../shared/domain/decision.ts';
import { sumOf } from '../../shared/domain/draw.ts';
import type { Returned } from '../../shared/domain/event.ts';
import { sealId } from '../../shared/domain/identifier.ts';
import { ceilingOf } from '../../shared/domain/key.ts';
import { leftOf } from '../../shared/domain/return-lines.ts';
import { returnPurchase } from '../../shared/domain/return-purchase.ts';
import { created } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { changeWallet, ledgerOf, loadRules } from '../../shared/lambda/ledger.ts';
import { acceptedOf } from '../../shared/lambda/outcome.ts';
import { problem } from '../../shared/lambda/problem.ts';
import { answerOfReturn, balancesAfterReturn } from '../../shared/lambda/return-answer.ts';
import { findAmendment } from '../../shared/store/amendment.ts';
import { loadPastPurchase } from '../../shared/store/past-purchase.ts';
import { findSuccessor } from '../../shared/store/successor.ts';
import { isStill, noteGuestReturn, returnGuestBasket } from './guest-return.ts';
import { findOwnGuest } from './load-guest.ts';
import { loadOwnPurchase } from './load-purchase.ts';
import { returnFields, returningOf } from './returning.ts';

/** Takes part of a purchase back, or all, by any key of the selling merchant and at any age. */
export const postReturn = httpHandler(PostReturn, async (request) => {
  const { body, params, platform, caller, now } = request;
  const guest = await findOwnGuest(request);
  const done = guest && (await returnGuestBasket(request, guest));
  if (done) return done;
  const entry = await loadOwnPurchase(request, guest && 'conflict-retry');
  const { walletId, sequence } = entry;
  const returning = returningOf(body, entry.event);
  const ledger = ledgerOf(platform);
  const isOpen = !guest || (await noteGuestReturn(request, guest));
  const outcome = await changeWallet(request, walletId, 'return', {
    occurredAt: body.occurredAt ?? null,
    spends: true,
    prepare: async (head) => {
      const amended = await findAmendment(ledger, head, sequence);
      // Its claim was cancelled meanwhile: no refusal of this wallet's, the same request is for the basket again.
      if (guest && amended.isReversed && !(await isStill(ledger, guest, entry))) throw problem('conflict-retry');
      return {
        amended,
        purchase: await loadPastPurchase(ledger, head, entry, (version) => loadRules(platform, version)),
      };
    },
    other: (head) => findSuccessor(ledger, head),
    decide: (wallet, at, past, _head, successor) => {
      if (!isOpen) return refuse('cancelled');
      const { tillId = '', receiptNumber = '', reason, occurredAt = now } = body;
      const limits = { ceilingMinor: ceilingOf(caller), lateLimitMs: platform.ecosystem.limits.lateLimitMs };
      const command = { ...past, ...limits, tillId, receiptNumber, reason, occurredAt, returning };
      return returnPurchase(wallet, command, at, successor);
    },
  });
  const { entry: returned, replayed } = acceptedOf(outcome, { fields: returnFields(returning) });
  const event = returned.event as Returned;
  return created(
    {
      id: sealId(platform.keys, 'ret', walletId, returned.sequence),
      purchaseId: params.id,
      ...answerOfReturn(event),
      recordedAt: timestamp(returned.recordedAt),
      returnable: { amountMinor: sumOf(leftOf({ entry }, event.soFar)) },
      balances: await balancesAfterReturn(platform, returned),
    },
    { replayed },
  );
});
