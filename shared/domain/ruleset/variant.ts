import { createHash } from 'node:crypto';
import { wholeBps } from '../money.ts';
import type { Variant } from './campaign.ts';

/** Where a wallet falls in a campaign, 0 to 9,999: the same for ever, and apart for each campaign. */
export function bucketOf(campaignId: string, walletId: string): number {
  const digest = createHash('sha256').update(`${campaignId}:${walletId}`).digest();
  return Number(digest.readBigUInt64BE(0) % BigInt(wholeBps));
}

/** The variant of a wallet: shares are laid end to end in the order in which the campaign lists them (S5-10). */
export function variantOf(campaignId: string, variants: readonly Variant[], walletId: string): Variant {
  const bucket = bucketOf(campaignId, walletId);
  let end = 0;
  for (const variant of variants) {
    end += variant.shareBps;
    if (bucket < end) return variant;
  }
  return variants.at(-1)!;
}
