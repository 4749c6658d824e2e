import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '../domain/instant.ts';
import type { Table } from './client.ts';
import { receiptKey, receiptPartition } from './key-names.ts';

/** Purchases looked at of one receipt; honest ones have one. */
const holdersMax = 100;

/** A purchase that names a receipt; `isFree` once it is cancelled. */
export type ReceiptHolder = {
  readonly walletId: string;
  readonly sequence: number;
  readonly recordedAt: Instant;
  readonly isFree: boolean;
};

type HolderItem = ReturnType<typeof receiptKey> & { holder?: ReceiptHolder; guestId?: string };

/** Who holds a receipt: purchases of wallets, oldest first, and the guest basket. Seconds late for wallets. */
export async function listReceiptHolders(
  { client, name }: Table,
  receiptPrint: string,
): Promise<{ holders: ReceiptHolder[]; guestId: string | undefined }> {
  const query = new QueryCommand({
    TableName: name,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': receiptPartition(receiptPrint) },
    Limit: holdersMax,
    ConsistentRead: true,
  });
  const items = ((await client.send(query)).Items ?? []) as HolderItem[];
  const holders = items.flatMap(({ holder }) => (holder && !holder.isFree ? [holder] : []));
  holders.sort((a, b) => a.recordedAt - b.recordedAt);
  return { holders, guestId: items.find(({ guestId }) => guestId !== undefined)?.guestId };
}

/**
 * Notes that a purchase names a receipt. What frees it may have come before, for the stream does not order a wallet's
 * entries: then it stays free.
 */
export async function holdReceipt({ client, name }: Table, receiptPrint: string, holder: ReceiptHolder): Promise<void> {
  const item: HolderItem = { ...receiptKey(receiptPrint, holder.walletId, holder.sequence), holder };
  const condition = holder.isFree ? {} : { ConditionExpression: 'attribute_not_exists(pk)' };
  try {
    await client.send(new PutCommand({ TableName: name, Item: item, ...condition }));
  } catch (fault) {
    if (!(fault instanceof ConditionalCheckFailedException)) throw fault;
  }
}
