import * as z from 'zod';
import { because } from './field-code.ts';
import type { Instant } from './instant.ts';

/** Times outside these cannot be meant; they keep date arithmetic far from its own limits. */
export const earliestTime = Date.UTC(2000, 0, 1);
export const latestTime = Date.UTC(2100, 0, 1);

const rfc3339 =
  /^(?<date>\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** Reads RFC 3339 with an offset; says why not otherwise. Fractions below a millisecond are dropped. */
export function readInstant(
  text: string,
): { at: Instant } | { code: 'invalid-format' | 'not-a-date' | 'out-of-range' } {
  const match = rfc3339.exec(text);
  if (!match) return { code: 'invalid-format' };
  const date = match.groups!.date!;
  // A day that the month does not have rolls over: 30 February is read as 1 or 2 March.
  if (new Date(`${date}T00:00:00Z`).toISOString().slice(0, 10) !== date) return { code: 'not-a-date' };
  const at = Date.parse(text.replace(/(\.\d{3})\d+/, '$1'));
  return at < earliestTime || at >= latestTime ? { code: 'out-of-range' } : { at };
}

/** RFC 3339 with an offset in a request or a campaign; becomes an Instant. */
export const InstantText = z
  .string()
  .max(40)
  .transform((text, context): Instant => {
    const read = readInstant(text);
    if ('at' in read) return read.at;
    context.issues.push({ code: 'custom', input: text, ...because(read.code) });
    return z.NEVER;
  })
  .meta({
    description: 'RFC 3339 with an offset, from 2000 to 2099',
    format: 'date-time',
    example: '2026-03-14T14:00:00+01:00',
  });
