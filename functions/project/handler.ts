import { streamHandler } from '../../shared/lambda/stream-handler.ts';
import { announceCampaign } from './announce-campaign.ts';
import { noteFirstPurchase } from './note-first-purchase.ts';
import { noteReceipts } from './note-receipts.ts';
import { settleSharedLimits } from './settle-shared-limits.ts';

/** What follows from what was written, seconds after it; a new reaction is a file and a line here. */
export const reactions = {
  toEntries: [noteFirstPurchase, noteReceipts, settleSharedLimits],
  toCampaigns: [announceCampaign],
};
export const handler = streamHandler(reactions);
