import { type Restored, restoreLimits } from './cancel-return.ts';
import { type CancelTarget, reverseTargets } from './cancel-target.ts';
import { changeOf, type Decision, type Other } from './decision.ts';
import { countsCancelledAfterMerge, engineNumber, givesBackOnlyVisit, keepsMarks } from './engine.ts';
import type { Cancelled } from './event.ts';
import type { Grants, Moment } from './rules.ts';
import type { Counter } from './ruleset/counter.ts';
import type { Settled } from './settle.ts';
import { openSuccessor } from './successor.ts';
import { undo } from './undo.ts';
import type { Amendment } from './wallet.ts';

export type CancelByKey = Pick<
  Cancelled,
  'returnOf' | 'soFar' | 'purchaseCount' | 'firstPurchaseAt' | 'lastPurchaseAt'
> & {
  readonly walletId: string;
  readonly targets: readonly CancelTarget[];
  /** Days that value put back into an expired lot lives. */
  readonly graceDays: number;
};

/** Whether the returns among what is cancelled can be undone whole, and what of shared limits that takes. */
function restoring(targets: readonly CancelTarget[], granted: Grants | undefined, engine: number): Restored {
  const undoable = targets.find((target) => !target.isMoot && target.undoable)?.undoable;
  return undoable ? restoreLimits(undoable, granted, engine) : { limits: [], isWhole: true, grants: [], after: null };
}

/**
 * Makes sure that the operations of a caller under one key have no effect (api.md §2 "Cancel by key"): what happened
 * is reversed, of a captured hold the capture too; what arrives later finds this entry. Always an entry, also when
 * there is nothing to reverse, and never refused.
 * @param mergedInto the wallet that everything went to: it takes the value, this one the mark (design §4)
 */
export function cancelByKey(
  wallet: Settled,
  command: CancelByKey,
  at: Moment,
  mergedInto?: Other,
  granted?: Grants,
): Decision {
  const { targets, graceDays, returnOf, soFar, purchaseCount, firstPurchaseAt, lastPurchaseAt } = command;
  const { engine = engineNumber } = at;
  const successor = openSuccessor(mergedInto, engine);
  const bearer = successor ?? { wallet, walletId: command.walletId, sequence: at.sequence };
  const isGone = wallet.status === 'closed' && successor === undefined;
  const undoable = isGone ? [] : targets;
  const restored = restoring(undoable, granted, engine);
  const {
    reversals,
    counters: all,
    stays,
  } = reverseTargets(undoable, bearer, command.walletId, restored, {
    now: at.now,
    engine,
  });
  const isOver = ({ until }: Counter) => givesBackOnlyVisit(engine) && until !== null && until <= at.now;
  const counters = all.filter((counter) => !isOver(counter));
  const putting = { sequence: bearer.sequence, now: at.now, graceDays, clawback: 'withinBalance' as const, engine };
  const { clawbacks, ...value } = undo(bearer.wallet, reversals, putting);
  const sequences = targets.map(({ entry }) => entry.sequence);
  const endedHolds = wallet.holds.map(({ sequence }) => sequence).filter((sequence) => sequences.includes(sequence));
  const event: Cancelled = {
    kind: 'cancelled',
    targets: sequences,
    clawbacks,
    ...{ returnOf, soFar, purchaseCount, firstPurchaseAt, lastPurchaseAt },
    grants: restored.grants,
    stays,
  };
  const mark = { endedHolds, amendments: amendmentsOf(command, at.sequence, engine) };
  const limits = restored.limits.length > 0 ? { limits: restored.limits } : {};
  const basket = freedBasket(undoable);
  if (!successor)
    return { kind: 'accepted', change: changeOf(event, { ...value, ...mark, counters }), ...limits, ...basket };
  const gone = targets.filter(({ purchase }) => purchase !== null).length;
  const cancelledCount = countsCancelledAfterMerge(engine) ? 0 : gone;
  const carried = { kind: 'carried' as const, otherWalletId: command.walletId, sequence: at.sequence, cancelledCount };
  return {
    kind: 'accepted',
    change: changeOf(event, mark),
    otherChange: changeOf(carried, { ...value, counters }),
    ...limits,
    ...basket,
  };
}

/** A claim that never was leaves the basket to be claimed, in the same transaction. */
function freedBasket(targets: readonly CancelTarget[]): Pick<Extract<Decision, { kind: 'accepted' }>, 'basket'> {
  const basket = targets.find((target) => target.basket)?.basket;
  return basket ? { basket: { ...basket, to: 'nobody' } } : {};
}

/**
 * What was reversed points here; a redemption that a reversed purchase had taken up is free again, and points here too,
 * so that what had come back of it before is read.
 */
function amendmentsOf({ targets, returnOf }: CancelByKey, by: number, engine: number): Amendment[] {
  const freedBy = keepsMarks(engine) ? by : 0;
  const freed = targets.flatMap(({ entry: { event }, soFar }) =>
    event.kind === 'purchased' && event.takenUp > 0 && soFar.walletMinor === 0
      ? [{ of: event.takenUp, by: freedBy }]
      : [],
  );
  const reversed = targets.filter(({ entry: { event } }) => event.kind !== 'held' && event.kind !== 'released');
  const marked = reversed.map(({ entry }) => ({ of: entry.sequence, by }));
  const all = [...freed, ...marked, ...(returnOf > 0 ? [{ of: returnOf, by }] : [])];
  // One entry once: a list that is full must not shrink, or what it dropped would count as untouched.
  return keepsMarks(engine) ? [...new Map(all.map((one) => [one.of, one])).values()] : all;
}
