import { GetCommand, QueryCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { dayMs, type Instant, secondMs } from '../domain/instant.ts';
import { type Claim, type LimitShard, openClaimsMax, type Stake } from '../domain/limit.ts';
import type { Table } from './client.ts';
import { claimKey, limitPartition, shardKey, stakeKey } from './key-names.ts';
import type { LedgerPort, ShardWrite } from './port.ts';
import { ttlAttribute } from './table.ts';

/** Kept beyond the end of a limit's window: longer than any late limit, so that what comes late still finds it. */
const keptMs = 60 * dayMs;
/** An attribute a claim that is open, so that opening and closing one are parts of the same update. */
const openPrefix = 'o#';

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
type ShardItem = { sk: string; taken: number } & Record<string, unknown>;

const ttlOf = (until: Instant | null) =>
  until === null ? {} : { [ttlAttribute]: Math.ceil((until + keptMs) / secondMs) };

/** Shared limits in the table: shards, claims and stakes, all read consistently. */
export function limitReads({ client, name }: Table): Pick<LedgerPort, 'findClaim' | 'findStake' | 'listShards'> {
  const find = async (key: object) =>
    (await client.send(new GetCommand({ TableName: name, Key: key, ConsistentRead: true }))).Item;
  return {
    findClaim: async (limitId, print) => (await find(claimKey(limitId, print)))?.claim,
    findStake: async (limitId, walletId, sequence) => (await find(stakeKey(limitId, walletId, sequence)))?.stake,
    listShards: async (limitId) => {
      const query = new QueryCommand({
        TableName: name,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': limitPartition(limitId) },
      });
      return ((await client.send(query)).Items ?? []).map((item) => shardOf(item as ShardItem));
    },
  };
}

function shardOf(item: ShardItem): LimitShard {
  const open = Object.entries(item).filter(([attribute]) => attribute.startsWith(openPrefix));
  return {
    shard: Number(item.sk.slice('SHARD#'.length)),
    taken: item.taken,
    open: open.map(([attribute, until]) => ({ print: attribute.slice(openPrefix.length), leasedUntil: Number(until) })),
  };
}

export function claimWrite(TableName: string, claim: Claim, before: number | null): TransactItem {
  const Item = { ...claimKey(claim.limitId, claim.print), claim, ...ttlOf(claim.until) };
  return { Put: { TableName, Item, ...over('claim.revision', before) } };
}

export function unclaimWrite(TableName: string, claim: Claim): TransactItem {
  return {
    Delete: { TableName, Key: claimKey(claim.limitId, claim.print), ...over('claim.revision', claim.revision) },
  };
}

export function stakeWrite(TableName: string, stake: Stake, before: number | null): TransactItem {
  const Item = { ...stakeKey(stake.limitId, stake.walletId, stake.sequence), stake, ...ttlOf(stake.until) };
  return { Put: { TableName, Item, ...over('stake.applied', before) } };
}

/** On condition that what stands is the one that was read; null: none. */
const over = (path: string, before: number | null) =>
  before === null
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : { ConditionExpression: `${path} = :before`, ExpressionAttributeValues: { ':before': before } };

export function shardWrite(TableName: string, write: ShardWrite): TransactItem {
  const { limitId, shard, add, most, opens, closes, until } = write;
  const opened = (opens ? 1 : 0) - (closes === '' ? 0 : 1);
  const sets = [...(opens ? ['#opens = :leased'] : []), ...(until === null ? [] : ['#ttl = :ttl'])];
  const conditions = [
    ...(most === null ? [] : ['(attribute_not_exists(taken) OR taken <= :room)']),
    ...(opens ? ['(attribute_not_exists(openClaims) OR openClaims < :openMax)'] : []),
  ];
  const names = {
    ...(opens ? { '#opens': openPrefix + opens.print } : {}),
    ...(closes === '' ? {} : { '#closes': openPrefix + closes }),
    ...(until === null ? {} : { '#ttl': ttlAttribute }),
  };
  return {
    Update: {
      TableName,
      Key: shardKey(limitId, shard),
      UpdateExpression: [
        `ADD taken :add, openClaims :opened`,
        ...(sets.length > 0 ? [`SET ${sets.join(', ')}`] : []),
        ...(closes === '' ? [] : ['REMOVE #closes']),
      ].join(' '),
      ...(conditions.length > 0 ? { ConditionExpression: conditions.join(' AND ') } : {}),
      ...(Object.keys(names).length > 0 ? { ExpressionAttributeNames: names } : {}),
      ExpressionAttributeValues: {
        ':add': add,
        ':opened': opened,
        ...(most === null ? {} : { ':room': most - add }),
        ...(opens ? { ':leased': opens.leasedUntil, ':openMax': openClaimsMax } : {}),
        ...ttlValue(until),
      },
    },
  };
}

const ttlValue = (until: Instant | null) => (until === null ? {} : { ':ttl': Math.ceil((until + keptMs) / secondMs) });
