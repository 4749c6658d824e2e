import type { FieldError } from '../contract/problem.ts';
import type { Refusal, RefusalCode } from '../domain/refusal.ts';
import type { Outcome } from '../store/intent.ts';
import { keyMismatch, notFoundAt, problem } from './problem.ts';
import { clockBehind } from './recording-clock.ts';

/** What each way of not being accepted is called in the contract. */
const codes = {
  full: 'wallet-full',
  conflict: 'conflict-retry',
  unknown: 'outcome-unknown',
  'clock-ahead': 'clock-ahead',
} as const;

/** Which field of the request each refusal is about, where its code or its figures tell. */
export type FieldsOfRefusals = Partial<Record<RefusalCode, FieldError | ((figures: Refusal['figures']) => FieldError)>>;

export type Telling = {
  /** The id of the purchase at a sequence, told when its receipt is used already. */
  readonly idOf?: (sequence: number) => string;
  readonly fields?: FieldsOfRefusals;
  /** Where the body names the wallets that must be there; nowhere for one that the path names. */
  readonly wallets?: { readonly wallet: string; readonly other?: string };
};

/** The entry of an accepted command, and whether it is a replay. Throws the problem of every other outcome. */
export function acceptedOf(
  outcome: Outcome,
  { idOf = String, fields = {}, wallets }: Telling = {},
): Extract<Outcome, { kind: 'accepted' }> {
  if (outcome.kind === 'accepted') return outcome;
  if (outcome.kind === 'receipt-used') {
    const code = 'receipt-already-used';
    const figures = { existingId: idOf(outcome.sequence) };
    throw problem(code, { errors: errorsOf({ code, figures }, { [code]: theReceipt, ...fields }), figures });
  }
  if (outcome.kind === 'refused') {
    const { refusal, requestId, replayed } = outcome;
    throw problem(refusal.code, { figures: refusal.figures, requestId, replayed, errors: errorsOf(refusal, fields) });
  }
  if (outcome.kind === 'clock-before-last-entry') throw clockBehind();
  if (outcome.kind === 'mismatch') throw keyMismatch();
  if (outcome.kind === 'not-found') throw notFoundAt(wallets?.[outcome.which]);
  throw problem(codes[outcome.kind]);
}

const theReceipt: FieldError = { pointer: '/receiptNumber', code: 'not-allowed' };

function errorsOf({ code, figures }: Refusal, fields: FieldsOfRefusals): FieldError[] {
  const field = fields[code];
  if (field === undefined) return [];
  return [typeof field === 'function' ? field(figures) : field];
}
