import { expect } from 'vitest';
import type { Found } from '../../bin/local/found.ts';
import { createClient } from '../../examples/client/client/index.ts';
import * as sdk from '../../examples/client/index.ts';
import type { Operation } from '../../shared/contract/operation.ts';
import type { OperatorGroup } from '../../shared/domain/key.ts';
import type { Received, Sent } from '../functions/in-process.ts';

/** A stack of the journeys; `folder` has its `.local/boucle.json`, `tokens` are of each group where it was just deployed. */
export type DeployedStack = Found & {
  readonly folder: string;
  readonly tokens?: Readonly<Record<OperatorGroup, string>>;
};

/** The stack that test/support/deployed-stack.ts has deployed. */
export const deployedStack = (): DeployedStack => JSON.parse(process.env.BOUCLE_DEPLOYED ?? '{}');

type Sdk = (options: object) => Promise<{ data?: unknown; error?: unknown; response?: Response }>;
/** The generated client has a function of each operation's name. */
const calls = sdk as unknown as Readonly<Record<string, Sdk>>;

/** Sends what a test sends in process over HTTP instead, with the client that integrators generate; every success is held against the contract as well. */
export function overHttp({ apiUrl, operatorToken }: Pick<DeployedStack, 'apiUrl' | 'operatorToken'>) {
  const client = createClient({ baseUrl: apiUrl });
  async function send(
    operation: Operation,
    { as = operatorToken, params = {}, query, body, headers = {} }: Sent = {},
  ): Promise<Received> {
    const { data, error, response } = await calls[operation.operationId]!({
      client,
      ...(as === null ? {} : { auth: as }),
      path: params,
      query: Object.fromEntries(new URLSearchParams(query)),
      headers,
      ...(body === undefined ? {} : { body }),
    });
    if (!response) throw error;
    if (response.ok) operation.success.body?.parse(data);
    else expect(response.headers.get('content-type')).toBe('application/problem+json');
    return {
      status: response.status,
      body: response.ok ? data : error,
      headers: { 'Idempotent-Replayed': response.headers.get('idempotent-replayed') ?? undefined },
    };
  }
  return { send };
}
