import { changeOf, type Decision, type Other } from './decision.ts';
import type { Entry } from './entry.ts';
import type { Cancelled, ReturnedSoFar } from './event.ts';
import { type Reversal, reversalOf } from './reversal.ts';
import type { Moment } from './rules.ts';
import { giveBackCounters } from './ruleset/give-back-counters.ts';
import type { Settled } from './settle.ts';
import { undo } from './undo.ts';
import type { Amendment, WalletState } from './wallet.ts';

/** An entry to reverse: what its returns have given back already, and the wallet before it. */
export type CancelTarget = {
  readonly entry: Pick<Entry, 'sequence' | 'event' | 'effects'>;
  readonly soFar: ReturnedSoFar;
  readonly before: WalletState;
};

export type CancelByKey = Pick<
  Cancelled,
  'returnOf' | 'soFar' | 'purchaseCount' | 'firstPurchaseAt' | 'lastPurchaseAt'
> & {
  readonly walletId: string;
  readonly targets: readonly CancelTarget[];
  /** Days that value put back into an expired lot lives. */
  readonly graceDays: number;
};

/**
 * Makes sure that the operations of a caller under one key have no effect (api.md §2 "Cancel by key"): what happened
 * is reversed, of a captured hold the capture too; what arrives later finds this entry. Always an entry, also when
 * there is nothing to reverse, and never refused.
 * @param successor the wallet that everything went to: it takes the value, this one the mark (design §4)
 */
export function cancelByKey(wallet: Settled, command: CancelByKey, at: Moment, successor?: Other): Decision {
  const { targets, graceDays, returnOf, soFar, purchaseCount, firstPurchaseAt, lastPurchaseAt } = command;
  const bearer = successor ?? { wallet, sequence: at.sequence };
  const isGone = wallet.status === 'closed' && successor === undefined;
  const reversals = isGone ? [] : targets.map(({ entry, soFar: given }): Reversal => reversalOf(entry, given));
  const putting = { sequence: bearer.sequence, now: at.now, graceDays };
  const { clawbacks, ...value } = undo(bearer.wallet, reversals, putting, successor !== undefined);
  const counters = targets.reduce(
    (kept, { entry, before }) => giveBackCounters(kept, before.counters, entry.effects.counters),
    [...bearer.wallet.counters],
  );
  const changed = counters.filter((counter, index) => counter !== bearer.wallet.counters[index]);
  const sequences = targets.map(({ entry }) => entry.sequence);
  const endedHolds = wallet.holds.map((hold) => hold.sequence).filter((sequence) => sequences.includes(sequence));
  const event: Cancelled = {
    kind: 'cancelled',
    targets: sequences,
    clawbacks,
    ...{ returnOf, soFar, purchaseCount, firstPurchaseAt, lastPurchaseAt },
  };
  const mark = { endedHolds, amendments: amendmentsOf(command, at.sequence) };
  if (!successor) return { kind: 'accepted', change: changeOf(event, { ...value, ...mark, counters: changed }) };
  const carried = { kind: 'carried' as const, otherWalletId: command.walletId, sequence: at.sequence };
  return {
    kind: 'accepted',
    change: changeOf(event, mark),
    otherChange: changeOf(carried, { ...value, counters: changed }),
  };
}

/** What was reversed points here; a redemption that a reversed purchase had taken up is free again. */
function amendmentsOf({ targets, returnOf }: CancelByKey, by: number): Amendment[] {
  const freed = targets.flatMap(({ entry: { event } }) =>
    event.kind === 'purchased' && event.takenUp > 0 ? [{ of: event.takenUp, by: 0 }] : [],
  );
  const reversed = targets.filter(({ entry: { event } }) => event.kind !== 'held' && event.kind !== 'released');
  const marked = reversed.map(({ entry }) => ({ of: entry.sequence, by }));
  return [...freed, ...marked, ...(returnOf > 0 ? [{ of: returnOf, by }] : [])];
}
