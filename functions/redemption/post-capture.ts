import { PostCapture } from '../../shared/contract/redemption.ts';
import { capture } from '../../shared/domain/redemption.ts';
import { ok } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { changeWallet, loadEntry } from '../../shared/lambda/ledger.ts';
import { acceptedOf } from '../../shared/lambda/outcome.ts';
import { loadFate, openRedemption } from './load-redemption.ts';
import { answerOfRedemption } from './redemption-answer.ts';

/** Spends what is held, at most once; the rest goes back. */
export const postCapture = httpHandler(PostCapture, async (request) => {
  const { body, platform, now } = request;
  const { walletId, sequence } = openRedemption(request);
  const outcome = await changeWallet(request, walletId, 'capture', {
    spends: true,
    prepare: (head) => loadFate(request, head, sequence, now),
    decide: (wallet, _at, placed) => capture(wallet, { placed, amountMinor: body.amountMinor ?? null }),
  });
  const { entry, replayed } = acceptedOf(outcome, {
    fields: { 'capture-above-hold': { pointer: '/amountMinor', code: 'too-large' } },
  });
  return ok(answerOfRedemption(request, await loadEntry(platform, walletId, sequence), entry, 'captured'), {
    replayed,
  });
});
