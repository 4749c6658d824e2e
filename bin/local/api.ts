import { randomUUID } from 'node:crypto';

// biome-ignore lint/suspicious/noExplicitAny: answers are read freely, as a till would
export type Received = any;
export type Call = (
  method: string,
  path: string,
  sent?: { as?: string; body?: object; now?: string },
) => Promise<Received>;

/** Calls the API over HTTP; an answer that is not a success is thrown with its code. */
export function callerOf(apiUrl: string, token: string): Call {
  return async (method, path, { as = token, body, now } = {}) => {
    const headers: Record<string, string> = { Authorization: `Bearer ${as}`, 'Idempotency-Key': randomUUID() };
    if (body) headers['Content-Type'] = 'application/json';
    if (now) headers['Boucle-Now'] = now;
    const answer = await fetch(`${apiUrl}${path}`, {
      method,
      headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const received: Received = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${received.code ?? JSON.stringify(received)}`);
    return received;
  };
}
