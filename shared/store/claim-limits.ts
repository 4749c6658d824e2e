import type { RequestPrints } from '../domain/entry.ts';
import type { Instant } from '../domain/instant.ts';
import {
  addParts,
  type Claim,
  firstShard,
  type LimitPart,
  type LimitShard,
  leaseMs,
  limitShardsMax,
  openClaimsMax,
  quantityOf,
  roomsOf,
  shareOfShard,
  takeFrom,
} from '../domain/limit.ts';
import type { Grants } from '../domain/rules.ts';
import type { LimitUse } from '../domain/ruleset/verdict.ts';
import type { Settings } from './intent.ts';
import { type Clock, type LedgerPort, type ShardWrite, StoreFault, type Write } from './port.ts';
import { resolveClaims } from './resolve-claims.ts';

/** A request that wants something of shared limits, and what it has claimed of them so far. */
export type Claiming = {
  readonly port: LedgerPort;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly walletId: string;
  readonly prints: Pick<RequestPrints, 'print'>;
  readonly claims: Map<string, Claim>;
};

/** Goes at one limit before the request is tried from the beginning. */
const triesMax = 8;
const jitterMs = 40;

/**
 * Reserves what a decision wants of shared limits, before its entry is written (design §4 "Budgets"): what is granted,
 * by limit; undefined when the request must be tried anew. A claim found under the key is renewed and never lowered:
 * another function may be using it. Every shard is tried, and claims that died are resolved, before less is granted.
 * @param after the newest entry that the decision is taken on
 */
export async function claimLimits(
  claiming: Claiming,
  wants: readonly LimitUse[],
  after: number,
): Promise<Grants | undefined> {
  const granted = new Map<string, number>();
  for (const want of wants) {
    const parts = await claimLimit(claiming, want, after);
    if (parts === undefined) return undefined;
    granted.set(want.limitId, quantityOf(parts));
  }
  return granted;
}

async function claimLimit(
  claiming: Claiming,
  want: LimitUse,
  after: number,
): Promise<readonly LimitPart[] | undefined> {
  const { port, clock, settings, walletId, prints, claims } = claiming;
  const { limitId, capacity, wanted } = want;
  // Items live by the machine's clock: a sandbox may play a window that is long over.
  const until = want.until === null ? null : Math.max(want.until, clock.machine());
  const shards = settings.limitShards ?? limitShardsMax;
  const own = claims.get(limitId);
  if (own && quantityOf(own.parts) >= wanted) return own.parts;

  const first = firstShard(prints.print, capacity, shards);
  const claimed = async (parts: readonly LimitPart[], standing?: Claim): Promise<boolean> => {
    const leasedUntil = clock.machine() + leaseMs;
    const mine = { limitId, capacity, print: prints.print, walletId, after, leasedUntil, settledAt: null, until };
    const revision = (standing?.revision ?? 0) + 1;
    // A renewed claim reaches as far back as it did: its first function may have written the entry.
    const claim = { ...mine, after: standing?.settledAt === null ? standing.after : after, parts, revision };
    if (!(await written(port, writesOf(claim, standing, capacity, shards)))) return false;
    claims.set(limitId, claim);
    return true;
  };
  // At once, without a look, when nobody has claimed under this key and the first shard has it all.
  const atOnce = wanted <= shareOfShard(capacity, first, shards) ? [{ shard: first, quantity: wanted }] : undefined;
  if (!own && atOnce && (await claimed(atOnce))) return atOnce;

  for (let tries = 0; tries < triesMax; tries += 1) {
    const [found, standing] = await Promise.all([port.findClaim(limitId, prints.print), port.listShards(limitId)]);
    // Its entry stands: this request has been decided. A key that is forgotten since claims anew.
    const isForgotten = (found?.settledAt ?? 0) < clock.recording() - settings.idempotencyMs;
    if (found && found.settledAt !== null && !isForgotten) return undefined;
    const had = found?.settledAt === null ? found.parts : [];
    // Our own late claim landed between the two reads: what it took is not gone.
    const isBetween = had.length === 0 && standing.some(({ open }) => open.some(({ print }) => print === prints.print));
    if (isBetween) continue;
    const missing = Math.max(0, wanted - quantityOf(had));
    const more = takeFrom(roomsOf({ capacity, shards }, standing, first), missing);
    if (quantityOf(more) < missing && (await resolveClaims(claiming, limitId, expiredIn(standing, clock.machine()))))
      continue;
    const isFull = quantityOf(more) < missing && standing.some(({ open }) => open.length >= openClaimsMax);
    if (isFull) return undefined;
    const parts = addParts(had, more);
    if (parts.length === 0 && !found) return parts;
    if (await claimed(parts, found)) return parts;
    await clock.sleep(clock.random() * jitterMs);
  }
  return undefined;
}

/** Claims whose first lease is over; where a shard has no place for another, all of its. */
const expiredIn = (standing: readonly LimitShard[], now: Instant): Set<string> =>
  new Set(
    standing.flatMap(({ open }) =>
      open.filter(({ leasedUntil }) => leasedUntil <= now || open.length >= openClaimsMax).map(({ print }) => print),
    ),
  );

/** The claim over the one that stands, and what it adds to the shards. */
function writesOf(claim: Claim, standing: Claim | undefined, capacity: number, shards: number): Write[] {
  const { limitId, print, leasedUntil, until } = claim;
  const had = standing?.settledAt === null ? standing.parts : [];
  const taken = claim.parts.flatMap(({ shard, quantity }): ShardWrite[] => {
    const before = had.find((part) => part.shard === shard)?.quantity ?? 0;
    if (quantity === before) return [];
    const most = shareOfShard(capacity, shard, shards);
    const opens = before === 0 ? { print, leasedUntil } : null;
    return [{ kind: 'shard', limitId, shard, add: quantity - before, most, opens, closes: '', until }];
  });
  return [{ kind: 'claim', claim, before: standing?.revision ?? null }, ...taken];
}

/** Whether it surely stands; a claim without reply is looked for. */
async function written(port: LedgerPort, writes: readonly Write[]): Promise<boolean> {
  try {
    return (await port.transact(writes)).kind === 'written';
  } catch (fault) {
    if (fault instanceof StoreFault) return false;
    throw fault;
  }
}
