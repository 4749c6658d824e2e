import { accept, type Decision, refuse } from './decision.ts';
import type { Settled } from './settle.ts';

/** Blocks a wallet: it no longer pays, redeems, captures or is transferred; earning, returns and release go on. Refuses `wallet-closed`. */
export function block(wallet: Settled): Decision {
  return wallet.status === 'closed' ? refuse('wallet-closed') : accept({ kind: 'blocked' });
}

/** Lifts a block. Refuses `wallet-closed`. */
export function unblock(wallet: Settled): Decision {
  return wallet.status === 'closed' ? refuse('wallet-closed') : accept({ kind: 'unblocked' });
}

/**
 * Closes a wallet for good: nothing may be left in it, pending value and debts included, so that no cent is lost with
 * it. Afterwards it takes only replays and returns to other tender. Refuses `wallet-closed`, `holds-open`, `wallet-not-empty`.
 */
export function close(wallet: Settled): Decision {
  if (wallet.status === 'closed') return refuse('wallet-closed');
  if (wallet.holds.length > 0) return refuse('holds-open');
  if (wallet.lots.length > 0 || wallet.owed.length > 0) return refuse('wallet-not-empty');
  return accept({ kind: 'closed' });
}
