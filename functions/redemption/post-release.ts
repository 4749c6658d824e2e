import { PostRelease } from '../../shared/contract/redemption.ts';
import { release } from '../../shared/domain/redemption.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { changeWallet, loadEntry } from '../../shared/lambda/ledger.ts';
import { acceptedOf } from '../../shared/lambda/outcome.ts';
import { loadFate, openRedemption } from './load-redemption.ts';
import { answerOfRedemption } from './redemption-answer.ts';

/** Gives back what is held. */
export const postRelease = httpHandler(PostRelease, async (request) => {
  const { platform, now } = request;
  const { walletId, sequence } = openRedemption(request);
  const outcome = await changeWallet(request, walletId, 'release', {
    spends: true,
    prepare: (head) => loadFate(request, head, sequence, now),
    decide: (wallet, _at, placed) => release(wallet, placed),
  });
  const { entry, replayed } = acceptedOf(outcome);
  return ok(answerOfRedemption(request, await loadEntry(platform, walletId, sequence), entry, 'released'), {
    replayed,
  });
});
