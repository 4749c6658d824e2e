import * as z from 'zod';
import { assets } from '../domain/asset.ts';
import { across } from '../domain/field-code.ts';
import type { Instant } from '../domain/instant.ts';
import { amountMaxMinor } from '../domain/money.ts';
import { channels } from '../domain/purchase-line.ts';

/** References, reasons, receipt numbers: no personal text can enter the ledger through them (api.md §2). */
export const Reference = z
  .string()
  .regex(/^[A-Za-z0-9._:/-]{1,64}$/)
  .describe('Letters, digits and `._:/-`, 1 to 64');

/** The operator's own names of merchants, sponsors, campaigns … (`operator` stands for itself and is reserved). */
export const slugPattern = /^[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$/;
export const Slug = z.string().regex(slugPattern).describe('Lower-case letters, digits and hyphens, 1 to 48');

export const AmountMinor = z.int().min(0).max(amountMaxMinor).describe('Minor units of the ecosystem’s currency');
export const PositiveMinor = z.int().min(1).max(amountMaxMinor).describe('Minor units, at least 1');
/** Sums and balances in answers: no bound of their own. */
export const SumMinor = z.int().describe('Minor units');
export const Currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .describe('ISO 4217');

export const AssetName = z.enum(assets);
export const AssetChoice = z.array(AssetName).min(1).max(assets.length).refine(isDistinct, across('repeated'));
export const ChannelName = z.enum(channels);

export const WalletId = z.string().regex(/^wal_[a-z2-7]{26}$/);
export const opaqueId = (prefix: string) => z.string().regex(new RegExp(`^${prefix}_[A-Za-z0-9_-]{20,60}$`));

export { DisplayName } from '../domain/display-name.ts';
export { earliestTime, InstantText, latestTime, readInstant } from '../domain/rfc3339.ts';

/** RFC 3339 in an answer, UTC. */
export const Timestamp = z.string().meta({ format: 'date-time', example: '2026-03-14T13:00:00.000Z' });
export const timestamp = (at: Instant): string => new Date(at).toISOString();
export const timestampOrNull = (at: Instant | null): string | null => (at === null ? null : timestamp(at));

export const pageDefault = 25;
export const pageMax = 100;
export const PageQuery = z.strictObject({
  limit: z
    .string()
    .regex(/^[1-9]\d{0,2}$/)
    .transform(Number)
    .pipe(z.int().min(1).max(pageMax))
    .default(pageDefault),
  cursor: z.string().min(1).max(512).optional(),
});
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ data: z.array(item), nextCursor: z.string().nullable() });

export function isDistinct(list: readonly unknown[]): boolean {
  return new Set(list).size === list.length;
}
