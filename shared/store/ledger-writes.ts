import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { secondMs } from '../domain/instant.ts';
import { claimedBasketWrite } from './claimed-basket.ts';
import { toItem } from './entry-item.ts';
import { entryKey, refusalKey, registryKey } from './key-names.ts';
import { claimWrite, shardWrite, stakeWrite, unclaimWrite } from './limit.ts';
import type { RecordedRefusal, Write } from './port.ts';
import { ttlAttribute } from './table.ts';

export type RefusalItem = { pk: string; sk: string; refusal: RecordedRefusal; [ttlAttribute]: number };

export type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** A write of the port with its condition, as the engine takes it. */
export function transactItemOf(TableName: string, write: Write): TransactItem {
  const absent = { TableName, ConditionExpression: 'attribute_not_exists(pk)' };
  // The engine deletes late: what is past its time counts as absent (design §4 "Refusals").
  const notStanding = (now: number) => ({
    TableName,
    ConditionExpression: 'attribute_not_exists(pk) OR refusal.expiresAt <= :now',
    ExpressionAttributeValues: { ':now': now },
  });
  switch (write.kind) {
    case 'entry':
      return { Put: { ...absent, Item: toItem(write.entry) } };
    case 'registry':
      return { Put: { ...absent, Item: { ...registryKey(write.walletId, write.openedAt), openedAt: write.openedAt } } };
    case 'claimed-basket':
      return claimedBasketWrite(TableName, write);
    case 'no-entry':
      return { ConditionCheck: { ...absent, Key: entryKey(write.walletId, write.sequence) } };
    case 'no-refusal':
      return { ConditionCheck: { ...notStanding(write.now), Key: refusalKey(write.walletId, write.print) } };
    case 'refusal': {
      const { refusal } = write;
      const ttl = Math.ceil(refusal.expiresAt / secondMs);
      return {
        Put: {
          ...notStanding(write.now),
          Item: { ...refusalKey(refusal.walletId, refusal.print), refusal, [ttlAttribute]: ttl },
        },
      };
    }
    case 'claim':
      return claimWrite(TableName, write.claim, write.before);
    case 'unclaim':
      return unclaimWrite(TableName, write.claim);
    case 'stake':
      return stakeWrite(TableName, write.stake, write.before);
    case 'shard':
      return shardWrite(TableName, write);
  }
}
