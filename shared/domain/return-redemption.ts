import { changeOf, type Decision, type Other, refuse } from './decision.ts';
import { sumOf } from './draw.ts';
import { countsOtherTender, engineNumber } from './engine.ts';
import type { Returned } from './event.ts';
import type { PlacedValue } from './hold.ts';
import type { LotMovement } from './lot.ts';
import type { Amended } from './return-purchase.ts';
import { addReturned } from './returned-so-far.ts';
import { unspend } from './reversal.ts';
import type { Moment } from './rules.ts';
import type { Settled } from './settle.ts';
import { splitByWeight } from './split.ts';
import { openSuccessor } from './successor.ts';
import { undo } from './undo.ts';
import { unspent } from './unspent.ts';

export type ReturnRedemption = {
  readonly walletId: string;
  readonly placed: PlacedValue;
  /** What it drew when it was captured. */
  readonly paidBy: readonly LotMovement[];
  readonly amended: Amended;
  readonly amountMinor: number;
  readonly ceilingMinor: number | null;
  readonly graceDays: number;
};

/**
 * Gives captured value back to the lots that it came from. What a purchase took up is returned with that purchase.
 * Refuses `redemption-already-used`, `nothing-to-return`, `over-returned`, `ceiling-exceeded`.
 */
export function returnRedemption(wallet: Settled, command: ReturnRedemption, at: Moment, mergedInto?: Other): Decision {
  const successor = openSuccessor(mergedInto, at.engine);
  const { placed, paidBy, amended, amountMinor, ceilingMinor, graceDays, walletId } = command;
  if (placed.fate === 'used') return refuse('redemption-already-used');
  const left = unspent(paidBy, amended.soFar);
  // What went to other tender, of a closed wallet, came back too.
  const otherLeftMinor = countsOtherTender(at.engine ?? engineNumber)
    ? sumOf(paidBy) - amended.soFar.amountMinor
    : Number.MAX_SAFE_INTEGER;
  const returnableMinor = placed.fate === 'captured' ? Math.max(0, Math.min(sumOf(left), otherLeftMinor)) : 0;
  if (returnableMinor === 0) return refuse('nothing-to-return');
  if (amountMinor > returnableMinor) return refuse('over-returned', { returnableMinor });
  if (ceilingMinor !== null && amountMinor > ceilingMinor) return refuse('ceiling-exceeded', { ceilingMinor });
  const isGone = wallet.status === 'closed' && successor === undefined;
  const parts = splitByWeight(
    isGone ? 0 : amountMinor,
    left.map((draw) => draw.amountMinor),
  );
  const refunds = left
    .map((draw, index) => ({ draw: index, movement: { ...draw, amountMinor: parts[index]! } }))
    .filter(({ movement }) => movement.amountMinor > 0);
  const { merchantId, sequence } = placed;
  const bearer = successor ?? { wallet, sequence: at.sequence };
  const movements = refunds.map(({ movement }) => movement);
  const undoing = { sequence: bearer.sequence, now: at.now, graceDays, clawback: 'withinBalance' as const };
  const { clawbacks, ...effects } = undo(
    bearer.wallet,
    [unspend(merchantId, movements, successor !== undefined)],
    undoing,
  );
  const returned: Returned = {
    kind: 'returned',
    of: sequence,
    previous: amended.by,
    ...{ merchantId, tillId: '', receiptNumber: '', occurredAt: at.now, reason: 'customer' },
    lines: [],
    amountMinor,
    walletMinor: sumOf(movements),
    clawbacks,
    soFar: addReturned(amended.soFar, [], amountMinor, refunds),
    grants: [],
    otherWalletId: successor?.walletId ?? '',
    otherSequence: successor?.sequence ?? 0,
  };
  const mark = { amendments: [{ of: sequence, by: at.sequence }] };
  if (!successor) return { kind: 'accepted', change: changeOf(returned, { ...effects, ...mark }) };
  const carried = { kind: 'carried' as const, otherWalletId: walletId, sequence: at.sequence, cancelledCount: 0 };
  return { kind: 'accepted', change: changeOf(returned, mark), otherChange: changeOf(carried, effects) };
}
