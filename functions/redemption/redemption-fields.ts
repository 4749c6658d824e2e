import type * as z from 'zod';
import type { CaptureRequest, RedemptionRequest } from '../../shared/contract/redemption.ts';
import type { FieldsOfRefusals } from '../../shared/lambda/outcome.ts';

/** Which field of a redemption each refusal is about. Without a basket a minimum or a share of it cannot be judged. */
export function redemptionFields({ amountMinor, basketMinor }: z.output<typeof RedemptionRequest>): FieldsOfRefusals {
  const tooMuch =
    amountMinor === undefined
      ? ({ pointer: '/max', code: 'not-allowed' } as const)
      : ({ pointer: '/amountMinor', code: 'too-large' } as const);
  const unsaid = { pointer: '/basketMinor', code: 'required' } as const;
  const wallet = { pointer: '/walletId', code: 'not-allowed' } as const;
  return {
    'wallet-closed': wallet,
    'wallet-blocked': wallet,
    'occurred-at-out-of-range': { pointer: '/occurredAt', code: 'out-of-range' },
    'too-many-holds': { pointer: '/capture', code: 'not-allowed' },
    'redeem-minimum-basket': basketMinor === undefined ? unsaid : { pointer: '/basketMinor', code: 'too-small' },
    'redeem-maximum-share': basketMinor === undefined ? unsaid : tooMuch,
    'redeem-minimum-amount': { pointer: '/amountMinor', code: 'too-small' },
    'out-of-scope': tooMuch,
    'insufficient-funds': tooMuch,
    'ceiling-exceeded': tooMuch,
  };
}

/** Which field of a capture each refusal is about; all that is held may be more than a key may move. */
export function captureFields({ amountMinor }: z.output<typeof CaptureRequest>): FieldsOfRefusals {
  const tooMuch = { pointer: '/amountMinor', code: amountMinor === undefined ? 'required' : 'too-large' } as const;
  return { 'capture-above-hold': tooMuch, 'ceiling-exceeded': tooMuch };
}
