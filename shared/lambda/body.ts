import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { FieldError } from '../contract/problem.ts';
import { type Json, readJson } from './json-text.ts';
import { problem } from './problem.ts';

const jsonType = /^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i;

/**
 * The JSON value of a request's body; `{}` for none, so that what is required is named field by field.
 * 415 for another content type or any content encoding, 413 for one byte too many; errors for what is no strict JSON.
 */
export function readBody(
  event: APIGatewayProxyEventV2,
  headers: ReadonlyMap<string, string>,
  bytesMax: number,
): { readonly value: Json } | { readonly errors: readonly FieldError[] } {
  if (event.body === undefined || event.body === '') return { value: {} };
  if ((headers.get('content-encoding') ?? 'identity').toLowerCase() !== 'identity') {
    throw problem('unsupported-media-type', { errors: [{ header: 'Content-Encoding', code: 'not-allowed' }] });
  }
  if (!jsonType.test(headers.get('content-type') ?? '')) {
    throw problem('unsupported-media-type', { errors: [{ header: 'Content-Type', code: 'not-allowed' }] });
  }
  const bytes = Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > bytesMax) throw problem('body-too-large', { figures: { maxBytes: bytesMax } });
  const text = event.isBase64Encoded ? textOf(bytes) : event.body;
  return text === undefined ? { errors: [{ pointer: '', code: 'invalid-text' }] } : readJson(text);
}

function textOf(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
