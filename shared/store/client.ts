import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** One table and the client that reaches it; every function of this folder takes it. */
export type Table = { readonly client: DynamoDBDocumentClient; readonly name: string };

/** A single-item call takes milliseconds; one that takes longer than this has an unknown outcome. */
export const requestTimeoutMs = 2_000;
export const connectionTimeoutMs = 1_000;
/** The first call and one more: a request of the API must end well before the gateway's 30 s. */
export const attemptsMax = 2;

/** The one DynamoDB client, with its own time-outs and attempts; where it connects is the environment's to say. */
export function openTable(name: string, config: DynamoDBClientConfig = {}): Table {
  const client = new DynamoDBClient({
    maxAttempts: attemptsMax,
    requestHandler: {
      requestTimeout: requestTimeoutMs,
      connectionTimeout: connectionTimeoutMs,
      throwOnRequestTimeout: true,
    },
    ...config,
  });
  return { name, client: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }) };
}
