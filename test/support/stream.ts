import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Context, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { Table } from '../../shared/store/client.ts';
import { walletPrefix } from '../../shared/store/key-names.ts';
import { seeded } from './seeded.ts';

/** How the mapping between a stream and its function is set, and what the stream is like. */
export type StreamSettings = {
  readonly seed: number;
  readonly shards?: number;
  readonly batchSize?: number;
  readonly retryAttempts?: number;
  readonly maxRecordAgeMs?: number;
  /** How often a record comes once more, for no reason. */
  readonly duplicates?: number;
};

export type Handler = (event: DynamoDBStreamEvent, context: Context) => Promise<DynamoDBBatchResponse>;

export type Delivered = { readonly invocations: number; readonly discarded: readonly DynamoDBRecord[] };

const backoffMs = 1_000;

/**
 * A table's stream as Lambda reads it (AWS Lambda developer guide, "Process DynamoDB records", "Configuring partial
 * batch response"): shards side by side; a batch that fails is halved, which costs no attempt; a partial answer goes on
 * from its lowest failure; an answer that names nothing known fails the batch; what is too old or was tried too often
 * goes to the queue, with all that is left of its batch. Items are in no order, and some come twice.
 */
export function aStream(records: readonly DynamoDBRecord[], settings: StreamSettings) {
  const { seed, shards = 3, batchSize = 10, retryAttempts = 4, duplicates = 0 } = settings;
  const { maxRecordAgeMs = Number.POSITIVE_INFINITY } = settings;
  const random = seeded(seed);
  const lines: DynamoDBRecord[][] = Array.from({ length: shards }, () => []);
  const often = records.flatMap((record) => (random() < duplicates ? [record, record] : [record]));
  for (const record of shuffled(often, random)) lines[Math.floor(random() * shards)]!.push(record);

  return async function deliver(handler: Handler): Promise<Delivered> {
    const discarded: DynamoDBRecord[] = [];
    let invocations = 0;

    async function invoke(batch: readonly DynamoDBRecord[]): Promise<number | 'done' | 'failed'> {
      invocations += 1;
      try {
        const { batchItemFailures } = await handler({ Records: [...batch] }, {} as Context);
        if (batchItemFailures.length === 0) return 'done';
        const places = batchItemFailures.map(({ itemIdentifier }) =>
          batch.findIndex(({ dynamodb }) => dynamodb?.SequenceNumber === itemIdentifier),
        );
        return places.includes(-1) ? 'failed' : Math.min(...places);
      } catch {
        return 'failed';
      }
    }

    async function run(batch: readonly DynamoDBRecord[], attempt: number, ageMs: number): Promise<void> {
      if (batch.length === 0) return;
      if (attempt > retryAttempts || ageMs > maxRecordAgeMs) {
        discarded.push(...batch);
        return;
      }
      const result = await invoke(batch);
      if (result === 'done') return;
      const later = ageMs + backoffMs * 2 ** attempt;
      if (result !== 'failed') return run(batch.slice(result), attempt + 1, later);
      if (batch.length === 1) return run(batch, attempt + 1, later);
      const half = Math.ceil(batch.length / 2);
      await run(batch.slice(0, half), attempt, later);
      await run(batch.slice(half), attempt, later);
    }

    await Promise.all(
      lines.map(async (line) => {
        for (let from = 0; from < line.length; from += batchSize) await run(line.slice(from, from + batchSize), 0, 0);
      }),
    );
    return { invocations, discarded };
  };
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  return list
    .map((value) => ({ value, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}

/** What the stream has told of a table's entries, or of the items of another partition, as functions get it. */
export async function recordsOf({ client, name }: Table, partition = walletPrefix): Promise<DynamoDBRecord[]> {
  const scan = new ScanCommand({
    TableName: name,
    ConsistentRead: true,
    FilterExpression: 'begins_with(pk, :partition)',
    ExpressionAttributeValues: { ':partition': partition },
  });
  const items = (await client.send(scan)).Items ?? [];
  return items.map((item, at) => recordOf(item, at));
}

/** The record of an item that was put; bytes are base64 in a function's event. */
export function recordOf(item: Record<string, unknown>, at: number): DynamoDBRecord {
  const attributes = Object.entries(marshall(item)).map(([attribute, value]) => [
    attribute,
    'B' in value ? { B: Buffer.from(value.B as Uint8Array).toString('base64') } : value,
  ]);
  const image = Object.fromEntries(attributes);
  return {
    eventID: String(at),
    eventName: 'INSERT',
    dynamodb: { Keys: { pk: image.pk, sk: image.sk }, NewImage: image, SequenceNumber: String(1_000 + at) },
  };
}
