import type { Ecosystem } from '../domain/ecosystem.ts';
import type { Entry } from '../domain/entry.ts';
import type { IdentifierKeys } from '../domain/identifier.ts';
import { secondMs } from '../domain/instant.ts';
import type { Merchant } from '../domain/merchant.ts';
import type { Table } from '../store/client.ts';
import { openLedger } from '../store/entries.ts';
import type { StoredKey } from '../store/key.ts';
import type { Clock, Ledger } from '../store/port.ts';
import { type RulesetsInForce, rulesetsInForce } from '../store/rulesets-in-force.ts';
import { type BoundedCache, boundedCache } from './bounded-cache.ts';
import { type CompiledRuleset, compileRuleset } from './compile-ruleset.ts';
import type { VerifyToken } from './token.ts';

/** Half of the 60 s within which a revocation must be effective: all caches on the way together (design §8). */
export const cacheLiveMs = 30 * secondMs;
const keysCachedMax = 1_000;
const merchantsCachedMax = 1_000;
/** Heads that an earn may try at once: a till's next sale comes soon or not at all. */
const headLiveMs = 30 * secondMs;
const headsHeldMax = 1_000;

/** Lines of the log: names and figures only; never bodies, headers or messages of foreign errors. */
export type Log = Record<
  'info' | 'error',
  (message: string, fields: Readonly<Record<string, string | number>>) => void
>;

/** What a function stands on; one per function instance, one per test. */
export type Platform = {
  readonly ecosystem: Ecosystem;
  readonly table: Table;
  readonly ledger: Ledger;
  readonly keys: IdentifierKeys;
  readonly clock: Clock;
  readonly log: Log;
  readonly verifyToken: VerifyToken;
  readonly cachedKeys: BoundedCache<StoredKey>;
  readonly cachedMerchants: BoundedCache<Merchant>;
  readonly rulesets: RulesetsInForce<CompiledRuleset>;
  /** The last entry that this function wrote of a wallet: where an earn begins, never what a refusal is answered from. */
  readonly heads: BoundedCache<Entry>;
};

type Parts = Omit<Platform, 'cachedKeys' | 'cachedMerchants' | 'rulesets' | 'heads' | 'ledger'> &
  Partial<Pick<Platform, 'ledger'>>;

/**
 * Completes a platform with its caches. A sandbox's settings show at once: of merchants nothing is kept there. The
 * ledger is the table's, unless another is given.
 */
export function platformOf(parts: Parts): Platform {
  const { table, ecosystem, clock } = parts;
  const { lateLimitMs } = ecosystem.limits;
  const merchantLiveMs = ecosystem.sandbox ? 0 : cacheLiveMs;
  return {
    ledger: openLedger(table),
    ...parts,
    cachedKeys: boundedCache(cacheLiveMs, keysCachedMax),
    cachedMerchants: boundedCache(merchantLiveMs, merchantsCachedMax),
    heads: boundedCache(headLiveMs, headsHeldMax),
    rulesets: rulesetsInForce(
      table,
      (version, body) => compileRuleset(version, body?.document, { campaigns: body?.campaigns ?? [], lateLimitMs }),
      { sandbox: ecosystem.sandbox, machine: clock.machine },
    ),
  };
}
