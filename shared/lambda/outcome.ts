import type { FieldError } from '../contract/problem.ts';
import type { RefusalCode } from '../domain/refusal.ts';
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

export type Telling = {
  /** The id of the purchase at a sequence, told when its receipt is used already. */
  readonly idOf?: (sequence: number) => string;
  /** Which field of the request a refusal is about. */
  readonly fields?: Partial<Record<RefusalCode, FieldError>>;
};

/** The entry of an accepted command, and whether it is a replay. Throws the problem of every other outcome. */
export function acceptedOf(
  outcome: Outcome,
  { idOf = String, fields = {} }: Telling = {},
): Extract<Outcome, { kind: 'accepted' }> {
  if (outcome.kind === 'accepted') return outcome;
  if (outcome.kind === 'receipt-used') {
    const errors = [{ pointer: '/receiptNumber', code: 'not-allowed' }];
    throw problem('receipt-already-used', { errors, figures: { existingId: idOf(outcome.sequence) } });
  }
  if (outcome.kind === 'refused') {
    const { refusal, requestId, replayed } = outcome;
    const field = fields[refusal.code];
    throw problem(refusal.code, { figures: refusal.figures, requestId, replayed, errors: field ? [field] : [] });
  }
  throw problem(codes[outcome.kind]);
}
