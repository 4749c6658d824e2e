import { type Restored, restoreLimits, type Undoable, unrefund } from './cancel-return.ts';
import { type BasketRead, changeOf, type Decision, type Other } from './decision.ts';
import { countsCancelledAfterMerge, engineNumber, takesUpWhatReturnsGaveBack } from './engine.ts';
import type { Entry } from './entry.ts';
import type { Cancelled } from './event.ts';
import { decideKept, type Kept, type PastPurchase } from './kept.ts';
import { type Reversal, unreturn, unspend } from './reversal.ts';
import type { Grants, Moment } from './rules.ts';
import type { Counter } from './ruleset/counter.ts';
import type { Settled } from './settle.ts';
import { openSuccessor } from './successor.ts';
import { undo } from './undo.ts';
import { differenceOf, takingsOf } from './unearn.ts';
import { unspent } from './unspent.ts';
import type { Amendment } from './wallet.ts';

/** An entry to reverse, and what its returns have given back already. */
export type CancelTarget = {
  readonly entry: Pick<Entry, 'sequence' | 'event' | 'effects'>;
  readonly soFar: Kept;
  /** Of a purchase, all that decided it. */
  readonly purchase: PastPurchase | null;
  /** Of a return whose value went to a successor, that wallet and what it booked there. */
  readonly carried: Pick<Entry, 'walletId' | 'effects'> | null;
  /** Of a return of a purchase, that purchase. */
  readonly undoable: Undoable | null;
  /** A return of what is cancelled, before or here: that took what was left, so nothing is left to reverse. */
  readonly isMoot: boolean;
  /** Of a claim, the guest basket that it was, when nothing has touched the purchase since. */
  readonly basket: BasketRead | null;
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

/** Whether the returns among what is cancelled can be undone whole, and what of shared limits that takes. */
function restoring(targets: readonly CancelTarget[], granted: Grants | undefined): Restored {
  const undoable = targets.find((target) => !target.isMoot && target.undoable)?.undoable;
  return undoable ? restoreLimits(undoable, granted) : { limits: [], isWhole: true, grants: [] };
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
  const restored = restoring(undoable, granted);
  const { reversals, counters } = reverse(undoable, bearer, command.walletId, restored.isWhole, engine);
  const putting = { sequence: bearer.sequence, now: at.now, graceDays, clawback: 'withinBalance' as const };
  const { clawbacks, ...value } = undo(bearer.wallet, reversals, putting);
  const sequences = targets.map(({ entry }) => entry.sequence);
  const endedHolds = wallet.holds.map(({ sequence }) => sequence).filter((sequence) => sequences.includes(sequence));
  const event: Cancelled = {
    kind: 'cancelled',
    targets: sequences,
    clawbacks,
    ...{ returnOf, soFar, purchaseCount, firstPurchaseAt, lastPurchaseAt },
    grants: restored.grants,
  };
  const mark = { endedHolds, amendments: amendmentsOf(command, at.sequence) };
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

/** What undoing the targets comes to, and what their purchases no longer count. */
function reverse(
  targets: readonly CancelTarget[],
  bearer: Pick<Other, 'wallet' | 'walletId'>,
  walletId: string,
  isWhole: boolean,
  engine: number,
): { reversals: Reversal[]; counters: Counter[] } {
  const elsewhere = bearer.walletId !== walletId;
  const counters = new Map(bearer.wallet.counters.map((counter) => [counter.key, counter]));
  const changed = new Map<string, Counter>();
  const change = (afterwards: readonly Counter[]) => {
    for (const counter of afterwards) {
      counters.set(counter.key, counter);
      changed.set(counter.key, counter);
    }
  };
  const reversals = targets.map(({ entry, soFar, purchase, carried, undoable, isMoot }): Reversal => {
    const { event, effects } = entry;
    if (isMoot) return { puts: [], takings: [], postings: [], elsewhere };
    if (event.kind === 'returned') {
      const isElsewhere = carried ? carried.walletId !== bearer.walletId : elsewhere;
      if (undoable && !isWhole) return unrefund(undoable, event, isElsewhere);
      if (undoable && takesUpWhatReturnsGaveBack(engine))
        change(undoable.purchase.rules.takeUp(counters, undoable.lowered));
      return carried ? unreturn({ event, effects: carried.effects }, isElsewhere) : unreturn(entry, isElsewhere);
    }
    if (event.kind !== 'purchased' || !purchase) {
      const spent = event.kind === 'redeemed' || event.kind === 'captured' ? effects.draws : [];
      return unspend('merchantId' in event ? event.merchantId : '', unspent(spent, soFar), elsewhere);
    }
    // A redemption that it took up stays spent and is free for another purchase, unless returns have touched it.
    const paidBy = event.takenUp > 0 && soFar.walletMinor === 0 ? [] : purchase.paidBy;
    const kept = decideKept(purchase, soFar);
    const givenBack = purchase.rules.giveBack(counters, kept?.uses ?? [], [], 'cancellation');
    change(givenBack.counters);
    const had = kept?.awards ?? [];
    const { takings } = differenceOf(purchase, had, []);
    return {
      ...unspend(event.merchantId, unspent(paidBy, soFar), elsewhere),
      takings: [...takings, ...takingsOf(purchase, givenBack.takenBack, had, [], engine)],
    };
  });
  return { reversals, counters: [...changed.values()] };
}

/** What was reversed points here; a redemption that a reversed purchase had taken up is free again. */
function amendmentsOf({ targets, returnOf }: CancelByKey, by: number): Amendment[] {
  const freed = targets.flatMap(({ entry: { event }, soFar }) =>
    event.kind === 'purchased' && event.takenUp > 0 && soFar.walletMinor === 0 ? [{ of: event.takenUp, by: 0 }] : [],
  );
  const reversed = targets.filter(({ entry: { event } }) => event.kind !== 'held' && event.kind !== 'released');
  const marked = reversed.map(({ entry }) => ({ of: entry.sequence, by }));
  return [...freed, ...marked, ...(returnOf > 0 ? [{ of: returnOf, by }] : [])];
}
