import type * as z from 'zod';
import { type FieldError, fieldErrorsMax } from '../contract/problem.ts';
import { fieldErrorsOf, type Issue, type Part } from './field-errors.ts';

/** A value as a schema reads it, or all that is wrong with it. */
export function readAs(schema: z.ZodType, sent: unknown, part: Part): { value: unknown; errors: FieldError[] } {
  const read = schema.safeParse(sent, { reportInput: true });
  if (read.success) return { value: read.data, errors: [] };
  const { issues } = read.error;
  const fractions = issues.filter(isFraction);
  if (fractions.length === 0 || issues.length >= fieldErrorsMax) {
    return { value: undefined, errors: fieldErrorsOf(issues, part) };
  }
  // A fraction ends zod's checks of all that it stands in. As a text it is just as wrong, and the rest is asked.
  const asTexts = fractions.reduce<unknown>((value, { path }) => withText(value, path), sent);
  const again = schema.safeParse(asTexts, { reportInput: true });
  return { value: undefined, errors: fieldErrorsOf(again.error?.issues ?? issues, part) };
}

const isFraction = (issue: Issue) =>
  issue.code === 'invalid_type' && issue.expected === 'int' && typeof issue.input === 'number';

/** The value with the number at a path written out; nothing that was sent is changed. */
function withText(value: unknown, [name, ...rest]: readonly PropertyKey[]): unknown {
  if (name === undefined) return String(value);
  if (Array.isArray(value)) return value.with(Number(name), withText(value[Number(name)], rest));
  const fields = value as Readonly<Record<PropertyKey, unknown>>;
  return { ...fields, [name]: withText(fields[name], rest) };
}
