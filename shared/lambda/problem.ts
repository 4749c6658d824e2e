import { type FieldError, fieldErrorsMax, type ProblemCode, problems } from '../contract/problem.ts';
import type { Refusal } from '../domain/refusal.ts';

export type ProblemMore = {
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  /** Figures that help the caller, as members of the body: `usableMinor`, `existingId`. */
  readonly figures?: Refusal['figures'];
  /** Of the request that was refused first: a replay answers the very same body. */
  readonly requestId?: string;
  readonly replayed?: boolean;
};

/** The way out of a handler that cannot go on: thrown, and answered as problem+json by http-handler.ts. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly more: ProblemMore;
  constructor(code: ProblemCode, more: ProblemMore = {}) {
    super(code);
    this.name = 'Problem';
    this.code = code;
    this.more = more;
  }
}

export const problem = (code: ProblemCode, more: ProblemMore = {}): Problem => new Problem(code, more);

/** 404 for what the body names at a pointer; without one, for what the path names. */
export const notFoundAt = (pointer?: string): Problem =>
  problem('not-found', pointer === undefined ? {} : { errors: [{ pointer, code: 'not-found' }] });

/** 422 for a key that stands for another request. */
export const keyMismatch = (): Problem =>
  problem('idempotency-mismatch', { errors: [{ header: 'Idempotency-Key', code: 'not-allowed' }] });

const ownProblems = ['total-mismatch', 'unknown-group', 'too-many-counters'] as const;

/** 400 for these faults. A fault whose code is a problem of its own (`total-mismatch`) names the whole when alone. */
export function malformed(errors: readonly FieldError[]): Problem {
  const own = ownProblems.find((code) => errors.every((error) => error.code === code));
  return problem(own ?? 'malformed', { errors });
}

const ownUnfit = ['unknown-group', 'too-many-counters', 'too-many-campaigns'] as const;

/** 422 for a base document and campaigns that cannot be one version; `campaignId` is the first one at fault. */
export function unfit(errors: readonly FieldError[], campaignId: string | undefined): Problem {
  const own = ownUnfit.find((code) => errors.every((error) => error.code === code));
  const figures: Refusal['figures'] = campaignId === undefined ? {} : { campaignId };
  return problem(own ?? 'campaign-conflict', { errors: errors.slice(0, fieldErrorsMax), figures });
}

/** The body of RFC 9457, members in the contract's order. */
export function problemBody(code: ProblemCode, more: ProblemMore, requestId: string): Record<string, unknown> {
  const { status, title, meaning, retriable } = problems[code];
  return {
    type: `urn:boucle:problem:${code}`,
    title,
    status,
    code,
    detail: more.detail ?? meaning,
    ...(more.errors && more.errors.length > 0 ? { errors: more.errors } : {}),
    ...more.figures,
    retriable,
    requestId: more.requestId ?? requestId,
  };
}
