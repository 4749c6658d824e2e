import { creditAwards } from './credit.ts';
import { changeOf, type Decision, full, type Other, refuse } from './decision.ts';
import { sumOf } from './draw.ts';
import type { Credit, Posting } from './effects.ts';
import { accountsByReward, engineNumber, takesWhatIsGiven } from './engine.ts';
import type { Place, Returned } from './event.ts';
import { decideKept, type Kept, type KeptVerdict, type PastPurchase } from './kept.ts';
import { sumPostings } from './posting.ts';
import { isInTime } from './purchase.ts';
import { type Refund, refundsOf } from './refunds.ts';
import { leftOf, linesOf, type Returning } from './return-lines.ts';
import { addRepaid, addReturned, listStaying, stayingIn } from './returned-so-far.ts';
import { unspend } from './reversal.ts';
import type { Moment, ReturnPolicy } from './rules.ts';
import { grantsOf } from './ruleset/grants.ts';
import type { Staying } from './ruleset/staying.ts';
import type { LimitUse } from './ruleset/verdict.ts';
import type { Settled } from './settle.ts';
import { openSuccessor } from './successor.ts';
import { takeOff } from './take-off.ts';
import { undo } from './undo.ts';
import { differenceOf, takingsOf } from './unearn.ts';

/** What became of a purchase before this return. */
export type Amended = { readonly soFar: Kept; readonly isReversed: boolean; readonly by: number };

export type ReturnPurchase = Pick<Place, 'tillId' | 'receiptNumber' | 'occurredAt'> & {
  readonly purchase: PastPurchase;
  readonly amended: Amended;
  readonly returning: Returning;
  readonly reason: 'customer' | 'void';
  readonly ceilingMinor: number | null;
  readonly lateLimitMs: number;
};

/**
 * Takes back part of a purchase, or all (api.md §2 "Returns", I10, I11): refunds the wallet's share to the lots it came
 * from, decides the kept part alone again and posts the difference to what was given so far. No other purchase changes.
 * Refuses `cancelled`, `nothing-to-return`, `over-returned`, `ceiling-exceeded`, `occurred-at-out-of-range`.
 * @param mergedInto the wallet that everything went to: it takes the value, this one the mark (design §4)
 */
export function returnPurchase(wallet: Settled, command: ReturnPurchase, at: Moment, mergedInto?: Other): Decision {
  const successor = openSuccessor(mergedInto, at.engine);
  const { purchase, amended, ceilingMinor } = command;
  const { event, sequence, walletId } = purchase.entry;
  if (amended.isReversed) return refuse('cancelled');
  if (!isInTime(command.occurredAt, at.now, command.lateLimitMs)) return refuse('occurred-at-out-of-range');
  const lines = linesOf(leftOf(purchase, amended.soFar), command.returning, at.engine);
  if ('refusal' in lines) return { kind: 'refused', refusal: lines.refusal };
  const amountMinor = sumOf(lines);
  if (ceilingMinor !== null && amountMinor > ceilingMinor) return refuse('ceiling-exceeded', { ceilingMinor });

  const policy = purchase.rules.policyFor(event.merchantId, event.sector).returns;
  const isGone = wallet.status === 'closed' && successor === undefined;
  const refunds = isGone ? [] : refundsOf(purchase, amended.soFar, amountMinor, policy.refund);
  const soFar = addReturned(amended.soFar, lines, amountMinor, refunds);
  // Never more than what was left of a shared limit: others may have what came back of it.
  const kept: Kept = { ...soFar, ...(amended.soFar.grants ? { grants: amended.soFar.grants } : {}) };
  const before = decideKept(purchase, amended.soFar);
  const decideAfter = (staying: Staying) =>
    decideRest(purchase, { ...kept, staying: listStaying(staying) }, before, at.engine);
  const bearer = successor ?? { wallet, sequence: at.sequence };
  const value = isGone
    ? { ...nothingBooked, after: decideAfter(stayingIn(kept)), staying: stayingIn(kept) }
    : book(
        bearer.wallet,
        command,
        { before, decideAfter, refunds, policy },
        { ...at, sequence: bearer.sequence },
        !!successor,
      );
  if (value === null) return full('lots');

  const { clawbacks, growth, after, staying, ...effects } = value;
  const repaid = accountsByReward(at.engine ?? engineNumber) ? addRepaid(soFar.repaid, growth) : [];
  const returned: Returned = {
    kind: 'returned',
    of: sequence,
    previous: amended.by,
    merchantId: event.merchantId,
    ...{ tillId: command.tillId, receiptNumber: command.receiptNumber, occurredAt: command.occurredAt },
    reason: command.reason,
    lines,
    amountMinor,
    walletMinor: soFar.walletMinor - amended.soFar.walletMinor,
    clawbacks,
    soFar: { ...soFar, repaid, staying: listStaying(staying) },
    grants: grantsOf(after, at.engine),
    otherWalletId: successor?.walletId ?? '',
    otherSequence: successor?.sequence ?? 0,
  };
  const mark = { amendments: [{ of: sequence, by: at.sequence }] };
  if (!successor) return { kind: 'accepted', change: changeOf(returned, { ...effects, ...mark }) };
  const carried = { kind: 'carried' as const, otherWalletId: walletId, sequence: at.sequence, cancelledCount: 0 };
  return { kind: 'accepted', change: changeOf(returned, mark), otherChange: changeOf(carried, effects) };
}

