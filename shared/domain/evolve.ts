import type { Asset } from './asset.ts';
import type { Credit, Effects, Posting, Settlement } from './effects.ts';
import type { Event } from './event.ts';
import { isAvailable } from './expiry.ts';
import type { Instant } from './instant.ts';
import type { Lot, LotMovement } from './lot.ts';
import { type Amendment, amendmentsMax, type Owed, type WalletState } from './wallet.ts';

/** The wallet after an entry: settlement first, then what happened. Pure fold; needs no rules (promise 1). */
export function evolve(
  wallet: WalletState,
  entry: { sequence: number; recordedAt: Instant; settled: Settlement; event: Event; effects: Effects },
): WalletState {
  const before = evolveSettlement(wallet, entry.settled, entry.recordedAt);
  const { effects, event } = entry;
  const confirmed = event.kind === 'confirmed' ? confirm(before.lots, event.lotIds) : before.lots;
  const lots = credit(draw(confirmed, effects.draws), effects.credits);
  const holds =
    effects.endedHolds.length === 0
      ? before.holds
      : before.holds.filter((hold) => !effects.endedHolds.includes(hold.sequence));
  return {
    ...before,
    ...factsAfter(before, event, entry.recordedAt),
    lots,
    holds: effects.placedHold ? [...holds, effects.placedHold] : holds,
    owed: owe(before.owed, effects.postings),
    assetsSeen: see(before.assetsSeen, effects.credits),
    counters: count(before, effects, entry.recordedAt),
    amendments: amend(before.amendments, effects.amendments),
  };
}

/** The wallet once what had ended by itself is booked, and what was pending until `now` says that it is available. */
export function evolveSettlement(wallet: WalletState, settlement: Settlement, now: Instant): WalletState {
  const due = (lot: Lot) => lot.availability.kind !== 'available' && isAvailable(lot, now);
  const released = wallet.lots.some(due)
    ? wallet.lots.map((lot) => (due(lot) ? { ...lot, availability: { kind: 'available' as const } } : lot))
    : wallet.lots;
  const { endedHolds } = settlement;
  return {
    ...wallet,
    lots: draw(released, settlement.draws),
    holds: endedHolds.length === 0 ? wallet.holds : wallet.holds.filter((hold) => !endedHolds.includes(hold.sequence)),
  };
}

const confirm = (lots: readonly Lot[], lotIds: readonly string[]): readonly Lot[] =>
  lots.map((lot) => (lotIds.includes(lot.id) ? { ...lot, availability: { kind: 'available' as const } } : lot));

function draw(lots: readonly Lot[], draws: readonly LotMovement[]): readonly Lot[] {
  if (draws.length === 0) return lots;
  const taken = new Map<string, number>();
  for (const { lotId, amountMinor } of draws) taken.set(lotId, (taken.get(lotId) ?? 0) + amountMinor);
  return lots
    .map((lot) => (taken.has(lot.id) ? { ...lot, remainingMinor: lot.remainingMinor - taken.get(lot.id)! } : lot))
    .filter((lot) => lot.remainingMinor !== 0);
}

function credit(lots: readonly Lot[], credits: readonly Credit[]): readonly Lot[] {
  let after = lots;
  for (const { lotId, ruleId: _rule, repaidMinor: _repaid, amountMinor, ...terms } of credits) {
    if (amountMinor === 0) continue;
    const at = after.findIndex((lot) => lot.id === lotId);
    after =
      at < 0
        ? [...after, { id: lotId, ...terms, remainingMinor: amountMinor }]
        : after.with(at, { ...after[at]!, remainingMinor: after[at]!.remainingMinor + amountMinor });
  }
  return after;
}

