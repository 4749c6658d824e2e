import type { Asset } from './asset.ts';
import type { Effects, Posting } from './effects.ts';
import type { Clawback, Returned } from './event.ts';
import { type LotMovement, type LotTerms, onlyTerms } from './lot.ts';
import { fundersRelieved, opposite } from './reversal.ts';
import type { WalletState } from './wallet.ts';

/** Part of a reward that is given again, and whose lot it was when it was the purchase's own. */
export type Regiven = {
  /** As the return told it (unearn.ts `rewardOf`). */
  readonly reward: string;
  readonly asset: Asset;
  readonly minor: readonly [number, number];
  readonly terms: LotTerms;
  readonly lotId: string;
  /** It went back to who gave it when its event did not come: only what the return took of it comes again. */
  readonly isLapsed: boolean;
  /** Its lot, when the event has come that it waited for; '' otherwise. */
  readonly firedLotId: string;
};

/** What goes back to lots of the wallet where the return was booked, and to that which bears it now. */
export type GivenAgain = { puts: LotMovement[]; carried: LotMovement[]; postings: Posting[] };

/** What the return had done to lots, and where what it cannot name goes. */
export type Booked = Pick<Effects, 'draws' | 'credits'> & {
  readonly paidBy: readonly LotMovement[];
  readonly isMoved: boolean;
};

/**
 * Gives rewards again, each as far as the return had taken it: what the return had written off was never taken; what it
 * had made the member owe is owed no more; the rest goes back to the lots that it came out of, those of others first.
 * What a reward now gives beyond that goes to its own lot.
 */
export function giveAgain(
  rewards: readonly Regiven[],
  { clawbacks }: Returned,
  booked: Booked,
  owed: WalletState['owed'],
): GivenAgain {
  const debts = new Map(owed.map((debt) => [debt.asset, debt.amountMinor]));
  const given: GivenAgain = { puts: [], carried: [], postings: [] };
  const left = new Set(clawbacks);
  for (const { reward, asset, minor, terms, lotId, isLapsed, firedLotId } of rewards) {
    const isMine = (one: Clawback) =>
      one.asset === asset && (one.reward === reward || one.reward.startsWith(`${reward}:`));
    const mine = [...left].filter(isMine);
    for (const one of mine) left.delete(one);
    const had = sumOfClawbacks(asset, mine);
    const wantedMinor = Math.min(minor[1] - minor[0], isLapsed ? allOf(had) : Number.MAX_SAFE_INTEGER);
    let netMinor = wantedMinor - notTaken(had, wantedMinor);
    given.postings.push(...opposite(fundersRelieved(asset, terms.funding, [minor[1], minor[0]], netMinor)));
    const liftedMinor = Math.min(netMinor, had.owedMinor, debts.get(asset) ?? 0);
    if (liftedMinor > 0) given.postings.push({ account: 'owed', asset, amountMinor: liftedMinor });
    debts.set(asset, (debts.get(asset) ?? 0) - liftedMinor);
    netMinor -= liftedMinor;
    for (const { lotId: from, amountMinor } of had.takenFrom.toReversed()) {
      const backMinor = Math.min(amountMinor, netMinor);
      if (backMinor > 0)
        given.puts.push({ ...termsOf(from, booked, terms, firedLotId), lotId: from, amountMinor: backMinor });
      netMinor -= backMinor;
    }
    if (netMinor === 0) continue;
    const rest = { ...onlyTerms(terms), lotId, amountMinor: netMinor };
    (booked.isMoved || lotId === '' ? given.carried : given.puts).push(rest);
  }
  return given;
}

const sumOfClawbacks = (asset: Asset, parts: readonly Clawback[]): Clawback => {
  const sum = (minorOf: (one: Clawback) => number) => parts.reduce((all, one) => all + minorOf(one), 0);
  return {
    asset,
    fromWalletMinor: sum(({ fromWalletMinor }) => fromWalletMinor),
    owedMinor: sum(({ owedMinor }) => owedMinor),
    writtenOffMinor: sum(({ writtenOffMinor }) => writtenOffMinor),
    reward: '',
    takenFrom: parts.flatMap(({ takenFrom }) => takenFrom),
  };
};

/** Of what had been written off, what would be given again: what is not given again anyway counts as that first. */
function notTaken(had: Clawback, wantedMinor: number): number {
  const keptBackMinor = Math.max(0, allOf(had) - wantedMinor);
  return Math.max(0, had.writtenOffMinor - keptBackMinor);
}

const allOf = (had: Clawback) => had.fromWalletMinor + had.owedMinor + had.writtenOffMinor;

/**
 * Terms of a lot that the return had taken from: it may be gone since, its event may have come, or the refund made up for
 * what was taken.
 */
function termsOf(lotId: string, { draws, credits, paidBy }: Booked, otherwise: LotTerms, firedLotId: string): LotTerms {
  const known = onlyTerms([...draws, ...credits, ...paidBy].find((movement) => movement.lotId === lotId) ?? otherwise);
  const isFired = lotId === firedLotId && known.availability.kind === 'event';
  return isFired ? { ...known, availability: { kind: 'available' } } : known;
}
