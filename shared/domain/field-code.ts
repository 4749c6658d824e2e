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

type Found = { readonly code?: string; readonly path?: PropertyKey[]; readonly continue?: boolean };

/**
 * As because, of a check that looks at several fields or at a whole list: asked whatever else is wrong with them, so
 * that all faults are told at once. `reads` are the places whose values it goes by, `*` for any of a list; as long as
 * one of them has not its form it is not asked. What it only asks for being there needs no name.
 */
export const across = (code: FieldCode, ...reads: readonly string[]) => ({ ...because(code), ...onceRead(...reads) });

/** The same for a check that gives its codes itself. */
export const onceRead = (...reads: readonly string[]) => ({
  when: ({ issues }: { readonly issues: readonly unknown[] }) =>
    !(issues as readonly Found[]).some((issue) => isFormless(issue) && hides(placeOf(issue), reads)),
});

/** A value out of its bounds still has its form, and so has an object with a field too many. */
const isFormless = (issue: Found) => issue.continue !== true && issue.code !== 'unrecognized_keys';

const placeOf = ({ path = [] }: Found) => path.map((step) => (typeof step === 'number' ? '*' : String(step))).join('.');

/** Whether what is wrong at a place leaves nothing to look at in one of those that are read, or in the whole. */
const hides = (place: string, reads: readonly string[]) =>
  place === '' || reads.some((read) => read === place || read.startsWith(`${place}.`) || place.startsWith(`${read}.`));
