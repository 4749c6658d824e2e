import * as z from 'zod';
import { windows } from '../domain/ruleset/cap.ts';
import { AssetName, opaqueId, PageQuery, pageOf, SumMinor, Timestamp, WalletId } from './field.ts';
import { operation } from './operation.ts';

/** How far the wallet is towards a threshold. */
export const ThresholdProgress = z.object({
  ruleId: z.string(),
  asset: AssetName,
  of: z.enum(['spend', 'quantity', 'purchases', 'merchants']),
  target: z.int(),
  /** Left out where it would tell a merchant of purchases at others. */
  progress: z.int().optional(),
  amountMinor: SumMinor,
  repeat: z.enum(['once', 'each']),
  window: z.enum(windows),
  /** When counting begins anew (of a campaign that comes, after its start), or the campaign ends; null for never. */
  periodEndsAt: Timestamp.nullable(),
});

/** A campaign that runs or comes, as it is to this wallet. */
export const Offer = z.object({
  campaignId: opaqueId('cmp'),
  name: z.string(),
  status: z.enum(['running', 'coming']),
  startsAt: Timestamp,
  endsAt: Timestamp,
  /** Whether it is to be activated, and whether it is. */
  optIn: z.boolean(),
  optedIn: z.boolean(),
  /**
   * Nothing that the wallet is stands in the way, and something is left of the budget: the rest depends on what is
   * bought, where and when.
   */
  eligible: z.boolean(),
  thresholds: z.array(ThresholdProgress),
});

export const OptInRequest = z.strictObject({ campaignId: opaqueId('cmp') });
export const OptIn = z.object({ walletId: WalletId, campaignId: opaqueId('cmp'), optedIn: z.literal(true) });

const WalletParams = z.strictObject({ id: WalletId });
const takingPart = { scopes: ['optin:write'], groups: ['operator'] } as const;

export const ListOffers = operation({
  operationId: 'listOffers',
  method: 'GET',
  path: '/v1/wallets/{id}/offers',
  area: 'offer',
  summary: 'Campaigns that run or come for this wallet: eligible, opted in, progress',
  allowed: { scopes: ['wallet:read'], groups: ['operator', 'support'] },
  params: WalletParams,
  query: PageQuery,
  success: { status: 200, body: pageOf(Offer) },
});

export const PostOptIn = operation({
  operationId: 'optIn',
  method: 'POST',
  path: '/v1/wallets/{id}/opt-ins',
  area: 'offer',
  summary: 'Take part in a campaign that asks for it; counts for what is recorded from now on',
  allowed: takingPart,
  params: WalletParams,
  body: OptInRequest,
  success: { status: 200, body: OptIn },
});

export const DeleteOptIn = operation({
  operationId: 'optOut',
  method: 'DELETE',
  path: '/v1/wallets/{id}/opt-ins/{campaignId}',
  area: 'offer',
  summary: 'Take part no more; what was earned stays',
  allowed: takingPart,
  params: z.strictObject({ id: WalletId, campaignId: opaqueId('cmp') }),
  success: { status: 204, body: null },
});
