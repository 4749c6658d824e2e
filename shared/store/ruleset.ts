import { gunzipSync, gzipSync } from 'node:zlib';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { GetCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Instant } from '../domain/instant.ts';
import type { Table } from './client.ts';
import { rulesetDocumentKey, rulesetKey, rulesetPartition } from './key-names.ts';

/** A ruleset as written: a draft that may change, or what was published from it and never changes. */
export type Ruleset = {
  readonly id: string;
  readonly name: string;
  readonly status: 'draft' | 'published' | 'withdrawn';
  /** The newest version that it was published under and that was not withdrawn; the last one when all were. */
  readonly version: number | null;
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly updatedAt: Instant;
  /** Digest of the request that made it. */
  readonly madeFor: string;
  /** Counts writes; the ETag. */
  readonly revision: number;
};

type RulesetItem = ReturnType<typeof rulesetKey> & { ruleset: Ruleset };
type DocumentItem = { pk: string; sk: string; document: Uint8Array };

/** A document as it is stored: JSON, compressed. */
export const packDocument = (document: unknown): Uint8Array => gzipSync(JSON.stringify(document));
export const unpackDocument = (stored: Uint8Array): unknown => JSON.parse(gunzipSync(stored).toString('utf8'));

/** A ruleset by id, without its document. */
export async function findRuleset({ client, name }: Table, rulesetId: string): Promise<Ruleset | undefined> {
  const get = new GetCommand({ TableName: name, Key: rulesetKey(rulesetId), ConsistentRead: true });
  return ((await client.send(get)).Item as RulesetItem | undefined)?.ruleset;
}

/** The document of a ruleset that is there. */
export async function loadDocument({ client, name }: Table, rulesetId: string): Promise<unknown> {
  const get = new GetCommand({ TableName: name, Key: rulesetDocumentKey(rulesetId), ConsistentRead: true });
  const item = (await client.send(get)).Item as DocumentItem | undefined;
  if (!item) throw new Error('a ruleset without document');
  return unpackDocument(item.document);
}

/** Rulesets by id, those after `after`, `limit` at most. */
export async function listRulesets(
  { client, name }: Table,
  { after, limit }: { after: string; limit: number },
): Promise<Ruleset[]> {
  const query = new QueryCommand({
    TableName: name,
    KeyConditionExpression: 'pk = :pk AND sk > :after',
    ExpressionAttributeValues: { ':pk': rulesetPartition, ':after': after === '' ? ' ' : after },
    Limit: limit,
    ConsistentRead: true,
  });
  return ((await client.send(query)).Items ?? []).map((item) => (item as RulesetItem).ruleset);
}

/** The condition that a ruleset is written over the revision before it. */
export function putRulesetWrite(table: string, ruleset: Ruleset) {
  const item: RulesetItem = { ...rulesetKey(ruleset.id), ruleset };
  return ruleset.revision === 1
    ? { Put: { TableName: table, Item: item, ConditionExpression: 'attribute_not_exists(pk)' } }
    : {
        Put: {
          TableName: table,
          Item: item,
          ConditionExpression: 'ruleset.revision = :before',
          ExpressionAttributeValues: { ':before': ruleset.revision - 1 },
        },
      };
}

/** Writes a draft and its document over the revision before it; false when another write came first. */
export async function putDraft(table: Table, ruleset: Ruleset, document: unknown): Promise<boolean> {
  const item: DocumentItem = { ...rulesetDocumentKey(ruleset.id), document: packDocument(document) };
  return transacted(table, [putRulesetWrite(table.name, ruleset), { Put: { TableName: table.name, Item: item } }]);
}

export type Writes = NonNullable<ConstructorParameters<typeof TransactWriteCommand>[0]['TransactItems']>;

/** All or nothing; false when a condition did not hold or another transaction was in the way. */
export async function transacted({ client }: Table, writes: Writes): Promise<boolean> {
  try {
    await client.send(new TransactWriteCommand({ TransactItems: writes }));
    return true;
  } catch (fault) {
    if (fault instanceof TransactionCanceledException) return false;
    throw fault;
  }
}
