import type { Table } from '../../shared/store/client.ts';

/** Chances of each fault, per request that leaves the client. */
export type Storm = {
  /** The connection breaks before the engine has it. */
  readonly lostBefore: number;
  /** The engine did it, and its reply never comes. */
  readonly lostAfter: number;
  readonly throttled: number;
  /** A write is told that its condition failed, though it was not looked at. */
  readonly conditionFailed: number;
  /** A write meets a transaction of somebody else (DynamoDB Local never says so). */
  readonly conflict: number;
};

export const storm: Storm = {
  lostBefore: 0.1,
  lostAfter: 0.2,
  throttled: 0.03,
  conditionFailed: 0.02,
  conflict: 0.03,
};

type Request = { readonly headers: Record<string, string>; readonly body?: string };
type Response = { readonly statusCode: number; readonly headers: Record<string, string>; readonly body: unknown };
type Handled = { readonly response: Response };
type Handler = { handle: (request: Request, options: unknown) => Promise<Handled> };

/**
 * Puts a storm between a table's client and its engine: under the client's own attempts and time-outs, so that its
 * retries are part of what is tried. Requests and replies are the real ones.
 * @returns how often each fault fell
 */
export function stormOver({ client }: Table, random: () => number, chances: Storm = storm): Map<keyof Storm, number> {
  const fallen = new Map<keyof Storm, number>();
  const handler = client.config.requestHandler as unknown as Handler;
  const handle = handler.handle.bind(handler);
  handler.handle = async (request, options) => {
    const falls = (name: keyof Storm) => {
      if (random() >= chances[name]) return false;
      fallen.set(name, (fallen.get(name) ?? 0) + 1);
      return true;
    };
    const operation = request.headers['x-amz-target']?.split('.')[1];
    if (falls('lostBefore')) throw networkFault('ECONNRESET');
    if (falls('throttled')) return refusal('ThrottlingException');
    if (operation === 'PutItem' && falls('conditionFailed')) return refusal('ConditionalCheckFailedException');
    if (operation === 'PutItem' && falls('conflict')) return refusal('TransactionConflictException');
    if (operation === 'TransactWriteItems') {
      const count = JSON.parse(request.body ?? '{}').TransactItems.length;
      if (falls('conditionFailed')) return cancelled(count, 'ConditionalCheckFailed', random);
      if (falls('conflict')) return cancelled(count, 'TransactionConflict', random);
    }
    const handled = await handle(request, options);
    if (!falls('lostAfter')) return handled;
    (handled.response.body as { resume?: () => void }).resume?.();
    throw networkFault('ETIMEDOUT');
  };
  return fallen;
}

const networkFault = (code: string) => Object.assign(new Error(`storm: ${code}`), { code });

const refusal = (type: string, more: object = {}): Handled => ({
  response: {
    statusCode: 400,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: Buffer.from(JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: type, ...more })),
  },
});

/** One write of the transaction is to blame, the others are not. */
function cancelled(count: number, code: string, random: () => number): Handled {
  const to = Math.floor(random() * count);
  const CancellationReasons = Array.from({ length: count }, (_, at) => ({ Code: at === to ? code : 'None' }));
  return refusal('TransactionCanceledException', { CancellationReasons });
}
