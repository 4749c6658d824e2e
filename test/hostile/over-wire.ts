import { Agent, request as httpRequest } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { Request } from './request.ts';
import type { Answer } from './witness.ts';

const answeredWithinMs = 30_000;

/** Sends requests as they stand, byte by byte: no client of ours would, and none tidies paths or headers up. */
export function overWire(apiUrl: string, atOnce: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const base = new URL(apiUrl);
  const stem = base.pathname.replace(/\/v1$/, '');

  function send({ operation, as, params, query, headers, body }: Request): Promise<Answer> {
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');
    const options = {
      agent,
      host: base.hostname,
      port: base.port,
      method: operation.method,
      // What a request line cannot carry, percent-encoded.
      path: `${stem}${path}${query === '' ? '' : `?${query}`}`.replace(/[^\x21-\x7e]/gu, encodeURIComponent),
      headers: {
        ...(as === null ? {} : { authorization: `Bearer ${as}` }),
        ...headers,
        'content-length': body === undefined ? 0 : Buffer.byteLength(body),
      },
      timeout: answeredWithinMs,
    };
    return new Promise((resolve, reject) => {
      const sent = httpRequest(options, async (answer) => {
        const named = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
        const text = (await buffer(answer)).toString();
        resolve({ status: answer.statusCode ?? 0, headers: Object.fromEntries(named), text });
      });
      sent.on('timeout', () => sent.destroy(new Error('no answer')));
      sent.on('error', reject);
      sent.end(body);
    });
  }
  return { send, close: () => agent.destroy() };
}
