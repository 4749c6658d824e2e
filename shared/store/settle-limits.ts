import type { Entry } from '../domain/entry.ts';
import { type Granted, takenOf } from '../domain/granted.ts';
import { addParts, type Claim, keepOf, type LimitPart, quantityOf, type Stake } from '../domain/limit.ts';
import { type LedgerPort, type ShardWrite, StoreFault, type Write } from './port.ts';

/** Goes at one write, each after reading what stands; more is left to whoever asked. */
const triesMax = 8;

/**
 * Brings into the shared limits what an entry takes of them, or what it leaves of an earlier one's: a return, a
 * cancellation. By sequence and only upwards, so that it may be done twice, late, in any order and by anybody
 * (design §4 "Budgets"). Throws StoreFault `unavailable` when others are in the way all the time.
 */
export async function settleLimits(port: LedgerPort, entry: Entry): Promise<void> {
  const { event, walletId } = entry;
  switch (event.kind) {
    case 'opened':
    case 'purchased':
      for (const { limitId } of event.grants) await settleGrant(port, entry, limitId);
      return;
    case 'returned':
      return amend(port, walletId, event.of, entry, event.grants);
    case 'cancelled':
      for (const target of event.targets) {
        const stays = event.stays.filter(({ of }) => of === target);
        await amend(port, walletId, target, entry, stays);
      }
      if (event.returnOf > 0) await amend(port, walletId, event.returnOf, entry, event.grants);
  }
}

/** What an entry takes of a limit. */
export function grantedOf({ event }: Pick<Entry, 'event'>, limitId: string): number {
  const grants = event.kind === 'opened' || event.kind === 'purchased' ? event.grants : [];
  return takenIn(grants, limitId);
}

function takenIn(grants: readonly Granted[], limitId: string): number {
  const grant = grants.find((one) => one.limitId === limitId);
  return grant ? takenOf(grant) : 0;
}

async function settleGrant(port: LedgerPort, entry: Entry, limitId: string): Promise<void> {
  await trying(async () => {
    if (await port.findStake(limitId, entry.walletId, entry.sequence)) return true;
    const claim = await port.findClaim(limitId, entry.prints.print);
    // Nothing was to be had; or the key is used again by now, for something else.
    if (!claim || claim.settledAt !== null || claim.after >= entry.sequence) return true;
    return settleClaim(port, claim, entry, grantedOf(entry, limitId));
  });
}

/** Makes of a claim what its entry takes; false when the claim has changed or others were in the way. */
export async function settleClaim(port: LedgerPort, claim: Claim, entry: Entry, quantity: number): Promise<boolean> {
  const { limitId, capacity, until } = claim;
  const { walletId, sequence } = entry;
  const kept = keepOf(claim.parts, quantity);
  if (quantityOf(kept) !== quantity) throw new Error(`entry ${sequence} took more of ${limitId} than was claimed`);
  const stake: Stake = { limitId, capacity, walletId, sequence, applied: sequence, parts: kept, until };
  const settled = await port.transact([
    settledClaim(claim, entry),
    { kind: 'stake', stake, before: null },
    ...closing(claim, kept),
  ]);
  return settled.kind === 'written';
}

/** Kept by its key: who comes late with the same key learns that its entry stands. */
const settledClaim = (claim: Claim, { recordedAt }: Entry): Write => ({
  kind: 'claim',
  claim: { ...claim, parts: [], settledAt: recordedAt, revision: claim.revision + 1 },
  before: claim.revision,
});

/** What shards get back of a claim that is open no more. */
export const closing = ({ limitId, print, parts, until }: Claim, kept: readonly LimitPart[]): ShardWrite[] =>
  parts.map(({ shard, quantity }) => {
    const add = (kept.find((part) => part.shard === shard)?.quantity ?? 0) - quantity;
    return { kind: 'shard', limitId, shard, add, most: null, opens: null, closes: print, until };
  });

/** What is left to a purchase of its limits after a later entry; more than before only if that entry has claimed it. */
async function amend(
  port: LedgerPort,
  walletId: string,
  of: number,
  by: Entry,
  grants: readonly Granted[],
): Promise<void> {
  const purchase = await port.get(walletId, of);
  if (purchase?.event.kind !== 'purchased') return;
  const isUndone = by.event.kind === 'cancelled' && by.event.returnOf === of;
  for (const { limitId } of purchase.event.grants) {
    await settleGrant(port, purchase, limitId);
    const quantity = takenIn(grants, limitId);
    await trying(async () => {
      const stake = await port.findStake(limitId, walletId, of);
      if (!stake) return true;
      // Only a return that is undone has claimed something.
      const claim = isUndone ? await port.findClaim(limitId, by.prints.print) : undefined;
      const more = claim && claim.settledAt === null ? claim : undefined;
      // A later entry was brought first: what was claimed for this one is free.
      if (stake.applied >= by.sequence) return more === undefined || settleClaim(port, more, by, 0);
      return (await port.transact(amending(stake, by, quantity, more))).kind === 'written';
    });
  }
}

function amending(stake: Stake, by: Entry, quantity: number, claim: Claim | undefined): Write[] {
  const { limitId, until } = stake;
  const more = keepOf(claim?.parts ?? [], Math.max(0, quantity - quantityOf(stake.parts)));
  const kept = keepOf(addParts(stake.parts, more), quantity);
  const back = stake.parts.flatMap(({ shard, quantity: had }): ShardWrite[] => {
    const add = Math.min(0, (kept.find((part) => part.shard === shard)?.quantity ?? 0) - had);
    return add === 0 ? [] : [{ kind: 'shard', limitId, shard, add, most: null, opens: null, closes: '', until }];
  });
  return [
    { kind: 'stake', stake: { ...stake, applied: by.sequence, parts: kept }, before: stake.applied },
    ...back,
    ...(claim ? [settledClaim(claim, by), ...closing(claim, more)] : []),
  ];
}

async function trying(act: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < triesMax; tries += 1) if (await act()) return;
  throw new StoreFault('unavailable');
}
