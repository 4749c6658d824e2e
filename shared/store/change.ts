import type { Entry } from '../domain/entry.ts';
import { secondMs } from '../domain/instant.ts';
import { attempt } from './attempt.ts';
import { again, type Intent, type Outcome, type Settings, type Step, type Trying } from './intent.ts';
import { noLookBack } from './lookup.ts';
import { type Clock, type LedgerPort, StoreFault } from './port.ts';

/** How long one request may try before it answers 409 or 503: inside a till's patience and the function's time-out. */
export const tryingMaxMs = 4 * secondMs;
/** Full jitter between attempts: 64 callers on one wallet spread out instead of meeting again. */
const jitterFloorMs = 25;
const jitterCeilingMs = secondMs;

/**
 * Takes one decision and writes it as the wallet's next entry, exactly once for its key, whatever is retried,
 * duplicated, delayed or killed (design §4; its sentences are the branches of attempt.ts). An entry that stands where
 * ours should go is retried on at once, but once; after any sleep the head is read again, for what lost a race is old.
 * @param warm a head that this function still holds, for an earn to try at once
 */
export async function change<C>(
  port: LedgerPort,
  clock: Clock,
  settings: Settings,
  intent: Intent<C>,
  warm?: Entry,
): Promise<Outcome> {
  const deadline = clock.machine() + tryingMaxMs;
  const startedAt = clock.recording();
  const trying: Trying<C> = { port, clock, settings, intent, startedAt, seen: noLookBack(), claims: new Map() };
  let held = intent.spends ? undefined : warm;
  let mayRetryOnWinner = true;
  let unsure = false;
  for (;;) {
    const step: Step = await attemptOrWait(trying, held, unsure);
    if (step.kind === 'answer') return step.outcome;
    unsure ||= step.unsure ?? false;
    held = mayRetryOnWinner ? step.winner : undefined;
    mayRetryOnWinner = held === undefined;
    if (clock.machine() >= deadline) return { kind: unsure ? 'unknown' : 'conflict' };
    if (held || step.atOnce) continue;
    await clock.sleep(jitterFloorMs + clock.random() * (jitterCeilingMs - jitterFloorMs));
  }
}

/** A fault of a read, or a write that surely did not happen, is waited out. */
async function attemptOrWait<C>(trying: Trying<C>, held: Entry | undefined, unsure: boolean): Promise<Step> {
  try {
    return await attempt(trying, held, unsure);
  } catch (fault) {
    if (fault instanceof StoreFault) return again({ unsure: fault.outcome === 'unknown' });
    throw fault;
  }
}
