import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { CampaignLife } from '../domain/campaign.ts';
import type { Instant } from '../domain/instant.ts';
import type { Table } from './client.ts';
import { campaignDocumentKey, campaignKey, campaignPartition } from './key-names.ts';
import { packDocument, transacted, unpackDocument } from './ruleset.ts';

/** A campaign without its document: a draft that may change, or what was published of it. */
export type StoredCampaign = CampaignLife & {
  readonly id: string;
  readonly name: string;
  readonly budgetMinor: number | null;
  readonly createdAt: Instant;
  readonly createdBy: string;
  readonly updatedAt: Instant;
  /** Digest of the request that made it. */
  readonly madeFor: string;
  /** Counts writes; the ETag. */
  readonly revision: number;
};

type CampaignItem = ReturnType<typeof campaignKey> & { campaign: StoredCampaign };
type DocumentItem = ReturnType<typeof campaignDocumentKey> & { document: Uint8Array };

/** A campaign by id, without its document. */
export async function findCampaign({ client, name }: Table, campaignId: string): Promise<StoredCampaign | undefined> {
  const get = new GetCommand({ TableName: name, Key: campaignKey(campaignId), ConsistentRead: true });
  return ((await client.send(get)).Item as CampaignItem | undefined)?.campaign;
}

/** The document of a campaign, as it was sent; undefined when there is none. */
export async function findCampaignDocument({ client, name }: Table, campaignId: string): Promise<unknown> {
  const get = new GetCommand({ TableName: name, Key: campaignDocumentKey(campaignId), ConsistentRead: true });
  const item = (await client.send(get)).Item as DocumentItem | undefined;
  return item && unpackDocument(item.document);
}

/** The document of a campaign that is there. */
export async function loadCampaignDocument(table: Table, campaignId: string): Promise<unknown> {
  const document = await findCampaignDocument(table, campaignId);
  if (document === undefined) throw new Error('a campaign without document');
  return document;
}

/** Campaigns by id, those after `after`, `limit` at most. */
export async function listCampaigns(
  { client, name }: Table,
  { after, limit }: { after: string; limit: number },
): Promise<StoredCampaign[]> {
  const query = new QueryCommand({
    TableName: name,
    KeyConditionExpression: 'pk = :pk AND sk > :after',
    ExpressionAttributeValues: { ':pk': campaignPartition, ':after': after === '' ? ' ' : after },
    Limit: limit,
    ConsistentRead: true,
  });
  return ((await client.send(query)).Items ?? []).map((item) => (item as CampaignItem).campaign);
}

/** The condition that a campaign is written over the revision before it. */
export function putCampaignWrite(table: string, campaign: StoredCampaign) {
  const item: CampaignItem = { ...campaignKey(campaign.id), campaign };
  return campaign.revision === 1
    ? { Put: { TableName: table, Item: item, ConditionExpression: 'attribute_not_exists(pk)' } }
    : {
        Put: {
          TableName: table,
          Item: item,
          ConditionExpression: 'campaign.revision = :before',
          ExpressionAttributeValues: { ':before': campaign.revision - 1 },
        },
      };
}

/** Writes a draft and its document over the revision before it; false when another write came first. */
export async function putCampaignDraft(table: Table, campaign: StoredCampaign, document: unknown): Promise<boolean> {
  const item: DocumentItem = { ...campaignDocumentKey(campaign.id), document: packDocument(document) };
  return transacted(table, [putCampaignWrite(table.name, campaign), { Put: { TableName: table.name, Item: item } }]);
}
