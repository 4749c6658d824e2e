import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Entry } from '../domain/entry.ts';
import type { Table } from './client.ts';
import { type EntryItem, fromItem } from './entry-item.ts';
import { entryKey, walletPartition } from './key-names.ts';

/** A page of a wallet's entries, newest first, from the one before `below`. */
export async function listEntries(
  { client, name }: Table,
  walletId: string,
  { below, limit }: { below: number; limit: number },
): Promise<Entry[]> {
  if (below <= 0) return [];
  const query = {
    TableName: name,
    ScanIndexForward: false,
    Limit: limit,
    KeyConditionExpression: 'pk = :pk AND sk < :below',
    ExpressionAttributeValues: { ':pk': walletPartition(walletId), ':below': entryKey(walletId, below).sk },
  };
  return ((await client.send(new QueryCommand(query))).Items ?? []).map((item) => fromItem(item as EntryItem));
}
