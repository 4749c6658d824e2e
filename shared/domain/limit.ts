import type { Instant } from './instant.ts';
import { requestMaxMs } from './time-matters.ts';

/** A limit that many wallets share is kept in this many parts, so that they do not all meet in one item (design §4). */
export const limitShardsMax = 8;
/** A claim outlives the function that made it, and what that function had sent: time-out, network and skew of clocks. */
export const leaseMs = 2 * requestMaxMs;
/** Claims of one shard that are not settled yet; a claimer that finds more settles some itself. */
export const openClaimsMax = 50;

/** So much of a limit, out of one of its shards. */
export type LimitPart = { readonly shard: number; readonly quantity: number };

/**
 * What a request has reserved of a shared limit before its entry is written, kept by its key: leased until the entry
 * settles it; gone when its lease is over and no entry came.
 */
export type Claim = {
  readonly limitId: string;
  /** The whole limit, as the request's version had it. */
  readonly capacity: number;
  /** Fingerprint of the request: who comes again under the key finds its claim. */
  readonly print: string;
  readonly walletId: string;
  /** The newest entry when it was made (−1 before an opening): the request's own comes after it. */
  readonly after: number;
  readonly parts: readonly LimitPart[];
  /** On the machines' clocks. */
  readonly leasedUntil: Instant;
  /** `recordedAt` of the entry that settled it, null while it is leased. */
  readonly settledAt: Instant | null;
  /** When the limit's window ends, or when it was claimed if that is later; null for never. Nothing is kept much longer. */
  readonly until: Instant | null;
  readonly revision: number;
};

/** What an entry takes of a shared limit for good. `applied` is the last entry that changed it: itself, a return, a cancellation. */
export type Stake = {
  readonly limitId: string;
  readonly capacity: number;
  readonly walletId: string;
  readonly sequence: number;
  readonly applied: number;
  readonly parts: readonly LimitPart[];
  readonly until: Instant | null;
};

/** One part of a limit: what is taken of it, claims included, and the claims that are not settled yet. */
export type LimitShard = {
  readonly shard: number;
  readonly taken: number;
  readonly open: readonly { readonly print: string; readonly leasedUntil: Instant }[];
};

/**
 * What of a limit is in a shard: the same for ever, and never less when the limit is raised, so that a change of the
 * limit needs no write.
 */
export const shareOfShard = (capacity: number, shard: number, shards: number): number =>
  Math.floor(capacity / shards) + (shard < capacity % shards ? 1 : 0);

/** Where a request begins to look: requests spread over the shards that have anything. */
export const firstShard = (print: string, capacity: number, shards: number): number =>
  Number.parseInt(print.slice(0, 8), 16) % Math.max(1, Math.min(capacity, shards));

/** Whether nothing is left of a limit; claims that are not settled yet count as taken. */
export const isExhausted = (capacity: number, standing: readonly LimitShard[]): boolean =>
  standing.reduce((sum, { taken }) => sum + taken, 0) >= capacity;

export const quantityOf = (parts: readonly LimitPart[]): number =>
  parts.reduce((sum, { quantity }) => sum + quantity, 0);

/** What is left of a limit in each of its shards, from the first one round; none where too many claims are open. */
export function roomsOf(
  limit: { readonly capacity: number; readonly shards: number },
  standing: readonly LimitShard[],
  first = 0,
): LimitPart[] {
  return Array.from({ length: limit.shards }, (_, nth) => {
    const shard = (first + nth) % limit.shards;
    const { taken = 0, open = [] } = standing.find((one) => one.shard === shard) ?? {};
    const left = shareOfShard(limit.capacity, shard, limit.shards) - taken;
    return { shard, quantity: open.length >= openClaimsMax ? 0 : Math.max(0, left) };
  });
}

/** Takes as much of `wanted` as there is: out of one shard when one has it all, else from each in turn. */
export function takeFrom(rooms: readonly LimitPart[], wanted: number): LimitPart[] {
  if (wanted === 0) return [];
  const whole = rooms.find(({ quantity }) => quantity >= wanted);
  if (whole) return [{ shard: whole.shard, quantity: wanted }];
  return keepOf(rooms, wanted);
}

/** Parts of both, one a shard. */
export function addParts(parts: readonly LimitPart[], more: readonly LimitPart[]): LimitPart[] {
  const sums = new Map<number, number>();
  for (const { shard, quantity } of [...parts, ...more]) sums.set(shard, (sums.get(shard) ?? 0) + quantity);
  return [...sums].map(([shard, quantity]) => ({ shard, quantity })).filter(({ quantity }) => quantity > 0);
}

/** The parts cut down to a quantity, the last ones first; they are as they are when they come to less. */
export function keepOf(parts: readonly LimitPart[], quantity: number): LimitPart[] {
  let left = quantity;
  return parts.flatMap((part) => {
    const kept = Math.min(left, part.quantity);
    left -= kept;
    return kept > 0 ? [{ shard: part.shard, quantity: kept }] : [];
  });
}
