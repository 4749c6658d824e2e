import type { Entry } from '../domain/entry.ts';
import type { Instant } from '../domain/instant.ts';
import type { Outcome, Trying } from './intent.ts';
import { findByPrint } from './lookup.ts';
import { replayRefusal } from './refuse.ts';

/**
 * What this key was answered before: its accepted entry, or its cancellation. A refusal that was recorded before the
 * cancellation stays the key's answer, so it is read once more: the read beside the head may have come too early.
 */
export async function recall<C>(trying: Trying<C>, head: Entry, now: Instant): Promise<Outcome | undefined> {
  const { port, intent, settings, clock, seen } = trying;
  const { walletId, prints, cancelPrint, requestId } = intent;
  const ownSince = now - (intent.rememberedMs ?? settings.idempotencyMs);
  const cancelSince = now - settings.lateLimitMs;
  // Beyond the ring the cancellation is looked for too, and further back: read once, as far as both need.
  const readSince = cancelPrint === '' ? ownSince : Math.min(ownSince, cancelSince);
  const own = await findByPrint(port, head, prints.print, ownSince, seen, readSince);
  if (own)
    return own.prints.digest === prints.digest
      ? { kind: 'accepted', entry: own, replayed: true }
      : { kind: 'mismatch' };
  if (cancelPrint === '') return undefined;
  const cancelled = await findByPrint(port, head, cancelPrint, cancelSince, seen);
  if (!cancelled) return undefined;
  const refused = await port.findRefusal(walletId, prints.print);
  if (refused && refused.expiresAt > clock.machine()) return replayRefusal(refused, prints);
  return { kind: 'refused', refusal: { code: 'cancelled', figures: {} }, requestId, replayed: false };
}
