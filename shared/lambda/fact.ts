import { randomUUID } from 'node:crypto';
import type { Decision } from '../domain/decision.ts';
import type { Settled } from '../domain/settle.ts';
import type { WalletState } from '../domain/wallet.ts';
import { type Asking, changeWallet } from './ledger.ts';
import { acceptedOf, type FieldsOfRefusals } from './outcome.ts';

type Unkeyed = Omit<Asking, 'idempotencyKey'> & { readonly idempotencyKey?: string | undefined };

type Fact<C> = {
  /** Whether the wallet is so already: then nothing is written. */
  readonly isSo: (wallet: WalletState) => boolean;
  /** What the decision needs to know; throws a problem for what cannot be. Not asked of a replay. */
  readonly prepare: () => Promise<C>;
  readonly decide: (wallet: Settled, context: C) => Decision;
  readonly fields?: FieldsOfRefusals;
};

/** The way out of the write path for a wallet that is already as it was asked to be. */
class Unchanged extends Error {}

/**
 * Changes a fact of a wallet by an entry, or not at all when it is so already. Such a request needs no Idempotency-Key:
 * without one it is a request of its own each time, and changes nothing the second time by what it is.
 * @returns whether an entry was written, now or by an earlier try under the same key
 */
export async function changeFact<C>(
  asking: Unkeyed,
  walletId: string,
  operation: 'opt-in' | 'opt-out' | 'join' | 'leave',
  { isSo, prepare, decide, fields = {} }: Fact<C>,
): Promise<{ readonly changed: boolean; readonly replayed: boolean }> {
  const keyed: Asking = { ...asking, idempotencyKey: asking.idempotencyKey ?? randomUUID() };
  try {
    const outcome = await changeWallet(keyed, walletId, operation, {
      spends: true,
      prepare: async (head) => {
        if (isSo(head.state)) throw new Unchanged();
        return prepare();
      },
      decide: (wallet, _at, context) => decide(wallet, context),
    });
    return { changed: true, replayed: acceptedOf(outcome, { fields }).replayed };
  } catch (fault) {
    if (fault instanceof Unchanged) return { changed: false, replayed: false };
    throw fault;
  }
}
