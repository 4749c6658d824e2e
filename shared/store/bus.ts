import { EventBridgeClient, type EventBridgeClientConfig, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { attemptsMax, connectionTimeoutMs, requestTimeoutMs } from './client.ts';
import { StoreFault } from './port.ts';

/** Who puts events on the bus, for the rules of those who listen. */
export const busSource = 'boucle';

/** An event as it goes on the bus; `id` is the same whenever the same fact is told. */
export type BusEvent = {
  readonly id: string;
  readonly type: string;
  readonly timestamp: string;
  readonly data: object;
};

export type Publish = (event: BusEvent) => Promise<void>;

/** Puts events on an ecosystem's bus, by its name or ARN; throws when it was not taken. */
export function openBus(busName: string, config: EventBridgeClientConfig = {}): Publish {
  const client = new EventBridgeClient({
    maxAttempts: attemptsMax,
    requestHandler: {
      requestTimeout: requestTimeoutMs,
      connectionTimeout: connectionTimeoutMs,
      throwOnRequestTimeout: true,
    },
    ...config,
  });
  return async (event) => {
    const entry = {
      EventBusName: busName,
      Source: busSource,
      DetailType: event.type,
      Time: new Date(event.timestamp),
      Detail: JSON.stringify(event),
    };
    const { FailedEntryCount, Entries } = await client.send(new PutEventsCommand({ Entries: [entry] }));
    if (!FailedEntryCount) return;
    const cause = new Error(`the bus refused ${event.type}: ${Entries?.[0]?.ErrorCode}`);
    throw new StoreFault('unavailable', { cause });
  };
}
