import { PostRelease } from '../../shared/contract/redemption.ts';
import { release } from '../../shared/domain/redemption.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { changeWallet } from '../../shared/lambda/ledger.ts';
import { acceptedOf } from '../../shared/lambda/outcome.ts';
import { loadFate, loadOwnRedemption } from './load-redemption.ts';
import { answerOfRedemption } from './redemption-answer.ts';

/** Gives back what is held. */
export const postRelease = httpHandler(PostRelease, async (request) => {
  const { platform, now } = request;
  const redemption = await loadOwnRedemption(request);
  const outcome = await changeWallet(request, redemption.walletId, 'release', {
    spends: true,
    prepare: (head) => loadFate(platform, head, redemption, now),
    decide: (wallet, _at, placed) => release(wallet, placed),
  });
  const { entry, replayed } = acceptedOf(outcome);
  return ok(answerOfRedemption(request, redemption, entry, 'released'), { replayed });
});
