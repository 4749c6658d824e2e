import type { Asset } from './asset.ts';
import { type Undoable, unrefund } from './cancel-return.ts';
import type { Effects } from './effects.ts';
import { accountsByReward, engineNumber } from './engine.ts';
import type { Returned } from './event.ts';
import { giveAgain, type Regiven } from './give-again.ts';
import { giveAgainInOrder } from './give-again-in-order.ts';
import { decideKept, type KeptVerdict } from './kept.ts';
import { stayingIn } from './returned-so-far.ts';
import type { Reversal } from './reversal.ts';
import type { Counter } from './ruleset/counter.ts';
import { addSigned } from './ruleset/staying.ts';
import { type Asked, crossingIn, differenceOf, forCrossing, growthOf, keyOf, rewardOf } from './unearn.ts';
import { asConfirmed, hasFired, hasLapsed } from './waiting.ts';
import type { WalletState } from './wallet.ts';

/** Where a return is undone. */
export type Bearing = {
  readonly wallet: Pick<WalletState, 'owed'>;
  /** What the return had booked is of another wallet: lots have other ids here. */
  readonly elsewhere: boolean;
  /** So is what the purchase was credited with. */
  readonly isMoved: boolean;
};

/**
 * Undoes a return of a purchase: the refund is taken from the wallet, and what the purchase gives is decided again on
 * what is kept now (rules-grammar.md "Return"). What the return had written off is not given again: it was never taken.
 * @param booked what the return had done to lots: what it had taken out of some is put back there first
 * @param after what the purchase gives on what is kept once the return is undone, within what shared limits granted
 */
export function undoReturn(
  undoable: Undoable,
  event: Returned,
  booked: Pick<Effects, 'draws' | 'credits'>,
  after: KeptVerdict | null,
  counters: ReadonlyMap<string, Counter>,
  { wallet, elsewhere, isMoved }: Bearing,
  asked: Asked,
): { reversals: Reversal[]; counters: readonly Counter[] } {
  const { purchase } = undoable;
  const { merchantId } = purchase.entry.event;
  const before = decideKept(purchase, undoable.asIs);
  const [had, gives] = [before?.awards ?? [], after?.awards ?? []];
  const crossing = { had: forCrossing(had), gives: forCrossing(gives) };
  const ownMinor = (ruleId: string, asset: Asset) => {
    const key = keyOf({ ruleId, asset });
    return (crossing.gives.get(key)?.amountMinor ?? 0) - (crossing.had.get(key)?.amountMinor ?? 0);
  };
  const { lowered } = undoable;
  const uses = { asIs: before?.uses ?? [], undone: after?.uses ?? [] };
  const lotOf = (ruleId: string, asset: Asset) =>
    purchase.entry.effects.credits.find((credit) => credit.ruleId === ruleId && credit.asset === asset);
  const own = purchase.entry.sequence;
  // What had stayed with the counter is given already.
  const [stayed, stays] = [stayingIn(undoable.asIs), stayingIn(undoable.undone)];
  const less = addSigned(crossingIn(had), stayed);
  const gains = addSigned(addSigned(crossingIn(gives), stays), less, -1);
  const mine = { merchantId, ownMinor, gains, lotOf, sequence: elsewhere || isMoved ? 0 : purchase.entry.sequence };
  const taken = purchase.rules.takeUp(counters, { ...uses, lowered, ...mine, engine: asked.engine });
  const ordinary = growthOf(had, gives).map(({ award, minor }): Regiven => {
    const { ruleId, asset, funding, availability, expiry } = award;
    const lot = lotOf(ruleId, asset);
    const terms = lot ?? { asset, originId: merchantId, funding, scope: '', availability, expiry };
    const lotId = lot?.lotId ?? '';
    const waits = {
      isLapsed: hasLapsed(award, purchase, asked),
      firedLotId: hasFired(terms, purchase, own) ? lotId : '',
    };
    return { reward: ruleId, asset, minor, terms: asConfirmed(terms, purchase, asked), lotId, ...waits };
  });
  const crossed = taken.regiven.map(({ ruleId, asset, amountMinor, funding, giving }): Regiven => {
    const { sequence = own } = giving ?? {};
    const lot = sequence === own ? lotOf(ruleId, asset) : undefined;
    const terms = lot ? asConfirmed(lot, purchase, asked) : { ...plain, asset, originId: merchantId, funding };
    const lotId = lot?.lotId ?? '';
    const firedLotId = hasFired(giving ?? lot ?? terms, purchase, sequence) ? (giving?.lotId ?? lotId) : '';
    const waits = { isLapsed: hasLapsed(giving ?? terms, purchase, asked, sequence), firedLotId };
    return { reward: rewardOf({ ruleId, giving }), asset, minor: [0, amountMinor], terms, lotId, ...waits };
  });
  const rewards = [...ordinary, ...crossed];
  const given = accountsByReward(asked.engine ?? engineNumber)
    ? giveAgain(rewards, event, { ...booked, paidBy: purchase.paidBy, isMoved }, wallet.owed)
    : giveAgainInOrder(rewards, event, booked.draws, wallet.owed, isMoved);
  const { puts, carried, postings } = given;
  const { takings } = differenceOf(purchase, had, gives, asked);
  return {
    counters: taken.counters,
    reversals: [
      unrefund(undoable, event, elsewhere || isMoved, booked.credits),
      { puts, takings: [], postings, elsewhere },
      { puts: [], takings, postings: [], elsewhere: isMoved },
      { puts: carried, takings: [], postings: [], elsewhere: true },
    ],
  };
}

const plain = { scope: '', availability: { kind: 'available' }, expiry: { kind: 'never' } } as const;
