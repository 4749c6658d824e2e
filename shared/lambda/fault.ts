import { StoreFault } from '../store/port.ts';
import { Problem, problem } from './problem.ts';

const throttled =
  /Throttl|ProvisionedThroughputExceeded|RequestLimitExceeded|TransactionConflict|TransactionInProgress/;
const unreachable =
  /^(?:ECONN|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT)|TimeoutError|InternalServerError|ServiceUnavailable/;

/**
 * What a caller is told of anything thrown: its problem; for a store that did not answer, whether the outcome is
 * known; for a bug a bare `internal-error`. Never a message or a stack of ours.
 * @param mayHaveWritten whether the request had come to where it writes
 */
export function problemOfFault(fault: unknown, mayHaveWritten: boolean): Problem {
  if (fault instanceof Problem) return fault;
  if (fault instanceof StoreFault) return problem(fault.outcome === 'unknown' ? 'outcome-unknown' : 'unavailable');
  const names = namesOf(fault);
  if (throttled.test(names)) return problem('unavailable');
  if (unreachable.test(names)) return problem(mayHaveWritten ? 'outcome-unknown' : 'unavailable');
  return problem('internal-error');
}

/** Name, code and first place of a fault for the log: messages of foreign errors may hold what nobody should read. */
export function faultFields(fault: unknown): Record<string, string> {
  const stack = fault instanceof Error ? (fault.stack ?? '') : '';
  const where = /\(?((?:shared|functions)\/[\w/.-]+:\d+)/.exec(stack)?.[1];
  return { fault: namesOf(fault), ...(where === undefined ? {} : { where }) };
}

function namesOf(fault: unknown): string {
  if (!(fault instanceof Error)) return typeof fault;
  const { code } = fault as Error & { code?: unknown };
  const cause = fault.cause instanceof Error ? ` ${namesOf(fault.cause)}` : '';
  return `${typeof code === 'string' ? `${code} ` : ''}${fault.name}${cause}`;
}
