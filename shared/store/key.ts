import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '../domain/instant.ts';
import type { KeyTerms } from '../domain/key.ts';
import type { StoredSecret } from '../domain/key-secret.ts';
import type { Table } from './client.ts';
import { apiKeyKey } from './key-names.ts';

/** A request that gave a key a new secret, so that the same one again is a replay. */
export type Rotation = {
  readonly by: string;
  readonly idempotencyKey: string;
  readonly digest: string;
  readonly at: Instant;
  /** When the secret before was to end: the only part of the answer that is not the key's own. */
  readonly previousUntil: Instant | null;
};

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
  /** Those that are still replayed, oldest first. */
  readonly rotations: readonly Rotation[];
  readonly revokedAt: Instant | null;
  readonly revision: number;
};

type KeyItem = ReturnType<typeof apiKeyKey> & { key: StoredKey };

/** A key as it was stored when it remembered its newest rotation alone, and not its time. */
type EarlierKey = Omit<StoredKey, 'rotations'> & {
  readonly rotations?: StoredKey['rotations'];
  readonly rotation?: Pick<Rotation, 'by' | 'idempotencyKey' | 'digest'> | null;
};

/** The time of an earlier rotation was not after the end that it set to the secret before: it is kept long enough. */
function fromStored({ rotation, ...key }: EarlierKey): StoredKey {
  const previousUntil = key.secrets[1]?.until ?? null;
  const known = rotation?.idempotencyKey ? [{ ...rotation, at: previousUntil ?? key.createdAt, previousUntil }] : [];
  return { ...key, rotations: key.rotations ?? known };
}

/** A key by id, revoked ones too; read consistently, so that a new key works at once. */
export async function findKey({ client, name }: Table, keyId: string): Promise<StoredKey | undefined> {
  const get = new GetCommand({ TableName: name, Key: apiKeyKey(keyId), ConsistentRead: true });
  const item = (await client.send(get)).Item as { key: EarlierKey } | undefined;
  return item && fromStored(item.key);
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
