import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '../domain/instant.ts';
import { inForceAt, type PublishedVersion } from '../domain/publication.ts';
import type { Table } from './client.ts';
import { versionDocumentKey, versionKey, versionPartition } from './key-names.ts';
import { packDocument, putRulesetWrite, type Ruleset, transacted, unpackDocument } from './ruleset.ts';

/** The request that published a version, so that the same one again is a replay. */
export type PublishedFor = { readonly idempotencyKey: string; readonly digest: string };
export type StoredVersion = PublishedVersion & { readonly publishedFor: PublishedFor };

type VersionItem = ReturnType<typeof versionKey> & { version: StoredVersion };

const pageMax = 50;

/** The newest versions first, 50 at most, those below `below`. */
export async function listVersions({ client, name }: Table, below?: number): Promise<StoredVersion[]> {
  const query = new QueryCommand({
    TableName: name,
    KeyConditionExpression: below === undefined ? 'pk = :pk' : 'pk = :pk AND sk < :below',
    ExpressionAttributeValues: {
      ':pk': versionPartition,
      ...(below === undefined ? {} : { ':below': versionKey(below).sk }),
    },
    ScanIndexForward: false,
    Limit: pageMax,
    ConsistentRead: true,
  });
  return ((await client.send(query)).Items ?? []).map((item) => (item as VersionItem).version);
}

/** The version in force at an instant, from the newest downwards; undefined is version 0. */
export async function findVersionAt(
  table: Table,
  at: Instant,
  newest: readonly StoredVersion[],
): Promise<StoredVersion | undefined> {
  let page = newest;
  // Version numbers fall with every page, so that this ends.
  for (;;) {
    const found = inForceAt(page, at);
    if (found || page.length < pageMax) return found;
    page = await listVersions(table, page.at(-1)!.version);
  }
}

export async function findVersion({ client, name }: Table, version: number): Promise<StoredVersion | undefined> {
  const get = new GetCommand({ TableName: name, Key: versionKey(version), ConsistentRead: true });
  return ((await client.send(get)).Item as VersionItem | undefined)?.version;
}

/** The document of a published version; undefined for one that is not there. */
export async function findVersionDocument({ client, name }: Table, version: number): Promise<unknown> {
  const get = new GetCommand({ TableName: name, Key: versionDocumentKey(version), ConsistentRead: true });
  const item = (await client.send(get)).Item as { document: Uint8Array } | undefined;
  return item && unpackDocument(item.document);
}

/** Writes the next version, its own copy of the document, and the ruleset's new state; false when another came first. */
export async function putVersion(
  table: Table,
  version: StoredVersion,
  document: unknown,
  ruleset: Ruleset,
): Promise<boolean> {
  const TableName = table.name;
  const isNew = 'attribute_not_exists(pk)';
  const head: VersionItem = { ...versionKey(version.version), version };
  const body = { ...versionDocumentKey(version.version), document: packDocument(document) };
  return transacted(table, [
    { Put: { TableName, Item: head, ConditionExpression: isNew } },
    { Put: { TableName, Item: body, ConditionExpression: isNew } },
    putRulesetWrite(TableName, ruleset),
  ]);
}

/** Marks a version withdrawn, once, with the ruleset's new state; false when another write came first. */
export async function withdrawVersion(table: Table, version: StoredVersion, ruleset: Ruleset): Promise<boolean> {
  const withdraw = {
    TableName: table.name,
    Key: versionKey(version.version),
    UpdateExpression: 'SET #version.withdrawnAt = :at',
    ConditionExpression: '#version.withdrawnAt = :never',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':at': version.withdrawnAt, ':never': null },
  };
  return transacted(table, [{ Update: withdraw }, putRulesetWrite(table.name, ruleset)]);
}
