import type { Entry } from '../domain/entry.ts';
import type { Instant } from '../domain/instant.ts';
import { withinRoom } from '../domain/room.ts';
import type { Grants } from '../domain/rules.ts';
import { settle } from '../domain/settle.ts';
import { requestMaxMs, skewMaxMs, timeMatters } from '../domain/time-matters.ts';
import { claimLimits } from './claim-limits.ts';
import { again, answer, type Heads, type Step, type Trying } from './intent.ts';
import { findByReceipt } from './lookup.ts';
import { recall } from './recall.ts';
import { recordRefusal, replayRefusal } from './refuse.ts';
import { bookSettlement, writeEntry } from './write-entry.ts';

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
  if (!head) return answer({ kind: 'not-found', which: 'wallet' });
  const recalledAt = Math.max(clock.recording(), head.recordedAt);
  const remembered = await recall(trying, head, recalledAt);
  if (remembered) return answer(remembered);
  const other = await intent.other?.(head);
  const heads: Heads = { head, other: other ?? undefined };
  const earliest = Math.max(head.recordedAt, other?.recordedAt ?? 0);
  // A writer reads its clock before it writes, up to a request's life before, and that clock may be behind ours.
  const isYoung = held !== undefined || earliest > trying.startedAt - requestMaxMs - skewMaxMs;
  const refused = intent.spends && isYoung ? await port.findRefusal(walletId, prints.print) : early;
  if (refused && refused.expiresAt > clock.machine()) {
    const replay = replayRefusal(refused, prints);
    return answer(unsure && replay.kind === 'mismatch' ? { kind: 'unknown' } : replay);
  }

  if (intent.other && other === undefined) return answer({ kind: 'not-found', which: 'other' });
  const now = Math.max(clock.recording(), earliest);
  const aheadMs = earliest - clock.recording();
  if (settings.sandbox && aheadMs > 0) return answer({ kind: 'clock-before-last-entry' });
  if (aheadMs > skewMaxMs) return answer({ kind: 'clock-ahead' });

  if (intent.receipt) {
    const sequence = await findByReceipt(port, head, intent.receipt, now - settings.lateLimitMs, trying.seen);
    if (sequence !== undefined) return held ? again({ atOnce: true }) : answer({ kind: 'receipt-used', sequence });
  }

  const context = await intent.prepare(head);
  const decideAt = (at: Instant, granted?: Grants) => {
    const wallet = settle(head.state, at).state;
    const second = other
      ? { wallet: settle(other.state, at).state, walletId: other.walletId, sequence: other.sequence + 1 }
      : undefined;
    const moment = { now: at, sequence: head.sequence + 1 };
    return withinRoom(intent.decide(wallet, moment, context, head, second, granted), wallet, second);
  };
  let decision = decideAt(now);
  if (decision.kind === 'accepted' && decision.limits) {
    const granted = await claimLimits({ ...trying, walletId, prints }, decision.limits, head.sequence);
    if (!granted) return again();
    decision = decideAt(now, granted);
  }
  if (decision.kind !== 'accepted' && held) return again({ atOnce: true });
  if (decision.kind === 'full') return answer({ kind: unsure ? 'unknown' : 'full' });
  const hasPassed = [head, ...(other ? [other] : [])].some((one) =>
    timeMatters(one, now, intent.occurredAt, settings.lateLimitMs),
  );
  const earlier = hasPassed ? decideAt(earliest) : decision;
  if (decision.kind === 'accepted') {
    const guarded = earlier.kind !== 'accepted' || (intent.turning ?? false);
    return writeEntry(trying, heads, decision, now, guarded);
  }
  if (unsure) return answer({ kind: 'unknown' });
  if (earlier.kind === 'accepted') return bookSettlement(trying, head, now);
  return recordRefusal(trying, heads, decision.refusal);
}
