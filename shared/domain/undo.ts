import { sumOf } from './draw.ts';
import type { Credit, Effects, Posting } from './effects.ts';
import { engineNumber, knowsLotsByKind } from './engine.ts';
import type { Clawback } from './event.ts';
import type { LotMovement } from './lot.ts';
import { sumPostings } from './posting.ts';
import { carry, putBack } from './put-back.ts';
import type { Reversal } from './reversal.ts';
import type { Settled } from './settle.ts';
import { netOf, takeableOf } from './take-back.ts';
import { freshOf, lotLike, takeUnder, type Undoing } from './take-under.ts';

export type Undone = Pick<Effects, 'draws' | 'credits' | 'postings'> & { readonly clawbacks: readonly Clawback[] };

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
  const { engine = engineNumber } = undoing;
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
    for (const { asset, amountMinor, credited, repaidMinor, postings: postingsOf, fundedBy, alike } of takings) {
      const again = Math.min(repaidMinor, amountMinor);
      const lotId = credited === null ? '' : elsewhere ? lotLike(wallet, credited, undoing) : credited.lotId;
      const sought = { lotId, asset, ...(knowsLotsByKind(engine) ? { fundedBy, alike } : {}) };
      // What it had paid of a debt is owed again, whatever is there: another reward's value is not its own.
      const taken = takeUnder(undoing, from, fresh, sought, amountMinor - again);
      const fromWalletMinor = sumOf(taken);
      const owedMinor = undoing.clawback === 'debt' ? amountMinor - fromWalletMinor : again;
      draws.push(...taken);
      postings.push(...postingsOf(fromWalletMinor + owedMinor));
      postings.push({ account: 'owed', asset, amountMinor: -owedMinor });
      clawbacks.push({ asset, fromWalletMinor, owedMinor, writtenOffMinor: amountMinor - fromWalletMinor - owedMinor });
    }
  }
  const isDrawn = ({ lotId }: Credit) => draws.some((draw) => draw.lotId === lotId);
  const net = netOf([...back, ...given.filter(isDrawn)], draws);
  const credits = [...net.credits, ...given.filter((credit) => !isDrawn(credit))];
  return { credits, draws: net.draws, postings: sumPostings(postings), clawbacks };
}

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
