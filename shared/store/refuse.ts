import type { RequestPrints } from '../domain/entry.ts';
import type { Refusal } from '../domain/refusal.ts';
import { again, answer, type Heads, type Outcome, type Step, type Trying } from './intent.ts';
import { type RecordedRefusal, StoreFault } from './port.ts';

/** A refusal answers again as it was recorded, to the same request; to another under its key it is a mismatch. */
export function replayRefusal(recorded: RecordedRefusal, prints: RequestPrints): Outcome {
  if (recorded.digest !== prints.digest) return { kind: 'mismatch' };
  const { code, figures, requestId } = recorded;
  return { kind: 'refused', refusal: { code, figures }, requestId, replayed: true };
}

/**
 * Records a refusal beside the ledger on condition that the heads it was taken on are still the heads, and answers it
 * only when it is known to stand; otherwise the outcome is unknown (design §4 "Refusals").
 */
export async function recordRefusal<C>(trying: Trying<C>, { head, other }: Heads, refusal: Refusal): Promise<Step> {
  const { port, intent, clock, settings } = trying;
  const { walletId, prints, requestId } = intent;
  const machine = clock.machine();
  const recorded: RecordedRefusal = {
    walletId,
    ...prints,
    ...refusal,
    requestId,
    expiresAt: machine + settings.idempotencyMs,
  };
  try {
    const write = await port.transact([
      { kind: 'no-entry', walletId, sequence: head.sequence + 1 },
      ...(other ? [{ kind: 'no-entry' as const, walletId: other.walletId, sequence: other.sequence + 1 }] : []),
      { kind: 'refusal', refusal: recorded, now: machine },
    ]);
    if (write.kind === 'written') return answer({ kind: 'refused', refusal, requestId, replayed: false });
    return again({ atOnce: write.failed.length > 0 });
  } catch (fault) {
    if (!(fault instanceof StoreFault) || fault.outcome !== 'unknown') throw fault;
  }
  const standing = await port.findRefusal(walletId, prints.print).catch(() => undefined);
  return answer(standing && standing.expiresAt > machine ? replayRefusal(standing, prints) : { kind: 'unknown' });
}
