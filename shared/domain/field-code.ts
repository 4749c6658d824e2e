/**
 * What may be wrong with one field, parameter or header: closed, so that nothing is answered that docs/errors.md does
 * not list. Stable; new ones may come, clients go by the status.
 */
export const fieldCodes = [
  'required',
  'unknown-field',
  'invalid-type',
  'invalid-format',
  'not-allowed',
  'not-found',
  'too-large',
  'too-small',
  'too-long',
  'too-short',
  'too-many',
  'too-few',
  'not-a-date',
  'out-of-range',
  'duplicate-key',
  'invalid-json',
  'invalid-text',
  'invalid-number',
  'too-deep',
  'repeated',
  'reserved',
  'exactly-one-of',
  'total-mismatch',
  'before-start',
  'before-from',
  'shares-not-whole',
  'unknown-rule',
  'unknown-group',
  'unknown-set',
  'unknown-time-zone',
  'group-not-earlier',
  'not-for-enrolment',
  'too-many-rules',
  'too-many-caps',
  'too-many-counters',
  'too-many-campaigns',
] as const;
export type FieldCode = (typeof fieldCodes)[number];

export const isFieldCode = (text: unknown): text is FieldCode => fieldCodes.includes(text as FieldCode);

/** How a schema says what is wrong: the only way that a code of its own comes into an answer. */
export const because = (code: FieldCode) => ({ params: { code } });

/** As because, asked only of what nothing is wrong with yet: a field is told once, and no check meets another's waste. */
export const unlessWrong = (code: FieldCode) => ({
  ...because(code),
  when: ({ issues }: { readonly issues: readonly unknown[] }) => issues.length === 0,
});
