import { termsText } from './credit.ts';
import type { Credit, Effects } from './effects.ts';
import { decidesUndoneReturnsAgain, engineNumber, takesWhatIsGiven } from './engine.ts';
import type { Returned } from './event.ts';
import { type Granted, takenOf } from './granted.ts';
import { decideKept, type Kept, type KeptVerdict, type PastPurchase } from './kept.ts';
import type { LotMovement, LotTerms } from './lot.ts';
import { toMerchant } from './purchase.ts';
import type { Reversal } from './reversal.ts';
import type { Grants } from './rules.ts';
import type { LoweredCounter } from './ruleset/counter.ts';
import { grantsOf } from './ruleset/grants.ts';
import type { LimitUse } from './ruleset/verdict.ts';
import type { WalletState } from './wallet.ts';

/** The purchase that a return was of, as it is kept now and as it is kept once that return is undone. */
export type Undoable = {
  readonly purchase: PastPurchase;
  readonly asIs: Kept;
  readonly undone: Kept;
  /** Caps and thresholds of the member that the return gave back. */
  readonly lowered: readonly LoweredCounter[];
};

/** What the entry that booked a return did to the wallet's counters. */
export function loweredBy(
  before: Pick<WalletState, 'counters'>,
  { counters }: Pick<Effects, 'counters'>,
): LoweredCounter[] {
  return counters.flatMap((after) => {
    const known = before.counters.find(({ key }) => key === after.key);
    return known ? [{ before: known, after }] : [];
  });
}

export type Restored = {
  /** What the purchase takes of shared limits again: claimed before the return is undone. */
  readonly limits: readonly LimitUse[];
  readonly isWhole: boolean;
  readonly grants: readonly Granted[];
  /** What the purchase gives once the return is undone, as far as shared limits grant it. */
  readonly after: KeptVerdict | null;
};

/**
 * What undoing a return needs of the limits that many wallets share: the return had given some back, and others may
 * have taken it since. What is gone is not given again, so that no budget is exceeded (promise 3).
 */
export function restoreLimits(
  { purchase, asIs, undone }: Omit<Undoable, 'lowered'>,
  granted: Grants | undefined,
  engine = engineNumber,
): Restored {
  const verdict = decideKept(purchase, undone);
  const had = asIs.grants ?? purchase.entry.event.grants;
  const taken = new Map(had.map((one) => [one.limitId, takenOf(one)]));
  const limits = (verdict?.limits ?? []).flatMap((limit) => {
    const takes = takesWhatIsGiven(engine) ? limit.taken : limit.used;
    const wanted = takes - (taken.get(limit.limitId) ?? 0);
    return wanted > 0 ? [{ ...limit, wanted, used: wanted, taken: wanted }] : [];
  });
  const isWhole = limits.every(({ limitId, wanted }) => (granted?.get(limitId) ?? wanted) >= wanted);
  if (isWhole) return { limits, isWhole, grants: grantsOf(verdict, engine), after: verdict };
  if (!decidesUndoneReturnsAgain(engine)) return { limits, isWhole, grants: asIs.grants ?? [], after: null };
  const grants = limits.map(({ limitId, wanted }) => ({
    limitId,
    quantity: (taken.get(limitId) ?? 0) + Math.min(wanted, granted?.get(limitId) ?? wanted),
    besides: 0,
  }));
  const others = had.filter(({ limitId }) => !grants.some((one) => one.limitId === limitId));
  const after = decideKept(purchase, { ...undone, grants: [...others, ...grants] });
  return { limits, isWhole, grants: grantsOf(after, engine), after };
}

/**
 * The reverse of a return's refund alone: what the wallet cannot give back stays with the merchant.
 * @param booked what the return had credited: value that had expired went into a lot of its own
 */
export function unrefund(
  { purchase, asIs, undone }: Undoable,
  event: Returned,
  elsewhere: boolean,
  booked: readonly Credit[] = [],
): Reversal {
  const left = new Map(undone.refunded.map(({ draw, amountMinor }) => [draw, amountMinor]));
  const movements = asIs.refunded.flatMap(({ draw, amountMinor }): LotMovement[] => {
    const refundedMinor = amountMinor - (left.get(draw) ?? 0);
    return refundedMinor > 0 ? [{ ...purchase.paidBy[draw]!, amountMinor: refundedMinor }] : [];
  });
  const account = `receivable:${event.merchantId}`;
  const takings = movements.map((movement) => ({
    asset: movement.asset,
    amountMinor: movement.amountMinor,
    reward: '',
    credited: bookedAs(movement, booked),
    repaidMinor: 0,
    postings: (takenMinor: number) => [
      { account, asset: movement.asset, amountMinor: takenMinor - movement.amountMinor },
    ],
  }));
  return { puts: [], takings, postings: toMerchant(event.merchantId, movements), elsewhere };
}

const bookedAs = (movement: LotMovement, booked: readonly Credit[]): Credit =>
  booked.find(({ lotId, ruleId }) => ruleId === '' && lotId === movement.lotId) ??
  booked.find((credit) => credit.ruleId === '' && sameButExpiry(credit) === sameButExpiry(movement)) ?? {
    ...movement,
    ruleId: '',
    repaidMinor: 0,
  };

const sameButExpiry = (terms: LotTerms) => termsText({ ...terms, expiry: { kind: 'never' } });
