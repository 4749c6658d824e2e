import type * as z from 'zod';
import { type FieldError, fieldErrorsMax } from '../contract/problem.ts';
import { type FieldCode, isFieldCode } from '../domain/field-code.ts';
import { pointerOf } from './pointer.ts';

export type Issue = z.core.$ZodIssue;
export type Part = 'body' | 'query' | 'path';

/** Everything that is wrong with a part of the request, at once, in the contract's own stable codes. */
export function fieldErrorsOf(issues: readonly Issue[], part: Part): FieldError[] {
  return issues.flatMap((issue) => errorsOf(issue, [], part)).slice(0, fieldErrorsMax);
}

function errorsOf(issue: Issue, above: readonly PropertyKey[], part: Part): FieldError[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ ...placeOf([...path, key], part), code: 'unknown-field' }));
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    return closest(issue.errors).flatMap((inner) => errorsOf(inner, path, part));
  }
  return [{ ...placeOf(path, part), code: codeOf(issue) }];
}

/**
 * Of a choice, the branch that the request comes closest to: the fewest faults that say "another shape". What is asked
 * of a whole that has the shape says none.
 */
function closest(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  const distance = (branch: readonly Issue[]) =>
    branch.reduce((sum, issue) => sum + (isAnotherShape(issue) ? 100 : 1), 0);
  return branches.reduce((best, branch) => (distance(branch) < distance(best) ? branch : best));
}

const isAnotherShape = (issue: Issue) =>
  issue.code !== 'custom' && (issue.path.length === 0 || codeOf(issue) === 'required');

function placeOf(path: readonly PropertyKey[], part: Part): Pick<FieldError, 'pointer' | 'parameter'> {
  return part === 'body' ? { pointer: pointerOf(path) } : { parameter: path.map(String).join('.') };
}

const sizes: Readonly<Record<'too_big' | 'too_small', Readonly<Record<string, FieldCode>>>> = {
  too_big: { string: 'too-long', array: 'too-many', set: 'too-many', map: 'too-many' },
  too_small: { string: 'too-short', array: 'too-few', set: 'too-few', map: 'too-few' },
};

function codeOf(issue: Issue): FieldCode {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'required' : 'invalid-type';
    case 'too_big':
      return sizes.too_big[issue.origin] ?? 'too-large';
    case 'too_small':
      return sizes.too_small[issue.origin] ?? 'too-small';
    case 'invalid_format':
      return 'invalid-format';
    case 'invalid_value':
    case 'invalid_union':
      return issue.input === undefined ? 'required' : 'not-allowed';
    case 'custom':
      return isFieldCode(issue.params?.code) ? issue.params.code : 'not-allowed';
    default:
      return 'not-allowed';
  }
}
