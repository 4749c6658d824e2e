import { PostCapture } from '../../shared/contract/redemption.ts';
import { ceilingOf } from '../../shared/domain/key.ts';
import { capture } from '../../shared/domain/redemption.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { changeWallet } from '../../shared/lambda/ledger.ts';
import { acceptedOf } from '../../shared/lambda/outcome.ts';
import { problem } from '../../shared/lambda/problem.ts';
import { mayDraw } from '../../shared/lambda/redemption.ts';
import { loadFate, loadOwnRedemption } from './load-redemption.ts';
import { answerOfRedemption } from './redemption-answer.ts';
import { captureFields } from './redemption-fields.ts';

/** Spends what is held, at most once; the rest goes back. */
export const postCapture = httpHandler(PostCapture, async (request) => {
  const { body, platform, caller, now } = request;
  const redemption = await loadOwnRedemption(request);
  if (!mayDraw(caller, redemption)) throw problem('asset-not-in-scope');
  const outcome = await changeWallet(request, redemption.walletId, 'capture', {
    spends: true,
    prepare: (head) => loadFate(platform, head, redemption, now),
    decide: (wallet, _at, placed) =>
      capture(wallet, { placed, amountMinor: body.amountMinor ?? null, ceilingMinor: ceilingOf(caller) }),
  });
  const { entry, replayed } = acceptedOf(outcome, { fields: captureFields(body) });
  return ok(answerOfRedemption(request, redemption, entry, 'captured'), { replayed });
});
