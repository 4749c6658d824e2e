import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Table } from '../../shared/store/client.ts';
import { partitionKey, sortKey } from '../../shared/store/table.ts';

/** What a piece of work asked of the table. Calls that are under way together are one trip. */
export type Counted = {
  calls: number;
  trips: number;
  writes: number;
  failedWrites: number;
  /** As DynamoDB bills them, reckoned from the bytes of the items. */
  readUnits: number;
  writeUnits: number;
  itemBytesMax: number;
};

/** A read unit reads so much consistently; a write unit writes so much, in a transaction half of it. */
const readUnitBytes = 4_096;
const writeUnitBytes = 1_024;

type Request = { readonly body?: string; readonly headers: Record<string, string> };
type Item = Record<string, unknown>;
type Attributes = Record<string, AttributeValue>;
type TransactItem = { readonly Put?: { readonly Item: Attributes } };
type Output = { readonly Item?: Item; readonly Items?: readonly Item[] };

/** Counts what passes through a table's client, attempt by attempt, from the bytes that leave it and come back. */
export function counting({ client }: Table) {
  let counted: Counted = nothing();
  let underWay = 0;
  // A look back is billed for the whole items, of which it asks for a part.
  const sizes = new Map<string, number>();

  function weigh(operation: string, body: string): void {
    const request = JSON.parse(body, (name, value) =>
      name === 'B' && typeof value === 'string' ? Buffer.from(value, 'base64') : value,
    );
    if (operation === 'PutItem') counted.writeUnits += unitsOf(put(request.Item), writeUnitBytes);
    if (operation === 'TransactWriteItems')
      for (const { Put } of request.TransactItems as TransactItem[])
        counted.writeUnits += 2 * unitsOf(Put ? put(Put.Item) : 0, writeUnitBytes);
  }

  function put(attributes: Attributes): number {
    const item = unmarshall(attributes);
    const bytes = bytesOfItem(item);
    sizes.set(keyOf(item), bytes);
    counted.itemBytesMax = Math.max(counted.itemBytesMax, bytes);
    return bytes;
  }

  client.middlewareStack.add(
    (next) => async (args) => {
      const { body = '{}', headers } = (args as { request: Request }).request;
      const operation = headers['x-amz-target']?.split('.')[1] ?? '';
      counted.calls += 1;
      if (underWay === 0) counted.trips += 1;
      underWay += 1;
      const isWrite = /^(Put|Update|Delete|Transact)/.test(operation);
      if (isWrite) {
        counted.writes += 1;
        weigh(operation, body);
      }
      try {
        const answered = await next(args);
        const { Item, Items } = (answered as { output: Output }).output;
        const found = Items ?? (Item ? [Item] : []);
        const bytes = found.reduce((sum, item) => sum + (sizes.get(keyOf(item)) ?? bytesOfItem(item)), 0);
        if (!isWrite) counted.readUnits += unitsOf(bytes, readUnitBytes);
        return answered;
      } catch (fault) {
        if (isWrite) counted.failedWrites += 1;
        throw fault;
      } finally {
        underWay -= 1;
      }
    },
    { step: 'finalizeRequest', priority: 'low', name: 'counting' },
  );
  return {
    /** What `work` asked of the table. */
    async of(work: () => Promise<unknown>): Promise<Counted> {
      counted = nothing();
      await work();
      return counted;
    },
  };
}

const nothing = (): Counted => ({
  ...{ calls: 0, trips: 0, writes: 0, failedWrites: 0 },
  ...{ readUnits: 0, writeUnits: 0, itemBytesMax: 0 },
});

const keyOf = (item: Item) => `${item[partitionKey]} ${item[sortKey]}`;
const unitsOf = (bytes: number, unitBytes: number) => Math.max(1, Math.ceil(bytes / unitBytes));

/** Names and values in UTF-8; a number takes a byte for two digits and one more (DynamoDB, "Item sizes and formats"). */
function bytesOfItem(item: Item): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + bytesOf(value), 0);
}

function bytesOf(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return Math.ceil(String(value).replace(/\D/g, '').length / 2) + 1;
  if (value instanceof Uint8Array) return value.length;
  if (Array.isArray(value)) return 3 + value.reduce((sum: number, one) => sum + bytesOf(one) + 1, 0);
  if (typeof value === 'object' && value !== null) return 3 + bytesOfItem(value as Item) + Object.keys(value).length;
  return 1;
}
