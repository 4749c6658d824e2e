import { termsText } from './credit.ts';
import { sumOf } from './draw.ts';
import type { Credit, Effects, Posting } from './effects.ts';
import type { Clawback } from './event.ts';
import { isAvailable } from './expiry.ts';
import type { LotMovement } from './lot.ts';
import { sumPostings } from './posting.ts';
import { carry, type Putting, putBack } from './put-back.ts';
import type { Reversal } from './reversal.ts';
import type { ReturnPolicy } from './rules.ts';
import type { Settled } from './settle.ts';
import { netOf, type Takeable, takeableOf, takeBack } from './take-back.ts';

export type Undone = Pick<Effects, 'draws' | 'credits' | 'postings'> & { readonly clawbacks: readonly Clawback[] };

export type Undoing = Putting & { readonly clawback: ReturnPolicy['clawback'] };

/**
 * Undoes operations in a wallet: puts everything back first, then takes what is there under the clawback policy; what
 * is missing is borne by who gave it, or owed (`debt`). Debts that were paid with it are owed again.
 * @param given what the same entry credits: a reward that grows while another shrinks pays for it, whatever the policy
 */
export function undo(
  wallet: Settled,
  reversals: readonly Reversal[],
  undoing: Undoing,
  given: readonly Credit[] = [],
): Undone {
  const { postings, surplus } = withinDebt(
    wallet,
    reversals.flatMap((reversal) => reversal.postings),
  );
  const putsOf = (elsewhere: boolean) =>
    reversals.filter((reversal) => reversal.elsewhere === elsewhere).flatMap((reversal) => reversal.puts);
  const here = putsOf(false);
  const back = [
    ...putBack(wallet, here, undoing),
    ...carry(wallet, [...putsOf(true), ...surplus], { ...undoing, firstIndex: here.length }),
  ];
  const from = takeableOf(wallet, [...back, ...given]);
  const fresh = freshOf(given);
  const draws: LotMovement[] = [];
  const clawbacks: Clawback[] = [];
  for (const { takings, elsewhere } of reversals) {
    for (const taking of takings) {
      const { asset, amountMinor, credited } = taking;
      const again = Math.min(taking.repaidMinor, amountMinor);
      const lotId = credited === null ? '' : elsewhere ? lotLike(wallet, credited) : credited.lotId;
      const taken = takeUnder(undoing, from, fresh, { lotId, asset }, amountMinor - again);
      const fromWalletMinor = taken.reduce((sum, movement) => sum + movement.amountMinor, 0);
      const missingMinor = amountMinor - again - fromWalletMinor;
      const owedMinor = again + (undoing.clawback === 'debt' ? missingMinor : 0);
      draws.push(...taken);
      postings.push(...taking.postings(fromWalletMinor + owedMinor));
      postings.push({ account: 'owed', asset, amountMinor: -owedMinor });
      clawbacks.push({ asset, fromWalletMinor, owedMinor, writtenOffMinor: amountMinor - fromWalletMinor - owedMinor });
    }
  }
  const isDrawn = ({ lotId }: Credit) => draws.some((draw) => draw.lotId === lotId);
  const net = netOf([...back, ...given.filter(isDrawn)], draws);
  const credits = [...net.credits, ...given.filter((credit) => !isDrawn(credit))];
  return { credits, draws: net.draws, postings: sumPostings(postings), clawbacks };
}

/** What this very entry gives, by lot: nobody has spent it yet. */
const freshOf = (given: readonly Credit[]): Map<string, LotMovement> => {
  const fresh = new Map<string, LotMovement>();
  for (const { lotId, amountMinor, ...terms } of given) {
    fresh.set(lotId, { ...terms, lotId, amountMinor: amountMinor + (fresh.get(lotId)?.amountMinor ?? 0) });
  }
  return fresh;
};

/**
 * `pendingOnly` takes what is still pending of this very reward, and of what this entry gives; the others also what is
 * there of the asset.
 */
function takeUnder(
  { clawback, now }: Undoing,
  from: Takeable,
  fresh: Map<string, LotMovement>,
  credited: Pick<LotMovement, 'lotId' | 'asset'>,
  amountMinor: number,
): LotMovement[] {
  if (clawback !== 'pendingOnly') return takeBack(from, credited, amountMinor);
  const pending = from.lots.filter((lot) => lot.id === credited.lotId && !isAvailable(lot, now));
  const taken = takeBack({ ...from, lots: pending }, credited, amountMinor);
  let missingMinor = amountMinor - sumOf(taken);
  for (const [lotId, { asset, amountMinor: freshMinor, ...rest }] of fresh) {
    if (asset !== credited.asset) continue;
    const lots = from.lots.filter((lot) => lot.id === lotId);
    const more = takeBack({ ...from, lots }, credited, Math.min(missingMinor, freshMinor));
    fresh.set(lotId, { asset, ...rest, amountMinor: freshMinor - sumOf(more) });
    missingMinor -= sumOf(more);
    taken.push(...more);
  }
  return taken;
}

const lotLike = (wallet: Settled, credited: Credit): string =>
  wallet.lots.find((lot) => termsText(lot) === termsText(credited))?.id ?? '';

/** A debt that is lifted but was paid meanwhile comes back as value. */
function withinDebt(wallet: Settled, postings: readonly Posting[]): { postings: Posting[]; surplus: LotMovement[] } {
  const surplus: LotMovement[] = [];
  const kept = sumPostings(postings).map((posting, at): Posting => {
    const { account, asset, amountMinor } = posting;
    const owedMinor = wallet.owed.find((debt) => debt.asset === asset)?.amountMinor ?? 0;
    if (account !== 'owed' || amountMinor <= owedMinor) return posting;
    surplus.push({ ...unnamed, lotId: `surplus.${at}`, asset, amountMinor: amountMinor - owedMinor });
    return { account, asset, amountMinor: owedMinor };
  });
  return { postings: kept, surplus };
}

const unnamed = {
  originId: '',
  funding: [],
  scope: '',
  availability: { kind: 'available' },
  expiry: { kind: 'never' },
} as const;
