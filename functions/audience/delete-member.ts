import { DeleteMember } from '../../shared/contract/audience.ts';
import { leave } from '../../shared/domain/audience.ts';
import { noContent } from '../../shared/lambda/answer.ts';
import { changeFact } from '../../shared/lambda/fact.ts';
import { httpHandler } from '../../shared/lambda/http-handler.ts';

/** Makes a wallet a member no more; one that is none stays so. */
export const deleteMember = httpHandler(DeleteMember, async (request) => {
  const { id, walletId } = request.params;
  await changeFact(request, walletId, 'leave', {
    isSo: ({ audiences }) => !audiences.includes(id),
    prepare: async () => undefined,
    decide: (wallet) => leave(wallet, id),
  });
  return noContent();
});
