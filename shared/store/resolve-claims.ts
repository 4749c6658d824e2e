import { type Claim, quantityOf } from '../domain/limit.ts';
import { skewMaxMs } from '../domain/time-matters.ts';
import type { Clock, LedgerPort } from './port.ts';
import { closing, grantedOf, settleClaim, settleLimits } from './settle-limits.ts';

/** Claims that one request resolves at a go: the till is waiting. */
const resolvesMax = 50;

type Resolving = { readonly port: LedgerPort; readonly clock: Clock };

/**
 * Resolves claims from the entries of their wallets: settled when the entry stands, given back when it does not and
 * their lease is over, each by a write on condition that the claim is unchanged (design §4 "Budgets"). An expired claim
 * is not free before that.
 * @returns whether any is open no more
 */
export async function resolveClaims(
  resolving: Resolving,
  limitId: string,
  prints: ReadonlySet<string>,
): Promise<boolean> {
  let hasChanged = false;
  for (const print of [...prints].slice(0, resolvesMax)) {
    if (await resolveClaim(resolving, limitId, print)) hasChanged = true;
  }
  return hasChanged;
}

async function resolveClaim({ port, clock }: Resolving, limitId: string, print: string): Promise<boolean> {
  const claim = await port.findClaim(limitId, print);
  // Since the shards were read.
  if (!claim || claim.settledAt !== null) return true;
  const entry = await findEntryOf(port, claim);
  if (entry) {
    await settleLimits(port, entry);
    const standing = await port.findClaim(limitId, print);
    // Another head wanted something of this limit; the one that the entry stands on did not.
    if (!standing || standing.settledAt !== null) return true;
    return settleClaim(port, standing, entry, grantedOf(entry, limitId));
  }
  if (claim.leasedUntil + skewMaxMs >= clock.machine()) return false;
  const given = await port.transact([{ kind: 'unclaim', claim }, ...closing(claim, [])]);
  return given.kind === 'written' && quantityOf(claim.parts) > 0;
}

/** The entry that the claim was made for, if it came. */
async function findEntryOf(port: LedgerPort, { walletId, after, print }: Claim) {
  const head = await port.head(walletId);
  if (!head || head.sequence <= after) return undefined;
  const later = await port.list(walletId, { from: head.sequence, above: after, since: 0 });
  const own = later.find(({ prints }) => prints.print === print);
  return own && port.get(walletId, own.sequence);
}
