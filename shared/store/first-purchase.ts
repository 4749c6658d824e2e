import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from './client.ts';
import { firstPurchaseKey } from './key-names.ts';

/** Whether a purchase of a wallet is known to exist: days were counted then. Seconds late. */
export async function hasPurchase({ client, name }: Table): Promise<boolean> {
  const get = new GetCommand({ TableName: name, Key: firstPurchaseKey, ConsistentRead: true });
  return (await client.send(get)).Item !== undefined;
}

/** Tables whose first purchase this function has noted, or found noted. */
const noted = new WeakSet<Table>();

/** Notes that a purchase exists: a write by each function once. */
export async function notePurchase(table: Table): Promise<void> {
  if (noted.has(table)) return;
  const { client, name } = table;
  try {
    const condition = { ConditionExpression: 'attribute_not_exists(pk)' };
    await client.send(new PutCommand({ TableName: name, Item: firstPurchaseKey, ...condition }));
  } catch (fault) {
    if (!(fault instanceof ConditionalCheckFailedException)) throw fault;
  }
  noted.add(table);
}
