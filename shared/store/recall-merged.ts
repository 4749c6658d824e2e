import type { Entry, RequestPrints } from '../domain/entry.ts';
import type { Outcome } from './intent.ts';
import { findByPrint, noLookBack } from './lookup.ts';
import type { Clock, LedgerPort } from './port.ts';
import { replayRefusal } from './refuse.ts';
import { successorsMax } from './successor.ts';

/**
 * What a request was answered on this wallet, or on those that it went into, before its value came to `walletId`: the
 * write path looks a key up on one wallet only.
 * @param head of the wallet that the request names; the last of them is left to the write path
 */
export async function recallMerged(
  { port, clock, idempotencyMs }: { port: LedgerPort; clock: Clock; idempotencyMs: number },
  head: Entry,
  walletId: string,
  prints: RequestPrints,
): Promise<Outcome | undefined> {
  const since = clock.recording() - idempotencyMs;
  let at = head;
  for (let step = 0; at.walletId !== walletId; step += 1) {
    if (step === successorsMax) throw new Error(`wallet ${head.walletId} has more than ${successorsMax} successors`);
    const [own, refused, next] = await Promise.all([
      findByPrint(port, at, prints.print, since, noLookBack()),
      port.findRefusal(at.walletId, prints.print),
      port.head(at.state.successorId),
    ]);
    if (own?.prints.digest === prints.digest) return { kind: 'accepted', entry: own, replayed: true };
    if (own) return { kind: 'mismatch' };
    if (refused && refused.expiresAt > clock.machine()) return replayRefusal(refused, prints);
    if (!next) throw new Error(`successor ${at.state.successorId} does not exist`);
    at = next;
  }
  return undefined;
}
