import { GetRedemption } from '../../shared/contract/redemption.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { loadHead } from '../../shared/lambda/ledger.ts';
import { loadFate, loadOwnRedemption } from './load-redemption.ts';
import { answerOfRedemption } from './redemption-answer.ts';

/** A redemption as it stands now; a hold past its time has expired, whether or not an entry says so yet. */
export const getRedemption = httpHandler(GetRedemption, async (request) => {
  const { platform, now } = request;
  const redemption = await loadOwnRedemption(request);
  const head = await loadHead(platform, redemption.walletId, now);
  const { fate, placed, decidedBy, isReversed } = await loadFate(platform, head, redemption, now);
  const status = fate === 'open' ? 'held' : fate === 'used' ? 'captured' : fate;
  const answer = answerOfRedemption(request, placed, decidedBy, status);
  const { balances } = answerOfRedemption(request, placed, head, status, now);
  return ok({ ...answer, ...(isReversed ? { cancelled: true as const } : {}), balances });
});
