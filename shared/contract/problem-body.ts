import * as z from 'zod';
import { fieldCodes } from '../domain/field-code.ts';

const FieldErrorBody = z.object({
  code: z.string().meta({ examples: [...fieldCodes] }),
  pointer: z.string().optional().describe('RFC 6901: the place in the body'),
  parameter: z.string().optional().describe('Of the query or the path'),
  header: z.string().optional(),
  detail: z.string().optional(),
});

/** The body of every failure (RFC 9457). Codes are told in docs/errors.md; an unknown one is treated by its status. */
export const Problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string().describe('Stable; treat one that you do not know by its status'),
  detail: z.string(),
  errors: z.array(FieldErrorBody).optional().describe('Every field at fault, at once'),
  retriable: z.boolean().describe('Whether the very same request may succeed later'),
  requestId: z.string(),
});
