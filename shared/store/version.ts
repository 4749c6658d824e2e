import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '../domain/instant.ts';
import { inForceAt, type PublishedVersion } from '../domain/publication.ts';
import type { Table } from './client.ts';
import {
  versionBodyPartition,
  versionCampaignsKey,
  versionDocumentKey,
  versionKey,
  versionPartition,
} from './key-names.ts';
import { packDocument, transacted, unpackDocument, type Writes } from './ruleset.ts';

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

/** The version itself, or the one before it of the same ruleset, that was not withdrawn; undefined when none stands. */
export async function findStanding(table: Table, version: number | null): Promise<StoredVersion | undefined> {
  let number = version;
  // What a version is based on is older, so that this ends.
  while (number !== null) {
    const found = await findVersion(table, number);
    if (!found || found.withdrawnAt === null) return found;
    number = found.basedOn;
  }
  return undefined;
}

/** A campaign of a version, its document as it was sent; a cancelled one gives nothing. */
export type VersionCampaign = {
  readonly id: string;
  readonly document: unknown;
  readonly cancelledAt: Instant | null;
};

/** What a version decides with: its base document and the campaigns published then. */
export type VersionBody = { readonly document: unknown; readonly campaigns: readonly VersionCampaign[] };

type BodyItem = { sk: string; document?: Uint8Array; campaigns?: Uint8Array };

/** The document and the campaigns of a published version, in one trip; undefined for one that is not there. */
export async function findVersionBody({ client, name }: Table, version: number): Promise<VersionBody | undefined> {
  const query = new QueryCommand({
    TableName: name,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': versionBodyPartition(version) },
    ConsistentRead: true,
  });
  const items = ((await client.send(query)).Items ?? []) as BodyItem[];
  const document = items.find((item) => item.document)?.document;
  const campaigns = items.find((item) => item.campaigns)?.campaigns;
  if (!document) return undefined;
  return {
    document: unpackDocument(document),
    campaigns: campaigns ? (unpackDocument(campaigns) as VersionCampaign[]) : [],
  };
}

/** What one item may hold is 400 KB, its keys included; a version has two, one page of a query. */
export const packedMaxBytes = 380 * 1024;

/** A version's document and campaigns as they are stored. */
export type PackedBody = { readonly document: Uint8Array; readonly campaigns: Uint8Array };
export const packBody = ({ document, campaigns }: VersionBody): PackedBody => ({
  document: packDocument(document),
  campaigns: packDocument(campaigns),
});

/**
 * Writes the next version, its own copy of document and campaigns, and the new state of what was published; false when
 * another came first, or the version that it builds on was withdrawn.
 */
export async function putVersion(
  table: Table,
  version: StoredVersion,
  body: PackedBody,
  also: Writes,
  base: StoredVersion | undefined,
): Promise<boolean> {
  const TableName = table.name;
  const isNew = 'attribute_not_exists(pk)';
  const head: VersionItem = { ...versionKey(version.version), version };
  const { document, campaigns } = body;
  const stands = base && {
    TableName,
    Key: versionKey(base.version),
    ConditionExpression: '#version.withdrawnAt = :never',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':never': null },
  };
  return transacted(table, [
    { Put: { TableName, Item: head, ConditionExpression: isNew } },
    { Put: { TableName, Item: { ...versionDocumentKey(version.version), document }, ConditionExpression: isNew } },
    { Put: { TableName, Item: { ...versionCampaignsKey(version.version), campaigns }, ConditionExpression: isNew } },
    ...(stands ? [{ ConditionCheck: stands }] : []),
    ...also,
  ]);
}

/** Marks a version withdrawn, once, with the new state of what it had published; false when another write came first. */
export async function withdrawVersion(table: Table, version: StoredVersion, also: Writes): Promise<boolean> {
  const withdraw = {
    TableName: table.name,
    Key: versionKey(version.version),
    UpdateExpression: 'SET #version.withdrawnAt = :at',
    ConditionExpression: '#version.withdrawnAt = :never',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':at': version.withdrawnAt, ':never': null },
  };
  return transacted(table, [{ Update: withdraw }, ...also]);
}
