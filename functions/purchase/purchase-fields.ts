import { totalOf } from '../../shared/contract/purchase.ts';
import type { FieldsOfRefusals } from '../../shared/lambda/outcome.ts';
import type { PurchaseBody } from './purchase-command.ts';

type Sent = Pick<PurchaseBody, 'lines' | 'amountMinor' | 'pay'>;

/** Which field of a purchase or a quote each refusal is about. */
export function purchaseFields(body: Sent): FieldsOfRefusals {
  const basket = body.lines ? '/lines' : '/amountMinor';
  const redemption = { pointer: '/pay/redemptionId', code: 'not-allowed' } as const;
  const paysTooMuch = { pointer: '/pay/amountMinor', code: 'too-large' } as const;
  return {
    'wallet-closed': { pointer: '/walletId', code: 'not-allowed' },
    'wallet-blocked': { pointer: '/pay', code: 'not-allowed' },
    'occurred-at-out-of-range': { pointer: '/occurredAt', code: 'out-of-range' },
    'ceiling-exceeded': { pointer: basket, code: 'too-large' },
    'redeem-minimum-basket': { pointer: basket, code: 'too-small' },
    'redeem-minimum-amount': { pointer: '/pay/amountMinor', code: 'too-small' },
    'redeem-maximum-share': paysTooMuch,
    'out-of-scope': body.pay && 'redemptionId' in body.pay ? redemption : paysTooMuch,
    'insufficient-funds': paysTooMuch,
    'capture-above-hold': paysTooMuch,
    'hold-expired': redemption,
    'hold-closed': redemption,
    'redemption-already-used': redemption,
    'tender-mismatch': (figures) => mismatched(body, figures),
  };
}

/**
 * What does not fit: a redemption into the basket (`redeemedMinor`, `maxMinor`), the amount named to the redemption
 * (`redeemedMinor` alone), the amount to the basket, or else the other tenders.
 */
function mismatched(body: Sent, { redeemedMinor, maxMinor }: Readonly<Record<string, number | string>>) {
  const amountMinor = body.pay && 'amountMinor' in body.pay ? (body.pay.amountMinor ?? 0) : 0;
  if (redeemedMinor !== undefined) {
    if (maxMinor !== undefined) return { pointer: '/pay/redemptionId', code: 'too-large' } as const;
    const code = amountMinor > Number(redeemedMinor) ? 'too-large' : 'too-small';
    return { pointer: '/pay/amountMinor', code } as const;
  }
  if (amountMinor > totalOf(body)) return { pointer: '/pay/amountMinor', code: 'too-large' } as const;
  return { pointer: '/tenders', code: 'too-large' } as const;
}

const theCode = { pointer: '/claimCode', code: 'not-allowed' } as const;

/** Which field of a claim each refusal is about: what its basket is, its code stands for. */
export const claimFields: FieldsOfRefusals = {
  'receipt-already-used': theCode,
  'already-claimed': theCode,
  'claim-expired': theCode,
  'nothing-to-claim': theCode,
  'ceiling-exceeded': theCode,
  'occurred-at-out-of-range': theCode,
  'wallet-closed': { pointer: '/walletId', code: 'not-allowed' },
};
