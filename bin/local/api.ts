import { randomUUID } from 'node:crypto';
import { type Client, createClient } from '../../examples/client/client/index.ts';

/** Calls the API as the holder of this token or key. */
export const clientFor = (apiUrl: string, as: string): Client => createClient({ baseUrl: apiUrl, auth: as });

/** What a request that moves value says of itself; `now` is the sandbox's time. */
export const headersOf = (now?: string) => ({
  'Idempotency-Key': randomUUID() as string,
  ...(now === undefined ? {} : { 'Boucle-Now': now }),
});

/** The answer, when it is a success; another one is thrown with its code. */
export async function done<T>(answered: Promise<{ data?: T; error?: unknown; response?: Response }>): Promise<T> {
  const { data, error, response } = await answered;
  if (data !== undefined) return data;
  const code = (error as { code?: string }).code ?? String(error);
  throw new Error(`${response?.url ?? 'no answer'}: ${response?.status ?? ''} ${code}`);
}
