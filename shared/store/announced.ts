import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { type Announced, nothingAnnounced } from '../domain/campaign.ts';
import type { Table } from './client.ts';
import { announcedKey } from './key-names.ts';

type AnnouncedItem = ReturnType<typeof announcedKey> & { announced: Announced };

/** What schedules and bus have been told of a campaign; behind its life until the stream has brought that. */
export async function findAnnounced({ client, name }: Table, campaignId: string): Promise<Announced> {
  const get = new GetCommand({ TableName: name, Key: announcedKey(campaignId), ConsistentRead: true });
  return ((await client.send(get)).Item as AnnouncedItem | undefined)?.announced ?? nothingAnnounced;
}

/** Notes it. The campaign itself is not touched, so that nobody who changes that loses it. */
export async function putAnnounced({ client, name }: Table, campaignId: string, announced: Announced): Promise<void> {
  const item: AnnouncedItem = { ...announcedKey(campaignId), announced };
  await client.send(new PutCommand({ TableName: name, Item: item }));
}
