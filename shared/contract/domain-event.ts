import * as z from 'zod';
import { opaqueId, SumMinor, Timestamp } from './field.ts';

/** A till's receipt stands on two wallets: a ticket was used twice, or two members share one. Nothing personal in it. */
export const ReceiptDuplicated = z.object({
  type: z.literal('receipt.duplicated'),
  /** When the last of them was recorded. */
  timestamp: Timestamp,
  data: z.object({
    merchantId: z.string(),
    tillId: z.string().optional(),
    receiptNumber: z.string(),
    /** The local day. */
    date: z.string().meta({ format: 'date' }),
    /** The purchases that name it, oldest first. */
    purchaseIds: z.array(opaqueId('pur')).min(2),
  }),
});

/** A campaign has given all of its budget; what comes later earns without it. */
export const BudgetExhausted = z.object({
  type: z.literal('campaign.budget-exhausted'),
  /** When the purchase that took the last of it was recorded. */
  timestamp: Timestamp,
  data: z.object({ campaignId: opaqueId('cmp'), budgetMinor: SumMinor }),
});

const campaign = { campaignId: opaqueId('cmp'), name: z.string(), startsAt: Timestamp, endsAt: Timestamp };

/** Purchases earn a campaign from now on: its dates have come, and the version that it was published in. */
export const CampaignStarted = z.object({
  type: z.literal('campaign.started'),
  timestamp: Timestamp,
  data: z.object(campaign),
});

/** And no longer: it is over, or was cancelled. */
export const CampaignEnded = z.object({
  type: z.literal('campaign.ended'),
  timestamp: Timestamp,
  data: z.object({ ...campaign, cancelled: z.boolean() }),
});

/**
 * What the ecosystem tells the world, on its bus and to webhooks (api.md §3 "Webhooks"). Delivered at least once: the
 * same fact has always the same `evt_` id, so that who has seen it can drop it.
 */
export type DomainEvent =
  | z.infer<typeof ReceiptDuplicated>
  | z.infer<typeof BudgetExhausted>
  | z.infer<typeof CampaignStarted>
  | z.infer<typeof CampaignEnded>;
