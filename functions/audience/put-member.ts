import { PutMember } from '../../shared/contract/audience.ts';
import { noContent } from '../../shared/lambda/answer.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';
import { joinAudience } from './join-audience.ts';

/** Makes a wallet a member; one that is a member stays one. */
export const putMember = httpHandler(PutMember, async (request) => {
  await joinAudience(request, request.params.id, request.params.walletId);
  return noContent();
});
