import { sumOf } from './draw.ts';
import type { Credit, Effects, Posting } from './effects.ts';
import { accountsByReward, engineNumber, knowsLotsByKind } from './engine.ts';
import type { Clawback } from './event.ts';
import type { LotMovement } from './lot.ts';
import { sumPostings } from './posting.ts';
import { carry, putBack } from './put-back.ts';
import type { Reversal, Taking } from './reversal.ts';
import type { Settled } from './settle.ts';
import { netOf, takeableOf } from './take-back.ts';
import { type Sought, takeNearest } from './take-nearest.ts';
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
  const sought = reversals.flatMap(({ takings, elsewhere }) =>
    takings.map((taking): Partly => {
      const { asset, amountMinor, credited, ownLotId = '', repaidMinor, fundedBy, alike } = taking;
      const lotId = credited === null ? ownLotId : elsewhere ? lotLike(wallet, credited, undoing) : credited.lotId;
      // What it had paid of a debt is owed again, whatever is there: another reward's value is not its own.
      const againMinor = Math.min(repaidMinor, amountMinor);
      const near = knowsLotsByKind(engine) ? { fundedBy, alike } : {};
      return { taking, againMinor, lotId, asset, amountMinor: amountMinor - againMinor, ...near };
    }),
  );
  const takenOf = accountsByReward(engine)
    ? takeNearest(undoing, from, fresh, sought)
    : sought.map((one) => takeUnder(undoing, from, fresh, one, one.amountMinor));
  const clawbacks = sought.map(({ taking, againMinor }, at): Clawback => {
    const { asset, amountMinor, reward } = taking;
    const fromWalletMinor = sumOf(takenOf[at]!);
    const owedMinor = undoing.clawback === 'debt' ? amountMinor - fromWalletMinor : againMinor;
    postings.push(...taking.postings(fromWalletMinor + owedMinor));
    postings.push({ account: 'owed', asset, amountMinor: -owedMinor });
    const writtenOffMinor = amountMinor - fromWalletMinor - owedMinor;
    const of = accountsByReward(engine) ? { reward, takenFrom: byLot(takenOf[at]!) } : { reward: '', takenFrom: [] };
    return { asset, fromWalletMinor, owedMinor, writtenOffMinor, ...of };
  });
  const draws = takenOf.flat();
  const isDrawn = ({ lotId }: Credit) => draws.some((draw) => draw.lotId === lotId);
  const net = netOf([...back, ...given.filter(isDrawn)], draws);
  const credits = [...net.credits, ...given.filter((credit) => !isDrawn(credit))];
  return { credits, draws: net.draws, postings: sumPostings(postings), clawbacks };
}

/** What is taken for one reward. */
type Partly = Sought & { readonly taking: Taking; readonly againMinor: number };

const byLot = (taken: readonly LotMovement[]) => {
  const sums = new Map<string, number>();
  for (const { lotId, amountMinor } of taken) sums.set(lotId, (sums.get(lotId) ?? 0) + amountMinor);
  return [...sums].map(([lotId, amountMinor]) => ({ lotId, amountMinor }));
};

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
