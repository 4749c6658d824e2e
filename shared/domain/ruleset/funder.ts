import * as z from 'zod';
import { because } from '../field-code.ts';
import type { FundingShare } from '../lot.ts';
import { wholeBps } from '../money.ts';
import { isDistinct, PartyId } from './field.ts';

const fundersMax = 10;

const Who = z.union([
  z.enum(['merchant', 'operator']),
  z.strictObject({ merchant: PartyId }),
  z.strictObject({ sponsor: PartyId }),
]);
type Who = z.infer<typeof Who>;

/** Who pays for a reward: one party, or shares that make the whole (S1-25, S4-13). */
export const FunderSchema = z.union([
  Who,
  z
    .array(z.strictObject({ who: Who, shareBps: z.int().min(1).max(wholeBps) }))
    .min(1)
    .max(fundersMax)
    .refine((shares) => shares.reduce((sum, { shareBps }) => sum + shareBps, 0) === wholeBps, {
      ...because('shares-not-whole'),
    })
    .refine((shares) => isDistinct(shares.map(({ who }) => JSON.stringify(who))), because('repeated')),
]);
export type Funder = z.infer<typeof FunderSchema>;

export const sharesOf = (funder: Funder) => (Array.isArray(funder) ? funder : [{ who: funder, shareBps: wholeBps }]);

/** Whether the merchant of the purchase pays a part; at enrolment there is none. */
export const namesSellingMerchant = (funder: Funder): boolean => sharesOf(funder).some(({ who }) => who === 'merchant');

/** Shares by slug; a merchant that funds as itself and as the seller bears the sum. */
export function fundingOf(funder: Funder, sellingMerchantId: string): readonly FundingShare[] {
  const shares = new Map<string, number>();
  for (const { who, shareBps } of sharesOf(funder)) {
    const slug = slugOf(who, sellingMerchantId);
    shares.set(slug, (shares.get(slug) ?? 0) + shareBps);
  }
  return [...shares].map(([who, shareBps]) => ({ who, shareBps }));
}

function slugOf(who: Who, sellingMerchantId: string): string {
  if (who === 'merchant') return sellingMerchantId;
  if (who === 'operator') return 'operator';
  return 'merchant' in who ? who.merchant : who.sponsor;
}
