import type * as z from 'zod';
import type { FieldError } from '../../shared/contract/problem.ts';
import type { ReturnRequest } from '../../shared/contract/return.ts';
import type { Purchased } from '../../shared/domain/event.ts';
import type { Returning } from '../../shared/domain/return-lines.ts';
import type { FieldsOfRefusals } from '../../shared/lambda/outcome.ts';
import { malformed } from '../../shared/lambda/problem.ts';

/** What the request brings back; 400 for a line that the purchase has not, or that cannot come back alone. */
export function returningOf({ lines, amountMinor }: z.output<typeof ReturnRequest>, event: Purchased): Returning {
  if (amountMinor !== undefined) return { kind: 'amount', amountMinor };
  if (!lines) return { kind: 'all' };
  const errors = lines.flatMap(({ index }, at): FieldError[] => {
    const line = event.lines[index];
    if (line && line.kind !== 'discount') return [];
    return [{ pointer: `/lines/${at}/index`, code: line ? 'not-allowed' : 'not-found' }];
  });
  if (errors.length > 0) throw malformed(errors);
  return { kind: 'lines', lines: lines.map((line) => ({ ...line, amountMinor: line.amountMinor ?? null })) };
}

/** Which field of a return each refusal is about. */
export function returnFields({ kind }: Returning): FieldsOfRefusals {
  const pointer = { lines: '/lines', amount: '/amountMinor', all: '/all' }[kind];
  const tooLarge = { pointer, code: kind === 'all' ? 'not-allowed' : 'too-large' } as const;
  return {
    'over-returned': tooLarge,
    'ceiling-exceeded': tooLarge,
    'occurred-at-out-of-range': { pointer: '/occurredAt', code: 'out-of-range' },
  };
}
