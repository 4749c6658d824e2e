import type { Entry } from '../domain/entry.ts';
import type { LedgerPort } from './port.ts';

/** Wallets that were merged one after the other; more would be a fault of the ledger. */
export const successorsMax = 20;

/** The newest entry of the wallet that everything went to in the end; null when this wallet stands for itself. */
export async function findSuccessor(port: LedgerPort, head: Entry): Promise<Entry | null> {
  let last: Entry | null = null;
  let successorId = head.state.successorId;
  for (let step = 0; successorId !== ''; step += 1) {
    if (step === successorsMax) throw new Error(`wallet ${head.walletId} has more than ${successorsMax} successors`);
    const next = await port.head(successorId);
    if (!next) throw new Error(`successor ${successorId} does not exist`);
    last = next;
    successorId = next.state.successorId;
  }
  return last;
}
