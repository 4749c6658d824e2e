import type { FieldCode } from '../domain/field-code.ts';
import type { RefusalCode } from '../domain/refusal.ts';
import { campaignProblems } from './problem-campaign.ts';
import { contractProblems } from './problem-contract.ts';
import { refusalProblems } from './problem-refusal.ts';
import { rulesetProblems } from './problem-ruleset.ts';

/** One entry of the catalogue of problems; `docs/errors.md` is generated from it. */
export type ProblemDefinition = {
  readonly status: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 500 | 503;
  readonly title: string;
  readonly meaning: string;
  /** What the caller should do. */
  readonly remedy: string;
  /** Whether the very same request may succeed later without a change. */
  readonly retriable: boolean;
  readonly retryAfterSeconds?: number;
};

export type ProblemCode =
  | RefusalCode
  | keyof typeof contractProblems
  | keyof typeof rulesetProblems
  | keyof typeof campaignProblems;

/** The closed catalogue: every code that an answer may carry, once, with its status. */
export const problems: Readonly<Record<ProblemCode, ProblemDefinition>> = {
  ...refusalProblems,
  ...contractProblems,
  ...rulesetProblems,
  ...campaignProblems,
};

/** One thing wrong with a request: exactly one of `pointer` (RFC 6901), `parameter`, `header`. */
export type FieldError = {
  readonly code: FieldCode;
  readonly pointer?: string;
  readonly parameter?: string;
  readonly header?: string;
  readonly detail?: string;
};

/** Field errors in one answer at most; more add nothing for who reads them. */
export const fieldErrorsMax = 50;
