import type { Asset } from './asset.ts';
import { type Undoable, unrefund } from './cancel-return.ts';
import type { Effects, Posting } from './effects.ts';
import type { Returned } from './event.ts';
import { decideKept } from './kept.ts';
import type { LotMovement, LotTerms } from './lot.ts';
import { fundersRelieved, opposite, type Reversal } from './reversal.ts';
import type { Counter } from './ruleset/counter.ts';
import type { Verdict } from './ruleset/verdict.ts';
import { differenceOf, forCrossing, growthOf, keyOf } from './unearn.ts';
import type { WalletState } from './wallet.ts';

/** Where a return is undone. */
export type Bearing = {
  readonly wallet: Pick<WalletState, 'owed'>;
  /** What the return had booked is of another wallet: lots have other ids here. */
  readonly elsewhere: boolean;
  /** So is what the purchase was credited with. */
  readonly isMoved: boolean;
};

/** Part of a reward that is given again, and whose lot it was when it was the purchase's own. */
type Regiven = {
  readonly asset: Asset;
  readonly minor: readonly [number, number];
  readonly terms: LotTerms;
  readonly lotId: string;
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
  after: Verdict | null,
  counters: ReadonlyMap<string, Counter>,
  { wallet, elsewhere, isMoved }: Bearing,
): { reversals: Reversal[]; counters: readonly Counter[] } {
  const { purchase } = undoable;
  const { merchantId } = purchase.entry.event;
  const before = decideKept(purchase, undoable.asIs);
  const [had, gives] = [before?.awards ?? [], after?.awards ?? []];
  const own = { had: forCrossing(had), gives: forCrossing(gives) };
  const ownMinor = (ruleId: string, asset: Asset) => {
    const key = keyOf({ ruleId, asset });
    return (own.gives.get(key)?.amountMinor ?? 0) - (own.had.get(key)?.amountMinor ?? 0);
  };
  const { lowered } = undoable;
  const uses = { asIs: before?.uses ?? [], undone: after?.uses ?? [] };
  const taken = purchase.rules.takeUp(counters, { ...uses, lowered, ownMinor, merchantId });
  const lotOf = (ruleId: string, asset: Asset) =>
    purchase.entry.effects.credits.find((credit) => credit.ruleId === ruleId && credit.asset === asset);
  const ordinary = growthOf(had, gives).map(({ award, minor }): Regiven => {
    const lot = lotOf(award.ruleId, award.asset);
    const { asset, funding, availability, expiry } = award;
    const terms = lot ?? { asset, originId: merchantId, funding, scope: '', availability, expiry };
    return { asset, minor, terms, lotId: lot?.lotId ?? '' };
  });
  const crossed = taken.regiven.map(({ ruleId, asset, amountMinor, funding }): Regiven => {
    const lot = lotOf(ruleId, asset);
    return {
      asset,
      minor: [0, amountMinor],
      terms: lot ?? { ...plain, asset, originId: merchantId, funding },
      lotId: lot?.lotId ?? '',
    };
  });
  const { puts, carried, postings } = giveAgain([...ordinary, ...crossed], event, booked.draws, wallet.owed, isMoved);
  const { takings } = differenceOf(purchase, had, gives);
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

type Given = { puts: LotMovement[]; carried: LotMovement[]; postings: Posting[] };

/** Gives rewards again: first what the return had made the member owe is owed no more, then lots get back what they had. */
function giveAgain(
  rewards: readonly Regiven[],
  { clawbacks }: Returned,
  drawn: readonly LotMovement[],
  owed: WalletState['owed'],
  isMoved: boolean,
): Given {
  const notGiven = writtenOffOf(rewards, clawbacks);
  const left = { writtenOff: notTaken(rewards, clawbacks), owed: sumsOf(clawbacks, ({ owedMinor }) => owedMinor) };
  const debts = new Map(owed.map((debt) => [debt.asset, debt.amountMinor]));
  const lots = drawn.map((movement) => ({ ...movement }));
  const given: Given = { puts: [], carried: [], postings: [] };
  for (const [at, { asset, minor, terms, lotId }] of rewards.entries()) {
    const wantedMinor = minor[1] - minor[0];
    let netMinor = wantedMinor - (notGiven?.[at] ?? drain(left.writtenOff, asset, wantedMinor));
    given.postings.push(...opposite(fundersRelieved(asset, terms.funding, [minor[1], minor[0]], netMinor)));
    const repaidMinor = drain(debts, asset, Math.min(netMinor, left.owed.get(asset) ?? 0));
    drain(left.owed, asset, repaidMinor);
    if (repaidMinor > 0) given.postings.push({ account: 'owed', asset, amountMinor: repaidMinor });
    netMinor -= repaidMinor;
    for (const lot of lots) {
      if (lot.asset !== asset || netMinor === 0 || lot.amountMinor === 0) continue;
      const amountMinor = Math.min(lot.amountMinor, netMinor);
      given.puts.push({ ...lot, amountMinor });
      lot.amountMinor -= amountMinor;
      netMinor -= amountMinor;
    }
    if (netMinor === 0) continue;
    const rest = { ...lotTermsOf(terms), lotId, amountMinor: netMinor };
    (isMoved || lotId === '' ? given.carried : given.puts).push(rest);
  }
  return given;
}

/** What of each reward had been written off: a return tells its clawbacks in the same order. Null when it was of others. */
function writtenOffOf(rewards: readonly Regiven[], clawbacks: Returned['clawbacks']): number[] | null {
  const isSame = (reward: Regiven, at: number) => {
    const { asset, fromWalletMinor, owedMinor, writtenOffMinor } = clawbacks[at]!;
    return (
      asset === reward.asset && fromWalletMinor + owedMinor + writtenOffMinor === reward.minor[1] - reward.minor[0]
    );
  };
  if (clawbacks.length !== rewards.length || !rewards.every(isSame)) return null;
  return clawbacks.map(({ writtenOffMinor }) => writtenOffMinor);
}

/**
 * What is not given again since it was never taken: what had been written off, less what of all that the return had taken
 * back is not given again anyway.
 */
function notTaken(rewards: readonly Regiven[], clawbacks: Returned['clawbacks']): Map<Asset, number> {
  const again = sumsOf(rewards, ({ minor }) => minor[1] - minor[0]);
  const all = sumsOf(clawbacks, (one) => one.fromWalletMinor + one.owedMinor + one.writtenOffMinor);
  const writtenOff = sumsOf(clawbacks, ({ writtenOffMinor }) => writtenOffMinor);
  for (const [asset, amountMinor] of writtenOff) {
    const keptBackMinor = Math.max(0, (all.get(asset) ?? 0) - (again.get(asset) ?? 0));
    writtenOff.set(asset, Math.max(0, amountMinor - keptBackMinor));
  }
  return writtenOff;
}

function sumsOf<T extends { readonly asset: Asset }>(parts: readonly T[], minorOf: (part: T) => number) {
  const sums = new Map<Asset, number>();
  for (const part of parts) sums.set(part.asset, (sums.get(part.asset) ?? 0) + minorOf(part));
  return sums;
}

const lotTermsOf = ({ asset, originId, funding, scope, availability, expiry }: LotTerms): LotTerms => ({
  ...{ asset, originId, funding, scope, availability, expiry },
});

/** Takes of what is left of an asset, as far as it goes. Returns how much that is. */
function drain(left: Map<Asset, number>, asset: Asset, wantedMinor: number): number {
  const amountMinor = Math.min(left.get(asset) ?? 0, wantedMinor);
  if (amountMinor > 0) left.set(asset, left.get(asset)! - amountMinor);
  return amountMinor;
}
