import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Merchant } from '../domain/merchant.ts';
import type { Table } from './client.ts';
import { merchantKey, merchantPartition } from './key-names.ts';

type MerchantItem = ReturnType<typeof merchantKey> & { merchant: Merchant };

/** A merchant by id. */
export async function findMerchant({ client, name }: Table, merchantId: string): Promise<Merchant | undefined> {
  const get = new GetCommand({ TableName: name, Key: merchantKey(merchantId), ConsistentRead: true });
  return ((await client.send(get)).Item as MerchantItem | undefined)?.merchant;
}

/** Merchants by id, those after `after`, `limit` at most. */
export async function listMerchants(
  { client, name }: Table,
  { after, limit }: { after: string; limit: number },
): Promise<Merchant[]> {
  const query = new QueryCommand({
    TableName: name,
    KeyConditionExpression: 'pk = :pk AND sk > :after',
    ExpressionAttributeValues: { ':pk': merchantPartition, ':after': after === '' ? ' ' : after },
    Limit: limit,
    ConsistentRead: true,
  });
  return ((await client.send(query)).Items ?? []).map((item) => (item as MerchantItem).merchant);
}

/** Writes a merchant over the revision before it, `revision − 1`; false when another write came first. */
export async function putMerchant({ client, name }: Table, merchant: Merchant): Promise<boolean> {
  const put = new PutCommand({
    TableName: name,
    Item: { ...merchantKey(merchant.id), merchant } satisfies MerchantItem,
    ConditionExpression: merchant.revision === 1 ? 'attribute_not_exists(pk)' : 'merchant.revision = :before',
    ...(merchant.revision === 1 ? {} : { ExpressionAttributeValues: { ':before': merchant.revision - 1 } }),
  });
  try {
    await client.send(put);
    return true;
  } catch (fault) {
    if (fault instanceof ConditionalCheckFailedException) return false;
    throw fault;
  }
}
