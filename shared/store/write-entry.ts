import type { Change, Decision } from '../domain/decision.ts';
import { noEffects } from '../domain/effects.ts';
import type { Entry } from '../domain/entry.ts';
import type { Instant } from '../domain/instant.ts';
import { settle } from '../domain/settle.ts';
import { again, answer, type Heads, type Step, type Trying } from './intent.ts';
import { StoreFault, type Write } from './port.ts';
import { noPrints } from './print.ts';
import { sealEntry } from './seal.ts';

/**
 * Puts entry N+1; of a decision on two wallets both, or neither. `guarded`: a duplicate may be recording a refusal on
 * the same head, so the two must exclude each other: at the heads' own time the command would have been refused and
 * time alone made it pass, or another version or a merchant's other settings may decide the duplicate.
 * After an unknown outcome the next go finds the entry, or writes the same sequence again: only one of them can stand.
 */
export async function writeEntry<C>(
  trying: Trying<C>,
  { head, other }: Heads,
  { change, otherChange, basket }: Extract<Decision, { kind: 'accepted' }>,
  now: Instant,
  guarded: boolean,
): Promise<Step> {
  const { port, intent, clock } = trying;
  const entry = next(trying, head, change, now);
  const written = answer({ kind: 'accepted', entry, replayed: false, before: head });
  try {
    if (!guarded && !otherChange && !basket) {
      const put = await port.put(entry);
      return put.kind === 'written' ? written : again({ winner: put.by });
    }
    const writes: Write[] = [{ kind: 'entry', entry }];
    if (other && otherChange) writes.push({ kind: 'entry', entry: next(trying, other, otherChange, now) });
    if (basket) {
      const claimedBy = basket.to === 'wallet' ? { walletId: head.walletId, sequence: entry.sequence } : null;
      writes.push({ kind: 'claimed-basket', basket, claimedBy });
    }
    // A claim's duplicate may have been refused for a mark that the basket has no more: heads do not tell of it.
    if (guarded || basket?.to === 'wallet') {
      const { walletId, prints } = intent;
      writes.push({ kind: 'no-refusal', walletId, print: prints.print, now: clock.machine() });
    }
    const put = await port.transact(writes);
    return put.kind === 'written' ? written : again({ atOnce: put.failed.length > 0 });
  } catch (fault) {
    if (fault instanceof StoreFault && fault.outcome === 'unknown') return again({ atOnce: true, unsure: true });
    throw fault;
  }
}

function next<C>({ intent, settings }: Trying<C>, head: Entry, change: Change, now: Instant): Entry {
  const by = { walletId: head.walletId, callerId: intent.callerId, prints: intent.prints };
  return sealEntry(head, by, settle(head.state, now).settlement, change, now, settings);
}

/**
 * What is refused now would have passed at the head's own time: a hold or a lot has ended since. Booked as an entry
 * first, it stops a duplicate with a slower clock from passing on this head once the refusal is recorded.
 */
export async function bookSettlement<C>(trying: Trying<C>, head: Entry, now: Instant): Promise<Step> {
  const { port, settings } = trying;
  const by = { walletId: head.walletId, callerId: '', prints: noPrints };
  const settlement = settle(head.state, now).settlement;
  const change = { event: { kind: 'settled' as const }, effects: noEffects };
  const put = await port.put(sealEntry(head, by, settlement, change, now, settings));
  return again(put.kind === 'written' ? { atOnce: true } : { winner: put.by });
}
