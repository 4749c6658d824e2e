import type * as z from 'zod';
import { type FieldError, fieldErrorsMax } from '../contract/problem.ts';
import { readAs } from './read-as.ts';

/** Parameters looked at; no operation has as many. */
const parametersMax = 50;

/** Reads a query string: each parameter once, properly encoded, and nothing that the operation does not know. */
export function readQuery(text: string, schema: z.ZodType | undefined): { value: unknown; errors: FieldError[] } {
  const pairs = text === '' ? [] : text.split('&', parametersMax);
  const parameters = new Map<string, string>();
  const errors: FieldError[] = [];
  for (const pair of pairs) {
    const [name, value] = pair.split(/=(.*)/s, 2).map(decoded);
    if (name === undefined || (value === undefined && pair.includes('='))) {
      errors.push({ parameter: '', code: 'invalid-format' });
    } else if (parameters.has(name)) errors.push({ parameter: name, code: 'repeated' });
    else parameters.set(name, value ?? '');
  }
  if (!schema) {
    const unknown = [...parameters.keys()].map((parameter): FieldError => ({ parameter, code: 'unknown-field' }));
    return { value: undefined, errors: [...errors, ...unknown].slice(0, fieldErrorsMax) };
  }
  const read = readAs(schema, Object.fromEntries(parameters), 'query');
  return { value: read.value, errors: [...errors, ...read.errors] };
}

function decoded(text: string): string | undefined {
  try {
    const plain = decodeURIComponent(text.replaceAll('+', ' '));
    return plain.isWellFormed() && !plain.includes('\u0000') && plain !== '__proto__' ? plain : undefined;
  } catch {
    return undefined;
  }
}
