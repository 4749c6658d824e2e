import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Asset } from '../asset.ts';
import { because, type FieldCode } from '../field-code.ts';
import { AssetName, anyOf, choicesMax, Label, Name, PartyId } from './field.ts';
import { canonicalScope } from './scope.ts';

/** Where a cap counts, in the order in which caps are applied: receipts, then what many wallets share. */
export const capPers = ['receipt', 'member', 'merchant', 'all'] as const;
export type CapPer = (typeof capPers)[number];

/** How long a cap or a counter counts, in local time; `campaign` from the campaign's start to its end. */
export const windows = ['campaign', 'ever', 'day', 'week', 'month', 'year'] as const;
export type Window = (typeof windows)[number];

/** A year's programme is larger than one operation: budgets of 50 million exist (S4-07). */
export const limitMax = 1_000_000_000_000;
const Limit = z.int().min(1).max(limitMax);

const place = { merchant: anyOf(PartyId), sector: anyOf(Label) };
const fields = {
  rules: z.array(Name).min(1).max(choicesMax).optional(),
  group: Name.optional(),
  scope: z.strictObject({ ...place, not: z.strictObject(place).optional() }).default({}),
  per: z.enum(capPers).default('receipt'),
  window: z.enum(windows).default('campaign'),
  amountMinor: Limit.optional(),
  count: Limit.optional(),
  members: Limit.optional(),
  onLimit: z.enum(['clip', 'skip']).default('clip'),
};

/** A cap as written in a base document; it covers the campaigns' rules too (S1-06). No campaign is its window. */
export const CapSchema = z
  .strictObject({ ...fields, window: z.enum(windows).optional(), asset: AssetName.default('cashback') })
  .superRefine((cap, context) => {
    refuseUnclear(cap, context);
    if (cap.per === 'receipt') return;
    if (cap.window === undefined) fault(context, 'window', 'required');
    if (cap.window === 'campaign') fault(context, 'window', 'not-allowed');
  })
  .transform(({ window = 'campaign', ...cap }) => ({ ...cap, window }));
export type Cap = z.infer<typeof CapSchema>;

/** A cap of a campaign covers that campaign's rules; its asset is the campaign's unless it names another. */
export const CampaignCapSchema = z
  .strictObject({ ...fields, asset: AssetName.optional() })
  .superRefine((cap, context) => refuseUnclear(cap, context));
export type CampaignCap = z.infer<typeof CampaignCapSchema>;

type Unclear = Pick<Cap, 'rules' | 'group' | 'per' | 'amountMinor' | 'count' | 'members'>;

/** One limit, on rules or on a group; members are counted where many meet, receipts not within one. */
function refuseUnclear(cap: Unclear, context: z.RefinementCtx): void {
  const limits = (['amountMinor', 'count', 'members'] as const).filter((unit) => cap[unit] !== undefined);
  if (limits.length === 0) fault(context, 'amountMinor', 'required');
  const refused = new Set<string>(limits.slice(1));
  if (cap.rules && cap.group !== undefined) refused.add('group');
  if (cap.count !== undefined && cap.per === 'receipt') refused.add('count');
  if (cap.members !== undefined && (cap.per === 'receipt' || cap.per === 'member')) refused.add('members');
  for (const field of refused) fault(context, field, 'not-allowed');
}

const fault = (context: z.RefinementCtx, at: string, code: FieldCode) =>
  context.addIssue({ code: 'custom', path: [at], ...because(code) });

export type CapUnit = 'minor' | 'count' | 'members';
export const unitOf = (cap: Unclear): CapUnit =>
  cap.members !== undefined ? 'members' : cap.count !== undefined ? 'count' : 'minor';

/**
 * What a cap is called in counters, limits and explanations. It comes from what the cap counts, not from its place in
 * the document nor from how much it allows: a limit raised in the middle of a month goes on from what was used.
 */
export function capIdOf(cap: (Cap | CampaignCap) & { readonly asset: Asset }, campaignId: string): string {
  const covers = cap.rules ? ['rules', ...cap.rules.toSorted()] : cap.group !== undefined ? ['group', cap.group] : [];
  const counts = [campaignId, covers, canonicalScope(cap.scope), cap.asset, cap.per, cap.window, unitOf(cap)];
  const window = cap.per === 'receipt' ? '' : `-${cap.window}`;
  return `${campaignId === '' ? '' : `${campaignId}/`}cap-${cap.per}${window}-${shortHash(JSON.stringify(counts))}`;
}

/** 32 bits: names within one wallet or one document, at most some hundred of them. */
export const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8);