/** Decides the part that is kept; never more of a shared limit than was taken of it: others may have what was left. */
function decideRest(purchase: PastPurchase, kept: Kept, before: KeptVerdict | null, engine = engineNumber) {
  const after = decideKept(purchase, kept);
  const had = new Map((before?.limits ?? []).map(({ limitId, taken }) => [limitId, taken]));
  const isOver = ({ limitId, taken }: LimitUse) => taken > (had.get(limitId) ?? 0);
  const over = (after?.limits ?? []).filter(isOver).map(({ limitId }) => limitId);
  if (over.length === 0 || !takesWhatIsGiven(engine)) return after;
  const grants = (kept.grants ?? purchase.entry.event.grants).map((grant) =>
    over.includes(grant.limitId) ? { ...grant, quantity: had.get(grant.limitId) ?? 0 } : grant,
  );
  return decideKept(purchase, { ...kept, grants });
}

const nothingGiven = { awards: [], uses: [] };
const nothingBooked = {
  draws: [],
  credits: [] as Credit[],
  postings: [] as Posting[],
  clawbacks: [],
  growth: [] as Credit[],
  counters: [],
};

type Decided = {
  readonly before: KeptVerdict | null;
  readonly decideAfter: (staying: Staying) => KeptVerdict | null;
  readonly refunds: readonly Refund[];
  readonly policy: ReturnPolicy;
};

/** What a return does to the wallet that bears it; null when that has no room. */
function book(
  wallet: Settled,
  { purchase, amended }: ReturnPurchase,
  { before, decideAfter, refunds, policy }: Decided,
  at: Moment,
  elsewhere: boolean,
) {
  const { merchantId } = purchase.entry.event;
  const counters = new Map(wallet.counters.map((counter) => [counter.key, counter]));
  const own = elsewhere ? 0 : purchase.entry.sequence;
  const asking = {
    counters,
    why: 'return' as const,
    engine: at.engine,
    sequence: own,
    stayed: stayingIn(amended.soFar),
  };
  const { after, givenBack, staying } = takeOff(purchase, before ?? nothingGiven, decideAfter, asking);
  const [had, keeps] = [before?.awards ?? [], after?.awards ?? []];
  const { repaid } = amended.soFar;
  const asked = { now: at.now, engine: at.engine, repaid: { before: repaid, after: repaid } };
  const difference = differenceOf(purchase, had, keeps, asked);
  const refund = unspend(
    merchantId,
    refunds.map(({ movement }) => movement),
    elsewhere,
  );
  const takings = [...difference.takings, ...takingsOf(purchase, givenBack.takenBack, had, keeps, asked)];
  const undoing = {
    sequence: at.sequence,
    now: at.now,
    graceDays: policy.graceDays,
    clawback: policy.clawback,
    engine: at.engine,
  };
  const more = creditAwards(wallet, at.sequence, merchantId, difference.awards, refund.puts.length);
  if (more === null) return null;
  const undone = undo(wallet, [{ ...refund, takings }], undoing, more.credits);
  return {
    draws: undone.draws,
    credits: undone.credits,
    postings: sumPostings([...undone.postings, ...more.postings]),
    clawbacks: undone.clawbacks,
    /** What it gives more of some rewards. */
    growth: more.credits,
    counters: givenBack.counters,
    after,
    staying,
  };
}
