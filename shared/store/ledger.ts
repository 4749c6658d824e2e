import {
  ConditionalCheckFailedException,
  ReturnValuesOnConditionCheckFailure,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Table } from './client.ts';
import { type EntryItem, fromItem, toItem, traceOf } from './entry-item.ts';
import { findBasket } from './guest.ts';
import { entryKey, refusalKey, walletPartition } from './key-names.ts';
import { type RefusalItem, transactItemOf } from './ledger-writes.ts';
import { limitReads } from './limit.ts';
import { type LedgerPort, StoreFault, type Trace } from './port.ts';

/** Pages of a look back: 1 MB each, far beyond what a wallet does in the days that it is remembered. */
const pagesMax = 20;

/** The ledger in DynamoDB: the only code that reads and writes a wallet's partition. */
export function ledgerIn(table: Table): LedgerPort {
  const { client, name } = table;
  const limits = limitReads(table);
  return {
    head: (walletId) =>
      reading(async () => {
        const query = {
          TableName: name,
          ConsistentRead: true,
          ScanIndexForward: false,
          Limit: 1,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': walletPartition(walletId) },
        };
        const item = (await client.send(new QueryCommand(query))).Items?.[0];
        return item && fromItem(item as EntryItem);
      }),

    get: (walletId, sequence) =>
      reading(async () => {
        const get = new GetCommand({ TableName: name, Key: entryKey(walletId, sequence), ConsistentRead: true });
        const { Item: item } = await client.send(get);
        return item && fromItem(item as EntryItem);
      }),

    findRefusal: (walletId, print) =>
      reading(async () => {
        const get = new GetCommand({ TableName: name, Key: refusalKey(walletId, print), ConsistentRead: true });
        return ((await client.send(get)).Item as RefusalItem | undefined)?.refusal;
      }),

    findBasket: (basketId) => reading(() => findBasket(table, basketId)),

    list: (walletId, { from, above, since }) =>
      reading(async () => {
        const traces: Trace[] = [];
        if (from <= above) return traces;
        let start: Record<string, unknown> | undefined;
        for (let page = 0; page < pagesMax; page += 1) {
          const query = {
            TableName: name,
            ConsistentRead: true,
            ScanIndexForward: false,
            KeyConditionExpression: 'pk = :pk AND sk BETWEEN :low AND :high',
            ExpressionAttributeValues: {
              ':pk': walletPartition(walletId),
              ':low': entryKey(walletId, above + 1).sk,
              ':high': entryKey(walletId, from).sk,
            },
            ProjectionExpression: 'pk, sk, hd, ev, pr',
            ...(start ? { ExclusiveStartKey: start } : {}),
          };
          const found = await client.send(new QueryCommand(query));
          for (const item of found.Items ?? []) {
            const trace = traceOf(item as EntryItem);
            if (trace.recordedAt < since) return traces;
            traces.push(trace);
          }
          start = found.LastEvaluatedKey;
          if (!start) return traces;
        }
        throw new StoreFault('unavailable');
      }),

    findClaim: (limitId, print) => reading(() => limits.findClaim(limitId, print)),
    findStake: (limitId, walletId, sequence) => reading(() => limits.findStake(limitId, walletId, sequence)),
    listShards: (limitId) => reading(() => limits.listShards(limitId)),

    put: (entry) =>
      writing(async () => {
        const put = new PutCommand({
          TableName: name,
          Item: toItem(entry),
          ConditionExpression: 'attribute_not_exists(pk)',
          ReturnValuesOnConditionCheckFailure: ReturnValuesOnConditionCheckFailure.ALL_OLD,
        });
        try {
          await client.send(put);
          return { kind: 'written' };
        } catch (fault) {
          if (!(fault instanceof ConditionalCheckFailedException) || !fault.Item) throw fault;
          return { kind: 'overtaken', by: fromItem(unmarshall(fault.Item) as EntryItem) };
        }
      }),

    transact: (writes) =>
      writing(async () => {
        const transaction = new TransactWriteCommand({
          TransactItems: writes.map((write) => transactItemOf(name, write)),
        });
        try {
          await client.send(transaction);
          return { kind: 'written' };
        } catch (fault) {
          if (!(fault instanceof TransactionCanceledException)) throw fault;
          const reasons = fault.CancellationReasons ?? [];
          const failed = reasons.flatMap(({ Code: code }, at) => (code === 'ConditionalCheckFailed' ? [at] : []));
          return { kind: 'failed', failed };
        }
      }),
  };
}

const refusedOutright =
  /Throttl|ProvisionedThroughputExceeded|RequestLimitExceeded|TransactionInProgress|ValidationException/;

/** A read that fails may go again. */
async function reading<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (fault) {
    throw isFromEngine(fault) ? new StoreFault('unavailable', { cause: fault }) : fault;
  }
}

/** A write that fails has not happened only if the engine said so at its first and only attempt. */
async function writing<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (fault) {
    if (!isFromEngine(fault)) throw fault;
    const { name, $metadata } = fault as Error & { $metadata?: { attempts?: number } };
    const surelyNot = refusedOutright.test(name) && $metadata?.attempts === 1;
    throw new StoreFault(surelyNot ? 'unavailable' : 'unknown', { cause: fault });
  }
}

/** What the client or the network threw is a fault of the store; a bug of ours passes as it is. */
const isFromEngine = (fault: unknown) =>
  fault instanceof Error && ('$metadata' in fault || 'code' in fault || /Timeout|Abort/.test(fault.name));
