import type { Decision } from '../domain/decision.ts';
import { noEffects } from '../domain/effects.ts';
import type { Entry } from '../domain/entry.ts';
import { type Instant, secondMs } from '../domain/instant.ts';
import { settle } from '../domain/settle.ts';
import { timeMatters } from '../domain/time-matters.ts';
import { again, answer, type Outcome, type Step, type Trying } from './intent.ts';
import { findByPrint, findByReceipt } from './lookup.ts';
import { StoreFault, type Write } from './port.ts';
import { noPrints } from './print.ts';
import { recordRefusal, replayRefusal } from './refuse.ts';
import { sealEntry } from './seal.ts';

/** Clocks of machines may differ by this much; more is an alarm (design §3). */
export const skewMaxMs = 2 * secondMs;

/**
 * One go at a request: read, recall, decide, write.
 * @param held a head not read in this go: warm, or the entry that won; never good for a refusal
 * @param unsure an earlier write of this request may still land on its head: only an acceptance may be answered
 */
export async function attempt<C>(trying: Trying<C>, held: Entry | undefined, unsure: boolean): Promise<Step> {
  const { port, intent, clock, settings } = trying;
  const { walletId, prints } = intent;
  const [head, early] = held
    ? [held]
    : await Promise.all([port.head(walletId), port.findRefusal(walletId, prints.print)]);
  if (!head) return answer({ kind: 'not-found' });
  const now = Math.max(clock.recording(), head.recordedAt);

  const remembered = await recall(trying, head, now);
  if (remembered) return answer(remembered);
  const isYoung = held !== undefined || head.recordedAt > trying.startedAt - skewMaxMs;
  const refused = intent.spends && isYoung ? await port.findRefusal(walletId, prints.print) : early;
  if (refused && refused.expiresAt > clock.machine()) return answer(replayRefusal(refused, prints));

  const aheadMs = head.recordedAt - clock.recording();
  if (settings.sandbox && aheadMs > 0) return answer({ kind: 'clock-before-last-entry' });
  if (aheadMs > skewMaxMs) return answer({ kind: 'clock-ahead' });

  if (intent.receipt) {
    const sequence = await findByReceipt(port, head, intent.receipt, now - settings.lateLimitMs, trying.seen);
    if (sequence !== undefined) return held ? again({ atOnce: true }) : answer({ kind: 'receipt-used', sequence });
  }

  const context = await intent.prepare(head);
  const decideAt = (at: Instant) =>
    intent.decide(settle(head.state, at).state, { now: at, sequence: head.sequence + 1 }, context, head);
  const decision = decideAt(now);
  if (decision.kind !== 'accepted' && held) return again({ atOnce: true });
  if (decision.kind === 'full') return answer({ kind: unsure ? 'unknown' : 'full' });
  const earlier = timeMatters(head, now, intent.occurredAt, settings.lateLimitMs)
    ? decideAt(head.recordedAt)
    : decision;
  if (decision.kind === 'accepted') return writeEntry(trying, head, decision, now, earlier.kind !== 'accepted');
  if (unsure) return answer({ kind: 'unknown' });
  if (earlier.kind === 'accepted') return bookSettlement(trying, head, now);
  return recordRefusal(trying, head, decision.refusal);
}

/** An accepted entry under this key, or the cancellation of it. */
async function recall<C>(trying: Trying<C>, head: Entry, now: Instant): Promise<Outcome | undefined> {
  const { port, intent, settings, seen } = trying;
  const { prints, cancelPrint, requestId } = intent;
  const own = await findByPrint(port, head, prints.print, now - settings.idempotencyMs, seen);
  if (own)
    return own.prints.digest === prints.digest
      ? { kind: 'accepted', entry: own, replayed: true }
      : { kind: 'mismatch' };
  if (cancelPrint === '') return undefined;
  const cancelled = await findByPrint(port, head, cancelPrint, now - settings.lateLimitMs, seen);
  return cancelled && { kind: 'refused', refusal: { code: 'cancelled', figures: {} }, requestId, replayed: false };
}

/**
 * Puts entry N+1. `guarded`: at the head's own time the command would have been refused, and time alone made it pass;
 * a duplicate with a slower clock may be recording that refusal on the same head, so the two must exclude each other.
 * After an unknown outcome the next go finds the entry, or writes the same sequence again: only one of them can stand.
 */
async function writeEntry<C>(
  trying: Trying<C>,
  head: Entry,
  { change }: Extract<Decision, { kind: 'accepted' }>,
  now: Instant,
  guarded: boolean,
): Promise<Step> {
  const { port, intent, settings, clock } = trying;
  const entry = sealEntry(head, intent, settle(head.state, now).settlement, change, now, settings);
  const written = answer({ kind: 'accepted', entry, replayed: false });
  try {
    if (!guarded) {
      const put = await port.put(entry);
      return put.kind === 'written' ? written : again({ winner: put.by });
    }
    const guard: Write = {
      kind: 'no-refusal',
      walletId: intent.walletId,
      print: intent.prints.print,
      now: clock.machine(),
    };
    const put = await port.transact([{ kind: 'entry', entry }, guard]);
    return put.kind === 'written' ? written : again({ atOnce: put.failed.length > 0 });
  } catch (fault) {
    if (fault instanceof StoreFault && fault.outcome === 'unknown') return again({ atOnce: true, unsure: true });
    throw fault;
  }
}

/**
 * What is refused now would have passed at the head's own time: a hold or a lot has ended since. Booked as an entry
 * first, it stops a duplicate with a slower clock from passing on this head once the refusal is recorded.
 */
async function bookSettlement<C>(trying: Trying<C>, head: Entry, now: Instant): Promise<Step> {
  const { port, intent, settings } = trying;
  const by = { walletId: intent.walletId, callerId: '', prints: noPrints };
  const settlement = settle(head.state, now).settlement;
  const change = { event: { kind: 'settled' as const }, effects: noEffects };
  const put = await port.put(sealEntry(head, by, settlement, change, now, settings));
  return again(put.kind === 'written' ? { atOnce: true } : { winner: put.by });
}
