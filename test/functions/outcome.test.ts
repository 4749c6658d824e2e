import { describe, expect, test } from 'vitest';
import { problemResult } from '../../shared/lambda/answer.ts';
import { acceptedOf, type Telling } from '../../shared/lambda/outcome.ts';
import { Problem } from '../../shared/lambda/problem.ts';
import type { Outcome } from '../../shared/store/intent.ts';

function told(outcome: Outcome, telling?: Telling) {
  try {
    acceptedOf(outcome, telling);
  } catch (fault) {
    if (fault instanceof Problem) {
      const { statusCode, headers, body = '' } = problemResult(fault, 'req-2');
      return { status: statusCode, headers, body: JSON.parse(body) };
    }
  }
  return undefined;
}

describe('what a till is told when its command was not accepted', () => {
  test('a refusal says its figures and which field it is about, and a replay is the very same body', () => {
    const refusal = { code: 'insufficient-funds' as const, figures: { usableMinor: 120 } };
    const fields = { 'insufficient-funds': { pointer: '/pay/amountMinor', code: 'too-large' } } as const;
    const first = told({ kind: 'refused', refusal, requestId: 'req-1', replayed: false }, { fields });
    const again = told({ kind: 'refused', refusal, requestId: 'req-1', replayed: true }, { fields });
    expect(first?.body).toEqual({
      type: 'urn:boucle:problem:insufficient-funds',
      title: 'Not enough value in the wallet',
      status: 422,
      code: 'insufficient-funds',
      detail: expect.any(String),
      errors: [{ pointer: '/pay/amountMinor', code: 'too-large' }],
      usableMinor: 120,
      retriable: false,
      requestId: 'req-1',
    });
    expect(again?.body).toEqual(first?.body);
    expect(again?.headers).toMatchObject({ 'Idempotent-Replayed': 'true', 'Request-Id': 'req-2' });
  });

  test('a receipt that is used names the purchase that used it', () => {
    const used = told({ kind: 'receipt-used', sequence: 3 }, { idOf: (sequence) => `pur_${sequence}` });
    expect(used?.body).toMatchObject({ code: 'receipt-already-used', existingId: 'pur_3' });
  });

  test.each([
    ['mismatch', 422, 'idempotency-mismatch', undefined],
    ['full', 409, 'wallet-full', '60'],
    ['conflict', 409, 'conflict-retry', '1'],
    ['unknown', 503, 'outcome-unknown', '1'],
    ['clock-ahead', 503, 'clock-ahead', '2'],
    ['clock-before-last-entry', 422, 'clock-before-last-entry', undefined],
  ] as const)('%s is %d %s', (kind, status, code, retryAfter) => {
    const answer = told({ kind });
    expect([answer?.status, answer?.body.code, answer?.headers?.['Retry-After']]).toEqual([status, code, retryAfter]);
  });

  test('a wallet that is not there is told where the body names it, and nowhere when the path does', () => {
    const wallets = { wallet: '/fromWalletId', other: '/toWalletId' };
    const errorsOf = (which: 'wallet' | 'other', telling?: Telling) => {
      const answer = told({ kind: 'not-found', which }, telling);
      expect([answer?.status, answer?.body.code]).toEqual([404, 'not-found']);
      return answer?.body.errors;
    };
    expect(errorsOf('wallet', { wallets })).toEqual([{ pointer: '/fromWalletId', code: 'not-found' }]);
    expect(errorsOf('other', { wallets })).toEqual([{ pointer: '/toWalletId', code: 'not-found' }]);
    expect(errorsOf('wallet')).toBeUndefined();
  });
});
