/**
 * Why a rule of the domain says no. A refusal is a value, answered 422 and remembered for its key, except the
 * three named below. The contract's catalogue of problems gives every code its title and what the caller should do.
 */
export const refusalCodes = [
  'insufficient-funds',
  'hold-expired',
  'hold-closed',
  'capture-above-hold',
  'out-of-scope',
  'redeem-minimum-basket',
  'redeem-minimum-amount',
  'redeem-maximum-share',
  'over-returned',
  'receipt-already-used',
  'redemption-already-used',
  'wallet-closed',
  'wallet-blocked',
  'wallet-not-empty',
  'holds-open',
  'too-many-holds',
  'ceiling-exceeded',
  'tender-mismatch',
  'occurred-at-out-of-range',
  'currency-mismatch',
  'amount-out-of-range',
  'already-claimed',
  'claim-expired',
  'nothing-to-claim',
  'cancelled',
  'nothing-to-return',
  'nothing-pending',
  'support-ceiling-exceeded',
  'too-many-opt-ins',
  'too-many-audiences',
  'clock-before-last-entry',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

export type Refusal = {
  readonly code: RefusalCode;
  /** Figures that help the caller, as they go into the answer: `usableMinor`, `maxMinor`, `existingId`. */
  readonly figures: Readonly<Record<string, number | string>>;
};
