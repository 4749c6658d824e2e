import type { Table } from '../../shared/store/client.ts';

/** What a piece of work asked of the table. Calls that are under way together are one trip. */
export type Counted = { trips: number; writes: number; failedWrites: number; itemBytesMax: number };

type Request = { readonly body?: string; readonly headers: Record<string, string> };

/** Counts what passes through a table's client, attempt by attempt, from the bytes that leave it. */
export function counting({ client }: Table) {
  let counted: Counted = nothing();
  let underWay = 0;
  client.middlewareStack.add(
    (next) => async (args) => {
      const { body = '{}', headers } = (args as { request: Request }).request;
      const operation = headers['x-amz-target']?.split('.')[1] ?? '';
      if (underWay === 0) counted.trips += 1;
      underWay += 1;
      const isWrite = /^(Put|Update|Delete|Transact)/.test(operation);
      if (isWrite) counted.writes += 1;
      if (operation === 'PutItem')
        counted.itemBytesMax = Math.max(counted.itemBytesMax, bytesOfItem(JSON.parse(body).Item));
      try {
        return await next(args);
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

const nothing = (): Counted => ({ trips: 0, writes: 0, failedWrites: 0, itemBytesMax: 0 });

type Attribute = Record<string, unknown>;

/** Names and values in UTF-8; a number takes a byte for two digits and one more (DynamoDB, "Item sizes and formats"). */
function bytesOfItem(item: Record<string, Attribute>): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + bytesOf(value), 0);
}

function bytesOf(attribute: Attribute): number {
  const [[type, value] = ['', '']] = Object.entries(attribute);
  if (type === 'S') return Buffer.byteLength(value as string);
  if (type === 'N') return Math.ceil((value as string).replace(/\D/g, '').length / 2) + 1;
  if (type === 'B') return Buffer.from(value as string, 'base64').length;
  if (type === 'L') return 3 + (value as Attribute[]).reduce((sum, one) => sum + bytesOf(one) + 1, 0);
  if (type === 'M') return 3 + bytesOfItem(value as Record<string, Attribute>) + Object.keys(value as object).length;
  return 1;
}
