import { join } from '../../shared/domain/audience.ts';
import { changeFact } from '../../shared/lambda/fact.ts';

/** Makes a wallet a member of an audience, once. */
export const joinAudience = (asking: Parameters<typeof changeFact>[0], audienceId: string, walletId: string) =>
  changeFact(asking, walletId, 'join', {
    isSo: ({ audiences }) => audiences.includes(audienceId),
    prepare: async () => undefined,
    decide: (wallet) => join(wallet, audienceId),
  });
