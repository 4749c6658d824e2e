import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '../domain/instant.ts';
import type { Table } from './client.ts';
import { guestReturnsKey } from './key-names.ts';

/** Of which guest baskets a caller's key has brought something back, so that a till can cancel it without naming one. */
type ReturnsItem = ReturnType<typeof guestReturnsKey> & { basketIds?: Set<string>; cancelledAt?: Instant };

/** Condition: the key is not cancelled. */
export const returnKeyOpen = (TableName: string, keyId: string) => ({
  TableName,
  Key: guestReturnsKey(keyId),
  ConditionExpression: 'attribute_not_exists(cancelledAt)',
});

/** Notes that a return under the key is of a basket, on condition that the key is not cancelled. */
export const returnKeyWrite = (TableName: string, keyId: string, basketId: string) => ({
  ...returnKeyOpen(TableName, keyId),
  UpdateExpression: 'ADD basketIds :of',
  ExpressionAttributeValues: { ':of': new Set([basketId]) },
});

/** The same before a return that a wallet will book, since it has claimed the basket; false when the key is cancelled. */
export async function noteReturnKey({ client, name }: Table, keyId: string, basketId: string): Promise<boolean> {
  try {
    await client.send(new UpdateCommand(returnKeyWrite(name, keyId, basketId)));
    return true;
  } catch (fault) {
    if (fault instanceof ConditionalCheckFailedException) return false;
    throw fault;
  }
}

export async function isReturnKeyCancelled({ client, name }: Table, keyId: string): Promise<boolean> {
  const get = new GetCommand({ TableName: name, Key: guestReturnsKey(keyId), ConsistentRead: true });
  return ((await client.send(get)).Item as ReturnsItem | undefined)?.cancelledAt !== undefined;
}

/** From now on no return comes under the key; the baskets of which one has come. */
export async function cancelReturnKey({ client, name }: Table, keyId: string, now: Instant): Promise<string[]> {
  const update = new UpdateCommand({
    TableName: name,
    Key: guestReturnsKey(keyId),
    UpdateExpression: 'SET cancelledAt = if_not_exists(cancelledAt, :now)',
    ExpressionAttributeValues: { ':now': now },
    ReturnValues: 'ALL_NEW',
  });
  const { basketIds } = (await client.send(update)).Attributes as ReturnsItem;
  return [...(basketIds ?? [])];
}
