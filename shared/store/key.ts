import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '../domain/instant.ts';
import type { KeyTerms } from '../domain/key.ts';
import type { StoredSecret } from '../domain/key-secret.ts';
import type { Table } from './client.ts';
import { apiKeyKey } from './key-names.ts';

/** The request that made a key's newest secret, so that the same one again is a replay. */
export type Rotation = { readonly by: string; readonly idempotencyKey: string; readonly digest: string };

/** An API key at rest: of its secrets the hashes only. */
export type StoredKey = KeyTerms & {
  readonly id: string;
  readonly label: string;
  /** Newest first; the one before lives on for the overlap of a rotation. */
  readonly secrets: readonly StoredSecret[];
  readonly createdAt: Instant;
  readonly createdBy: string;
  /** Digest of the request that made it. */
  readonly madeFor: string;
  readonly rotation: Rotation | null;
  readonly revokedAt: Instant | null;
  readonly revision: number;
};

type KeyItem = ReturnType<typeof apiKeyKey> & { key: StoredKey };

/** A key by id, revoked ones too; read consistently, so that a new key works at once. */
export async function findKey({ client, name }: Table, keyId: string): Promise<StoredKey | undefined> {
  const get = new GetCommand({ TableName: name, Key: apiKeyKey(keyId), ConsistentRead: true });
  return ((await client.send(get)).Item as KeyItem | undefined)?.key;
}

/** Writes a key over the revision before it; false when another write came first. */
export async function putKey({ client, name }: Table, key: StoredKey): Promise<boolean> {
  const put = new PutCommand({
    TableName: name,
    Item: { ...apiKeyKey(key.id), key } satisfies KeyItem,
    ConditionExpression: key.revision === 1 ? 'attribute_not_exists(pk)' : '#key.revision = :before',
    ...(key.revision === 1
      ? {}
      : { ExpressionAttributeNames: { '#key': 'key' }, ExpressionAttributeValues: { ':before': key.revision - 1 } }),
  });
  try {
    await client.send(put);
    return true;
  } catch (fault) {
    if (fault instanceof ConditionalCheckFailedException) return false;
    throw fault;
  }
}
