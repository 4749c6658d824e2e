import { DeleteOptIn } from '../../shared/contract/offer.ts';
import { optOut } from '../../shared/domain/opt-in.ts';
import { noContent } from '../../shared/lambda/answer.ts';
import { changeFact } from '../../shared/lambda/fact.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { loadOffered } from './load-offered.ts';

/** Takes part no more; who does not take part changes nothing. */
export const deleteOptIn = httpHandler(DeleteOptIn, async (request) => {
  const { id, campaignId } = request.params;
  await loadOffered(request, campaignId);
  await changeFact(request, id, 'opt-out', {
    isSo: ({ optIns }) => !optIns.includes(campaignId),
    prepare: async () => undefined,
    decide: (wallet) => optOut(wallet, campaignId),
  });
  return noContent();
});
