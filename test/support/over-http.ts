import { expect } from 'vitest';
import type { Operation } from '../../shared/contract/operation.ts';
import type { Received, Sent } from '../functions/in-process.ts';

export type DeployedStack = { readonly apiUrl: string; readonly operatorToken: string };

/** Sends what a test sends in process over HTTP instead; every success is held against the contract as well. */
export function overHttp({ apiUrl, operatorToken }: DeployedStack) {
  async function send(
    operation: Operation,
    { as = operatorToken, params = {}, query, body, headers = {} }: Sent = {},
  ): Promise<Received> {
    const path = operation.path
      .replace('/v1', '')
      .replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name]!));
    const answer = await fetch(`${apiUrl}${path}${query ? `?${query}` : ''}`, {
      method: operation.method,
      headers: {
        ...(as === null ? {} : { Authorization: `Bearer ${as}` }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const received = text === '' ? undefined : JSON.parse(text);
    if (answer.ok) operation.success.body?.parse(received);
    else expect(answer.headers.get('content-type')).toBe('application/problem+json');
    return {
      status: answer.status,
      body: received,
      headers: { 'Idempotent-Replayed': answer.headers.get('idempotent-replayed') ?? undefined },
    };
  }
  return { send };
}
