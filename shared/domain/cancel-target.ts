import { type Restored, type Undoable, unrefund } from './cancel-return.ts';
import type { BasketRead, Other } from './decision.ts';
import { decidesUndoneReturnsAgain, givesBackVisitsOfReturned, givesRedemptionsBackOnce } from './engine.ts';
import type { Entry } from './entry.ts';
import type { Stay } from './granted.ts';
import type { Instant } from './instant.ts';
import { decideKept, decideStaying, type Kept, type KeptVerdict, type PastPurchase } from './kept.ts';
import { listStaying, nothingReturned, stayingIn } from './returned-so-far.ts';
import { type Reversal, unreturn, unspend } from './reversal.ts';
import type { Counter, CounterUse } from './ruleset/counter.ts';
import { grantsOf } from './ruleset/grants.ts';
import type { Staying } from './ruleset/staying.ts';
import { takeOff } from './take-off.ts';
import { undoReturn } from './undo-return.ts';
import { differenceOf, takingsOf } from './unearn.ts';
import { unspent } from './unspent.ts';

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
  /** Of a redemption, whether some of it came back with the purchase that took it up, so that the rest did, or does. */
  readonly cameBack: boolean;
  /** Of a claim, the guest basket that it was, when nothing has touched the purchase since. */
  readonly basket: BasketRead | null;
};

/** What undoing the targets comes to, and what their purchases no longer count. */
export function reverseTargets(
  targets: readonly CancelTarget[],
  bearer: Pick<Other, 'wallet' | 'walletId'>,
  walletId: string,
  { isWhole, after }: Pick<Restored, 'isWhole' | 'after'>,
  { now, engine }: { readonly now: Instant; readonly engine: number },
): { reversals: Reversal[]; counters: Counter[]; stays: Stay[] } {
  const elsewhere = bearer.walletId !== walletId;
  const counters = new Map(bearer.wallet.counters.map((counter) => [counter.key, counter]));
  const changed = new Map<string, Counter>();
  const stays: Stay[] = [];
  const change = (afterwards: readonly Counter[]) => {
    for (const counter of afterwards) {
      counters.set(counter.key, counter);
      changed.set(counter.key, counter);
    }
  };
  const reversals = targets.flatMap((target): Reversal | Reversal[] => {
    const { entry, soFar, purchase, carried, undoable, isMoot } = target;
    const { event, effects } = entry;
    if (isMoot || (target.cameBack && givesRedemptionsBackOnce(engine))) return [];
    const { asIs, undone: left } = undoable ?? { asIs: soFar, undone: soFar };
    const asked = { now, engine, repaid: { before: asIs.repaid, after: left.repaid } };
    if (event.kind === 'returned') {
      const isElsewhere = carried ? carried.walletId !== bearer.walletId : elsewhere;
      if (undoable && decidesUndoneReturnsAgain(engine)) {
        const bearing = { wallet: bearer.wallet, elsewhere: isElsewhere, isMoved: elsewhere };
        const undone = undoReturn(undoable, event, (carried ?? entry).effects, after, counters, bearing, asked);
        change(undone.counters);
        return undone.reversals;
      }
      if (undoable && !isWhole) return unrefund(undoable, event, isElsewhere);
      return carried ? unreturn({ event, effects: carried.effects }, isElsewhere) : unreturn(entry, isElsewhere);
    }
    if (event.kind !== 'purchased' || !purchase) {
      const spent = event.kind === 'redeemed' || event.kind === 'captured' ? effects.draws : [];
      return unspend('merchantId' in event ? event.merchantId : '', unspent(spent, soFar), elsewhere);
    }
    // A redemption that it took up stays spent and is free for another purchase, unless returns have touched it.
    const paidBy = event.takenUp > 0 && soFar.walletMinor === 0 ? [] : purchase.paidBy;
    const kept = decideKept(purchase, soFar);
    const uses = givesBackVisitsOfReturned(engine) ? usesOf(purchase, soFar, kept) : (kept?.uses ?? []);
    const had = kept?.awards ?? [];
    const own = elsewhere ? 0 : entry.sequence;
    const asking = { counters, why: 'cancellation' as const, engine, sequence: own, stayed: stayingIn(soFar) };
    const decideAfter = (staying: Staying) => decideStaying(purchase, { ...soFar, staying: listStaying(staying) });
    const { after: stay, givenBack } = takeOff(purchase, { awards: had, uses }, decideAfter, asking);
    change(givenBack.counters);
    stays.push(...grantsOf(stay, engine).map((grant) => ({ ...grant, of: entry.sequence })));
    const { takings } = differenceOf(purchase, had, [], asked);
    return {
      ...unspend(event.merchantId, unspent(paidBy, soFar), elsewhere),
      takings: [...takings, ...takingsOf(purchase, givenBack.takenBack, had, [], asked)],
    };
  });
  return { reversals, counters: [...changed.values()], stays };
}

/** What a purchase still uses of caps and thresholds, and the visits that it was: returns leave those as they are. */
function usesOf(purchase: PastPurchase, soFar: Kept, kept: KeptVerdict | null): CounterUse[] {
  // Mostly nothing has come back of it, and what is kept is the whole.
  const whole = soFar === nothingReturned ? kept : decideKept(purchase, nothingReturned);
  const isVisit = ({ kind }: CounterUse) => kind === 'visit';
  return [...(kept?.uses ?? []).filter((use) => !isVisit(use)), ...(whole?.uses ?? []).filter(isVisit)];
}
