import { currencyAssets } from './asset.ts';
import { changeOf, type Decision, full, type Other, refuse } from './decision.ts';
import { sumOf } from './draw.ts';
import type { Posting } from './effects.ts';
import { engineNumber, idleByBothAfterTransfer } from './engine.ts';
import type { TransferredIn } from './event.ts';
import { sumPostings } from './posting.ts';
import { carry } from './put-back.ts';
import type { Moment } from './rules.ts';
import { mergeCounters } from './ruleset/merge-counters.ts';
import { movementOf, type Settled } from './settle.ts';
import { audiencesMax, lotsMax, optInsMax } from './wallet.ts';

export type Transfer = {
  readonly walletId: string;
  readonly reason: string;
  /** What the caller's key may move at most, null for no ceiling. */
  readonly ceilingMinor: number | null;
};

/**
 * Moves everything to another wallet: lots with their origin and expiry, debts, caps and what rules know of the
 * member. The old one is closed and names its successor (lost card, merge: api.md §2).
 * Refuses `wallet-closed`, `wallet-blocked` of either, `holds-open` of the old one, `ceiling-exceeded`, and more opt-ins
 * or audiences than one wallet may have.
 */
export function transfer(from: Settled, to: Other, command: Transfer, at: Moment): Decision {
  for (const { status } of [from, to.wallet]) {
    if (status !== 'open') return refuse(status === 'closed' ? 'wallet-closed' : 'wallet-blocked');
  }
  if (from.holds.length > 0) return refuse('holds-open');
  const draws = from.lots.map((lot) => movementOf(lot, lot.remainingMinor));
  const { ceilingMinor, reason } = command;
  const movedMinor = sumOf(draws.filter(({ asset }) => currencyAssets.includes(asset)));
  if (ceilingMinor !== null && movedMinor > ceilingMinor) return refuse('ceiling-exceeded', { ceilingMinor });

  const { engine = engineNumber } = at;
  const known = knownOf(from, to.wallet);
  if (known.optIns.length > optInsMax) return refuse('too-many-opt-ins', { max: optInsMax });
  if (known.audiences.length > audiencesMax) return refuse('too-many-audiences', { max: audiencesMax });

  // The wallets are one from here on: what ends with inactivity lives by the last activity in either.
  const idleByBoth = idleByBothAfterTransfer(engine);
  const taker = idleByBoth ? { ...to.wallet, lastActiveAt: known.lastActiveAt } : to.wallet;
  const credits = carry(taker, draws, { sequence: to.sequence, now: at.now, graceDays: 0 });
  if (new Set([...to.wallet.lots.map(({ id }) => id), ...credits.map(({ lotId }) => lotId)]).size > lotsMax) {
    return full('lots');
  }
  const left: Posting[] = [
    ...draws.map(({ asset, amountMinor }) => ({ account: 'transfer', asset, amountMinor })),
    ...from.owed.flatMap(({ asset, amountMinor }) => [
      { account: 'owed', asset, amountMinor },
      { account: 'transfer', asset, amountMinor: -amountMinor },
    ]),
  ];
  const came = left.map((posting) => ({ ...posting, amountMinor: -posting.amountMinor }));
  return {
    kind: 'accepted',
    change: changeOf(
      { kind: 'transferred-out', otherWalletId: to.walletId, otherSequence: to.sequence, reason },
      { draws, postings: sumPostings(left) },
    ),
    otherChange: changeOf(
      {
        kind: 'transferred-in',
        otherWalletId: command.walletId,
        otherSequence: at.sequence,
        reason,
        ...known,
      },
      { credits, postings: sumPostings(came), counters: mergeCounters(to.wallet.counters, from.counters, engine) },
    ),
  };
}

/** What the rules know of the member once two wallets are one. */
function knownOf(
  from: Settled,
  to: Settled,
): Omit<TransferredIn, 'kind' | 'otherWalletId' | 'otherSequence' | 'reason'> {
  const first = [from.firstPurchaseAt, to.firstPurchaseAt].filter((at) => at !== null);
  const last = [from.lastPurchaseAt, to.lastPurchaseAt].filter((at) => at !== null);
  return {
    purchaseCount: from.purchaseCount + to.purchaseCount,
    firstPurchaseAt: first.length > 0 ? Math.min(...first) : null,
    lastPurchaseAt: last.length > 0 ? Math.max(...last) : null,
    lastActiveAt: Math.max(from.lastActiveAt, to.lastActiveAt),
    optIns: [...new Set([...to.optIns, ...from.optIns])],
    audiences: [...new Set([...to.audiences, ...from.audiences])],
  };
}
