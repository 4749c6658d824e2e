import { streamHandler } from '../../shared/lambda/stream-handler.ts';
import { noteFirstPurchase } from './note-first-purchase.ts';
import { noteReceipts } from './note-receipts.ts';
import { settleSharedLimits } from './settle-shared-limits.ts';

/** What follows from an entry, seconds after it; a new reaction is a file and a line here. */
export const reactions = [noteFirstPurchase, noteReceipts, settleSharedLimits];
export const handler = streamHandler(reactions);