/** A posting of −x on `owed` is a debt of x more. */
function owe(owed: readonly Owed[], postings: readonly Posting[]): readonly Owed[] {
  if (!postings.some((posting) => posting.account === 'owed')) return owed;
  const sums = new Map<Asset, number>(owed.map((debt) => [debt.asset, debt.amountMinor]));
  for (const { account, asset, amountMinor } of postings) {
    if (account === 'owed') sums.set(asset, (sums.get(asset) ?? 0) - amountMinor);
  }
  return [...sums].map(([asset, amountMinor]) => ({ asset, amountMinor })).filter((debt) => debt.amountMinor !== 0);
}

function see(seen: readonly Asset[], credits: readonly Credit[]): readonly Asset[] {
  const more = credits.map((given) => given.asset).filter((asset) => !seen.includes(asset));
  return more.length === 0 ? seen : [...new Set([...seen, ...more])];
}

/** Counters whose period and lateness are over leave; changed ones take their new value. */
function count(wallet: WalletState, effects: Effects, recordedAt: Instant): WalletState['counters'] {
  const live = wallet.counters.filter((counter) => counter.until === null || counter.until > recordedAt);
  if (effects.counters.length === 0) return live.length === wallet.counters.length ? wallet.counters : live;
  const changed = new Map(effects.counters.map((counter) => [counter.key, counter]));
  const kept = live.map((counter) => changed.get(counter.key) ?? counter);
  const known = new Set(live.map((counter) => counter.key));
  return [...kept, ...effects.counters.filter((counter) => !known.has(counter.key))].filter(
    (counter) => counter.values.length > 0,
  );
}

/** The newest amendment of an entry counts; the oldest leaves when the list is full. */
function amend(amendments: readonly Amendment[], changes: readonly Amendment[]): readonly Amendment[] {
  if (changes.length === 0) return amendments;
  const kept = amendments.filter((amendment) => !changes.some((change) => change.of === amendment.of));
  return [...kept, ...changes.filter((change) => change.by !== 0)].slice(-amendmentsMax);
}

const without = (ids: readonly string[], gone: readonly string[]) => ids.filter((id) => !gone.includes(id));

/** What only some kinds of event change. */
function factsAfter(wallet: WalletState, event: Event, recordedAt: Instant): Partial<WalletState> {
  switch (event.kind) {
    case 'purchased':
      return {
        lastActiveAt: recordedAt,
        purchaseCount: wallet.purchaseCount + 1,
        firstPurchaseAt: Math.min(wallet.firstPurchaseAt ?? event.occurredAt, event.occurredAt),
        lastPurchaseAt: Math.max(wallet.lastPurchaseAt ?? event.occurredAt, event.occurredAt),
      };
    case 'redeemed':
    case 'held':
    case 'captured':
      return { lastActiveAt: recordedAt };
    case 'cancelled': {
      const { purchaseCount, firstPurchaseAt, lastPurchaseAt } = event;
      return { purchaseCount, firstPurchaseAt, lastPurchaseAt };
    }
    case 'carried':
      return { purchaseCount: wallet.purchaseCount - event.cancelledCount };
    case 'blocked':
      return { status: 'blocked' };
    case 'unblocked':
      return { status: 'open' };
    case 'closed':
      return { status: 'closed' };
    case 'transferred-out':
      return { status: 'closed', successorId: event.otherWalletId };
    case 'transferred-in': {
      const { purchaseCount, firstPurchaseAt, lastPurchaseAt, lastActiveAt, optIns, audiences } = event;
      return { purchaseCount, firstPurchaseAt, lastPurchaseAt, lastActiveAt, optIns, audiences };
    }
    case 'opted-in':
      return { optIns: [...without(wallet.optIns, [event.subjectId, ...event.dropped]), event.subjectId] };
    case 'opted-out':
      return { optIns: without(wallet.optIns, [event.subjectId]) };
    case 'joined':
      return { audiences: [...without(wallet.audiences, [event.subjectId]), event.subjectId] };
    case 'left':
      return { audiences: without(wallet.audiences, [event.subjectId]) };
    default:
      return {};
  }
}
