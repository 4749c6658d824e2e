import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Entry } from '../domain/entry.ts';
import type { Table } from './client.ts';
import { type EntryItem, fromItem } from './entry-item.ts';
import { entryKey, walletPartition } from './key-names.ts';
import { ledgerIn } from './ledger.ts';
import type { Ledger } from './port.ts';

/** The ledger of a table. */
export const openLedger = (table: Table): Ledger => ({
  ...ledgerIn(table),
  page: (walletId, range) => listEntries(table, walletId, range),
});

/** A page of a wallet's entries, newest first, from the one before `below`. */
async function listEntries(
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
