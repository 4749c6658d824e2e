import type { Decision } from '../../shared/domain/decision.ts';
import type { Settled } from '../../shared/domain/settle.ts';
import { type Answer, ok } from '../../shared/lambda/answer.ts';
import { type Asking, changeWallet } from '../../shared/lambda/ledger.ts';
import { acceptedOf } from '../../shared/lambda/outcome.ts';
import { answerOfWallet } from './wallet-answer.ts';

/** Takes a decision on a wallet's status and answers the wallet after it. */
export async function changeStatus(
  asking: Asking,
  walletId: string,
  operation: 'block' | 'unblock' | 'close',
  decide: (wallet: Settled) => Decision,
): Promise<Answer> {
  const outcome = await changeWallet(asking, walletId, operation, {
    spends: true,
    prepare: async () => undefined,
    decide,
  });
  const { entry, replayed } = acceptedOf(outcome);
  return ok(answerOfWallet(entry, entry.recordedAt), { replayed });
}
