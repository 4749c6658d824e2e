import type { Entry } from '../domain/entry.ts';
import type { Outcome } from '../store/intent.ts';
import { problem } from './problem.ts';

/** What each way of not being accepted is called in the contract. */
const codes = {
  mismatch: 'idempotency-mismatch',
  'not-found': 'not-found',
  full: 'wallet-full',
  conflict: 'conflict-retry',
  unknown: 'outcome-unknown',
  'clock-ahead': 'clock-ahead',
  'clock-before-last-entry': 'clock-before-last-entry',
} as const;

/**
 * The entry of an accepted command, and whether it is a replay. Throws the problem of every other outcome.
 * @param idOf the id of the purchase at a sequence, told when its receipt is used already
 */
export function acceptedOf(
  outcome: Outcome,
  idOf: (sequence: number) => string = String,
): { readonly entry: Entry; readonly replayed: boolean } {
  if (outcome.kind === 'accepted') return outcome;
  if (outcome.kind === 'receipt-used') {
    throw problem('receipt-already-used', { figures: { existingId: idOf(outcome.sequence) } });
  }
  if (outcome.kind === 'refused') {
    const { refusal, requestId, replayed } = outcome;
    throw problem(refusal.code, { figures: refusal.figures, requestId, replayed });
  }
  throw problem(codes[outcome.kind]);
}
