import { termsText } from './credit.ts';
import type { Credit, Effects, Posting } from './effects.ts';
import type { Clawback } from './event.ts';
import type { LotMovement } from './lot.ts';
import { sumPostings } from './posting.ts';
import { carry, type Putting, putBack } from './put-back.ts';
import type { Reversal } from './reversal.ts';
import type { Settled } from './settle.ts';
import { netOf, takeableOf, takeBack } from './take-back.ts';

export type Undone = Pick<Effects, 'draws' | 'credits' | 'postings'> & { readonly clawbacks: readonly Clawback[] };

/**
 * Undoes operations in a wallet: puts everything back first, then takes what is there; what is missing is borne by
 * who gave it. Debts that were paid are owed again.
 * @param elsewhere the wallet is the successor of the one they happened in: its lots have other ids
 */
export function undo(wallet: Settled, reversals: readonly Reversal[], putting: Putting, elsewhere: boolean): Undone {
  const puts = reversals.flatMap((reversal) => reversal.puts);
  const { postings: given, surplus } = withinDebt(
    wallet,
    reversals.flatMap((reversal) => reversal.postings),
  );
  const back = [...(elsewhere ? carry : putBack)(wallet, [...puts, ...surplus], putting)];
  const from = takeableOf(wallet, back);
  const postings: Posting[] = [...given];
  const draws: LotMovement[] = [];
  const clawbacks: Clawback[] = [];
  for (const { credited, amountMinor, postings: other } of reversals.flatMap((reversal) => reversal.takings)) {
    if (amountMinor <= 0) continue;
    const { asset } = credited;
    const owedMinor = Math.min(credited.repaidMinor, amountMinor);
    const own = elsewhere ? { ...credited, lotId: lotLike(wallet, credited) } : credited;
    const taken = takeBack(from, own, amountMinor - owedMinor);
    const fromWalletMinor = taken.reduce((sum, movement) => sum + movement.amountMinor, 0);
    draws.push(...taken);
    postings.push(...other(fromWalletMinor + owedMinor), { account: 'owed', asset, amountMinor: -owedMinor });
    clawbacks.push({ asset, fromWalletMinor, owedMinor, writtenOffMinor: amountMinor - owedMinor - fromWalletMinor });
  }
  return { ...netOf(back, draws), postings: sumPostings(postings), clawbacks };
}

const lotLike = (wallet: Settled, credited: Credit): string =>
  wallet.lots.find((lot) => termsText(lot) === termsText(credited))?.id ?? '';

/** A debt that is lifted but was paid meanwhile comes back as value. */
function withinDebt(wallet: Settled, postings: readonly Posting[]): { postings: Posting[]; surplus: LotMovement[] } {
  const summed = sumPostings(postings);
  const surplus: LotMovement[] = [];
  const kept = summed.map((posting, at): Posting => {
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
