import { expect } from 'vitest';
import type { Operation } from '../../shared/contract/operation.ts';
import { problems } from '../../shared/contract/problem.ts';
import { isFieldCode } from '../../shared/domain/field-code.ts';
import { type RefusalCode, refusalCodes } from '../../shared/domain/refusal.ts';

/** Refusals that no field of a request is at fault for: of a key, of what is left of a purchase, of a whole wallet. */
const ofNoField: readonly RefusalCode[] = ['cancelled', 'nothing-to-return', 'nothing-pending', 'wallet-not-empty'];
/** Of what the path may name; where the body names it, it is pointed at. */
const ofThePath: readonly RefusalCode[] = [
  'hold-expired',
  'hold-closed',
  'redemption-already-used',
  'wallet-blocked',
  'wallet-closed',
  'holds-open',
  'too-many-audiences',
];

type Told = {
  readonly code: string;
  readonly errors?: readonly { code: string; pointer?: string; parameter?: string; header?: string }[];
};

/**
 * Every refusal names the field at fault, and every pointer leads into the body that was sent, but for what the fault
 * is that it is missing. Errors of a publication point into the version that it would make.
 */
export function checkPointed({ path, operationId }: Operation, sent: unknown, { code, errors = [] }: Told): void {
  const mayHaveNone = ofNoField.includes(code as RefusalCode);
  const isOfPath = path.includes('{') && ofThePath.includes(code as RefusalCode);
  if (refusalCodes.includes(code as RefusalCode) && !mayHaveNone && !isOfPath) {
    expect([code, operationId, errors.length]).not.toEqual([code, operationId, 0]);
  }
  const body = jsonOf(sent);
  for (const error of errors) {
    expect(error.code).toSatisfy(isFieldCode);
    if (operationId.startsWith('publish') || error.pointer === undefined || body === undefined) continue;
    if (error.code === 'required' || error.code === 'exactly-one-of') continue;
    expect([code, error.pointer, isThere(body, error.pointer)]).toEqual([code, error.pointer, true]);
  }
  expect(problems).toHaveProperty([code]);
}

function jsonOf(sent: unknown): unknown {
  if (typeof sent !== 'string') return sent;
  try {
    return JSON.parse(sent);
  } catch {
    return undefined;
  }
}

function isThere(body: unknown, pointer: string): boolean {
  const steps = pointer.split('/').slice(1);
  let at = body;
  for (const step of steps.map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return false;
    at = (at as Record<string, unknown>)[step];
  }
  return true;
}
