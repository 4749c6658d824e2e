import type { Entry } from './entry.ts';
import { endOf } from './expiry.ts';
import { aheadMaxMs, type Instant, secondMs } from './instant.ts';

/** No request lives longer than this: the function's time-out and the network's. */
export const requestMaxMs = 30 * secondMs;
/** Clocks of machines may differ by this much; more is an alarm (design §3). */
export const skewMaxMs = 2 * secondMs;

/**
 * Whether time alone may have changed a decision since the head was recorded: a hold or a lot has ended, pending value
 * has come, or the named business time has entered or left its bounds while a request could be under way. Then two
 * machines that decide on the same head may disagree, and the write path makes them exclude each other.
 */
export function timeMatters(
  { state, recordedAt }: Pick<Entry, 'state' | 'recordedAt'>,
  now: Instant,
  occurredAt: Instant | null,
  lateLimitMs: number,
): boolean {
  const since = (at: Instant | null, from: Instant) => at !== null && at > from && at <= now;
  if (state.holds.some((hold) => since(hold.expiresAt, recordedAt))) return true;
  const isDue = ({ availability }: (typeof state.lots)[number]) =>
    availability.kind !== 'available' && since(availability.at, recordedAt);
  if (state.lots.some((lot) => since(endOf(lot, state), recordedAt) || isDue(lot))) return true;
  if (occurredAt === null) return false;
  const bounds = [occurredAt - aheadMaxMs, occurredAt + lateLimitMs + 1];
  return bounds.some((bound) => since(bound, Math.max(recordedAt, now - requestMaxMs)));
}
