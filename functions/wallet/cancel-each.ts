import type * as z from 'zod';
import type { Cancellation } from '../../shared/contract/cancellation.ts';
import { Problem } from '../../shared/lambda/problem.ts';

/** What became of the operations of a key. */
export type CancelStatus = z.output<typeof Cancellation>['status'];

/** Undoes each in turn, also where one before is refused: its problem is told when all have been tried. */
export async function cancelEach(undoings: readonly (() => Promise<CancelStatus>)[]): Promise<CancelStatus> {
  let status: CancelStatus = 'prevented';
  let refused: Problem | undefined;
  for (const undo of undoings) {
    try {
      if ((await undo()) === 'reversed') status = 'reversed';
    } catch (fault) {
      if (!(fault instanceof Problem)) throw fault;
      refused ??= fault;
    }
  }
  if (refused) throw refused;
  return status;
}

/** What the cancellation of a key is answered whose basket a wallet has claimed: it stands, and why. */
export const claimedMeanwhile = (detail: string) => ({
  detail,
  errors: [{ pointer: '/idempotencyKey', code: 'not-allowed' }] as const,
});
