import { timestamp } from '../../shared/contract/field.ts';
import { balancesAt } from '../../shared/domain/balance.ts';
import type { Entry } from '../../shared/domain/entry.ts';
import type { Instant } from '../../shared/domain/instant.ts';

/** A wallet as an entry left it, its balances at `now`. */
export function answerOfWallet({ walletId, state }: Entry, now: Instant) {
  const { status, successorId, openedAt } = state;
  return {
    id: walletId,
    status,
    ...(successorId === '' ? {} : { successorId }),
    balances: balancesAt(state, now),
    createdAt: timestamp(openedAt),
  };
}
