import { timestamp } from '../../shared/contract/field.ts';
import { PostRedemptionReturn } from '../../shared/contract/return.ts';
import { sumOf } from '../../shared/domain/draw.ts';
import type { Redeemed, Returned } from '../../shared/domain/event.ts';
import { sealId } from '../../shared/domain/identifier.ts';
import { ceilingOf } from '../../shared/domain/key.ts';
import { returnRedemption } from '../../shared/domain/return-redemption.ts';
import { created } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { changeWallet, ledgerOf, loadRules } from '../../shared/lambda/ledger.ts';
import { acceptedOf } from '../../shared/lambda/outcome.ts';
import { answerOfReturn, balancesAfterReturn } from '../../shared/lambda/return-answer.ts';
import { findAmendment } from '../../shared/store/amendment.ts';
import { loadCaptured } from '../../shared/store/fate.ts';
import { findSuccessor } from '../../shared/store/successor.ts';
import { loadFate, loadOwnRedemption } from './load-redemption.ts';

/** Gives captured value back to the lots that it came from. */
export const postRedemptionReturn = httpHandler(PostRedemptionReturn, async (request) => {
  const { body, params, platform, caller, now } = request;
  const redemption = await loadOwnRedemption(request);
  const { walletId, sequence } = redemption;
  const ledger = ledgerOf(platform);
  const outcome = await changeWallet(request, walletId, 'return', {
    spends: true,
    prepare: async (head) => {
      const placed = await loadFate(platform, head, redemption, now);
      const { merchantId, rulesetVersion } = placed.placed.event as Redeemed;
      const rules = await loadRules(platform, rulesetVersion);
      return {
        placed,
        paidBy: placed.decidedBy.effects.draws,
        amended: await findAmendment(ledger, head, sequence),
        graceDays: rules.policyFor(merchantId, '').returns.graceDays,
      };
    },
    other: (head) => findSuccessor(ledger, head),
    decide: (wallet, at, past, _head, successor) =>
      returnRedemption(
        wallet,
        { walletId, amountMinor: body.amountMinor, ceilingMinor: ceilingOf(caller), ...past },
        at,
        successor,
      ),
  });
  const tooMuch = { pointer: '/amountMinor', code: 'too-large' } as const;
  const fields = { 'over-returned': tooMuch, 'ceiling-exceeded': tooMuch };
  const { entry, replayed } = acceptedOf(outcome, { fields });
  const captured = await loadCaptured(ledger, entry, sequence);
  const event = entry.event as Returned;
  const { clawback: _none, ...returned } = answerOfReturn(event);
  return created(
    {
      id: sealId(platform.keys, 'ret', walletId, entry.sequence),
      redemptionId: params.id,
      ...returned,
      recordedAt: timestamp(entry.recordedAt),
      returnable: { amountMinor: sumOf(captured.effects.draws) - event.soFar.amountMinor },
      balances: await balancesAfterReturn(platform, entry),
    },
    { replayed },
  );
});
