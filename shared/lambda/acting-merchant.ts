import type { FieldError } from '../contract/problem.ts';
import type { Instant } from '../domain/instant.ts';
import { actingFor, type Caller } from '../domain/key.ts';
import type { Merchant } from '../domain/merchant.ts';
import { requestMaxMs, skewMaxMs } from '../domain/time-matters.ts';
import { findMerchant } from '../store/merchant.ts';
import { cacheLiveMs, type Platform } from './platform.ts';
import { malformed, problem } from './problem.ts';

type Asking = { readonly platform: Platform; readonly caller: Caller };

/**
 * The merchant that an operation is for, from the credential and `merchantId` (api.md §1).
 * Throws `merchant-not-in-scope` for any that is not the caller's, existing or not; 400 when it must be named.
 * @param place where the request names it
 */
export async function actingMerchant(
  { platform, caller }: Asking,
  named: string | undefined,
  place: Pick<FieldError, 'pointer' | 'parameter'> = { pointer: '/merchantId' },
): Promise<Merchant> {
  const acting = actingFor(caller, named);
  if (acting.kind === 'must-name' || acting.kind === 'none') throw malformed([{ ...place, code: 'required' }]);
  const merchant = acting.kind === 'merchant' ? await knownMerchant(platform, acting.merchantId) : undefined;
  if (!merchant) {
    const detail = caller.kind === 'operator' ? '`merchantId` names a merchant that does not exist.' : undefined;
    throw problem('merchant-not-in-scope', { ...(detail && { detail }), errors: [{ ...place, code: 'not-allowed' }] });
  }
  return merchant;
}

/** As actingMerchant; undefined when an operator acts for none. */
export async function actingMerchantOrNone(asking: Asking, named: string | undefined): Promise<Merchant | undefined> {
  return actingFor(asking.caller, named).kind === 'none' ? undefined : actingMerchant(asking, named);
}

/** Whether a merchant was changed so lately that a duplicate under way may be decided by what it was before. */
export const hasJustChanged = ({ revision, updatedAt }: Merchant, now: Instant): boolean =>
  revision > 1 && updatedAt > now - cacheLiveMs - requestMaxMs - skewMaxMs;

/** A merchant by id, from the cache while it is fresh. */
export async function knownMerchant(
  { table, cachedMerchants, clock }: Platform,
  id: string,
): Promise<Merchant | undefined> {
  const now = clock.machine();
  const cached = cachedMerchants.get(id, now);
  if (cached) return cached;
  const found = await findMerchant(table, id);
  if (found) cachedMerchants.set(id, found, now);
  return found;
}
