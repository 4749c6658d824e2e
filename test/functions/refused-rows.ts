import { PostAdjustment } from '../../shared/contract/adjustment.ts';
import { PostCancellation } from '../../shared/contract/cancellation.ts';
import { PostClaim } from '../../shared/contract/claim.ts';
import type { Operation } from '../../shared/contract/operation.ts';
import { PostPurchase, PostQuote } from '../../shared/contract/purchase.ts';
import { PostCapture, PostRedemption } from '../../shared/contract/redemption.ts';
import { PostRedemptionReturn, PostReturn } from '../../shared/contract/return.ts';
import { PostTransfer } from '../../shared/contract/transfer.ts';

/** What the rows are asked of, by name; the test fills it. */
export const ids: Record<string, string> = {};

const later = '2026-03-14T13:00:00Z';
const longAgo = '2026-03-01T12:00:00Z';

type Row = readonly [
  code: string,
  operation: Operation,
  body: () => object,
  /** Where the fault is and what it is. */
  error: string,
  more?: {
    /** The key of a merchant, one with a low ceiling, or an operator; deco's unless said. */
    readonly as?: 'zara' | 'low' | 'operator' | 'support';
    /** In the path. */
    readonly id?: string;
    readonly now?: string;
    readonly figures?: object;
  },
];
const sale = (walletId: string | undefined, more: object) => () => ({
  walletId: walletId === undefined ? undefined : ids[walletId],
  receiptNumber: 'R-2',
  amountMinor: 1_000,
  ...more,
});
const linesOf = (amountMinor: number) => ({ amountMinor: undefined, lines: [{ amountMinor }] });
const zara = { as: 'zara' } as const;
const low = { as: 'low' } as const;
const spend = (walletId: string, more: object) => () => ({ walletId: ids[walletId], ...more });
const pay = (more: object) => ({ pay: more });
const redemption =
  (name: string, more: object = {}) =>
  () => ({
    ...sale('rich', {})(),
    pay: { redemptionId: ids[name], ...more },
  });

/** Every way of being refused for a field, and which. */
export const refusedRows: readonly Row[] = [
  ['insufficient-funds', PostPurchase, sale('wallet', pay({ amountMinor: 401 })), '/pay/amountMinor too-large'],
  ['out-of-scope', PostPurchase, sale('gift', pay({ amountMinor: 100 })), '/pay/amountMinor too-large', zara],
  [
    'redeem-minimum-basket',
    PostPurchase,
    sale('wallet', { amountMinor: 999, pay: { amountMinor: 50 } }),
    '/amountMinor too-small',
    zara,
  ],
  [
    'redeem-minimum-basket',
    PostQuote,
    sale('wallet', { ...linesOf(999), pay: { amountMinor: 50 } }),
    '/lines too-small',
    zara,
  ],
  ['redeem-minimum-amount', PostPurchase, sale('wallet', pay({ amountMinor: 49 })), '/pay/amountMinor too-small', zara],
  ['redeem-maximum-share', PostPurchase, sale('rich', pay({ amountMinor: 501 })), '/pay/amountMinor too-large', zara],
  ['wallet-blocked', PostPurchase, sale('blocked', pay({ amountMinor: 100 })), '/pay not-allowed'],
  ['wallet-closed', PostPurchase, sale('closed', {}), '/walletId not-allowed'],
  ['ceiling-exceeded', PostPurchase, sale('wallet', {}), '/amountMinor too-large', low],
  ['ceiling-exceeded', PostPurchase, sale(undefined, linesOf(101)), '/lines too-large', low],
  ['occurred-at-out-of-range', PostPurchase, sale('wallet', { occurredAt: longAgo }), '/occurredAt out-of-range'],
  ['occurred-at-out-of-range', PostQuote, sale(undefined, { occurredAt: longAgo }), '/occurredAt out-of-range'],
  ['currency-mismatch', PostPurchase, sale('wallet', { currency: 'CHF' }), '/currency not-allowed'],
  [
    'amount-out-of-range',
    PostPurchase,
    sale('wallet', { amountMinor: undefined, lines: [{ kind: 'discount', amountMinor: -1 }] }),
    '/lines out-of-range',
  ],
  ['receipt-already-used', PostPurchase, sale('rich', { receiptNumber: 'R-1' }), '/receiptNumber not-allowed'],

  [
    'tender-mismatch',
    PostPurchase,
    sale('wallet', { tenders: [{ kind: 'card', amountMinor: 900 }], pay: { amountMinor: 101 } }),
    '/tenders too-large',
    { figures: { maxMinor: 899 } },
  ],
  [
    'tender-mismatch',
    PostPurchase,
    () => ({ ...redemption('taken')(), amountMinor: 299 }),
    '/pay/redemptionId too-large',
    { figures: { redeemedMinor: 300, maxMinor: 299 } },
  ],
  [
    'tender-mismatch',
    PostQuote,
    () => ({ ...redemption('taken', { amountMinor: 300 })(), amountMinor: 299 }),
    '/pay/redemptionId too-large',
    { figures: { redeemedMinor: 300, maxMinor: 299 } },
  ],
  [
    'tender-mismatch',
    PostPurchase,
    redemption('taken', { amountMinor: 299 }),
    '/pay/amountMinor too-small',
    { figures: { redeemedMinor: 300, maxMinor: undefined } },
  ],
  [
    'tender-mismatch',
    PostPurchase,
    redemption('taken', { amountMinor: 301 }),
    '/pay/amountMinor too-large',
    { figures: { redeemedMinor: 300, maxMinor: undefined } },
  ],
  [
    'tender-mismatch',
    PostPurchase,
    () => ({ ...redemption('held', { amountMinor: 300 })(), amountMinor: 299 }),
    '/pay/amountMinor too-large',
    { figures: { maxMinor: 299 } },
  ],
  [
    'tender-mismatch',
    PostPurchase,
    () => ({ ...redemption('held', { amountMinor: 300 })(), tenders: [{ kind: 'cash', amountMinor: 701 }] }),
    '/tenders too-large',
    { figures: { maxMinor: 700 } },
  ],
  [
    'tender-mismatch',
    PostPurchase,
    () => ({ ...redemption('taken', { amountMinor: 300 })(), tenders: [{ kind: 'cash', amountMinor: 701 }] }),
    '/tenders too-large',
    { figures: { maxMinor: 700 } },
  ],
  [
    'capture-above-hold',
    PostPurchase,
    redemption('held', { amountMinor: 301 }),
    '/pay/amountMinor too-large',
    { figures: { maxMinor: 300 } },
  ],
  ['redemption-already-used', PostPurchase, redemption('used'), '/pay/redemptionId not-allowed'],
  ['hold-expired', PostPurchase, redemption('ended'), '/pay/redemptionId not-allowed', { now: later }],
  ['hold-closed', PostPurchase, redemption('released'), '/pay/redemptionId not-allowed'],

  ['insufficient-funds', PostRedemption, spend('empty', { max: true }), '/max not-allowed'],
  ['insufficient-funds', PostRedemption, spend('wallet', { amountMinor: 401 }), '/amountMinor too-large'],
  [
    'out-of-scope',
    PostRedemption,
    spend('gift', { amountMinor: 100, basketMinor: 1_000 }),
    '/amountMinor too-large',
    zara,
  ],
  ['redeem-minimum-basket', PostRedemption, spend('wallet', { amountMinor: 100 }), '/basketMinor required', zara],
  ['redeem-minimum-basket', PostRedemption, spend('wallet', { max: true }), '/basketMinor required', zara],
  ['insufficient-funds', PostRedemption, spend('wallet', { max: true, basketMinor: 999 }), '/max not-allowed', zara],
  [
    'redeem-minimum-basket',
    PostRedemption,
    spend('wallet', { amountMinor: 100, basketMinor: 999 }),
    '/basketMinor too-small',
    zara,
  ],
  [
    'redeem-minimum-amount',
    PostRedemption,
    spend('wallet', { amountMinor: 49, basketMinor: 1_000 }),
    '/amountMinor too-small',
    zara,
  ],
  [
    'redeem-maximum-share',
    PostRedemption,
    spend('rich', { amountMinor: 501, basketMinor: 1_000 }),
    '/amountMinor too-large',
    zara,
  ],
  ['too-many-holds', PostRedemption, spend('full', { amountMinor: 1, capture: false }), '/capture not-allowed'],
  ['wallet-blocked', PostRedemption, spend('blocked', { amountMinor: 1 }), '/walletId not-allowed'],
  ['ceiling-exceeded', PostRedemption, spend('wallet', { amountMinor: 101 }), '/amountMinor too-large', low],
  ['ceiling-exceeded', PostRedemption, spend('wallet', { max: true }), '/max not-allowed', low],
  [
    'occurred-at-out-of-range',
    PostRedemption,
    spend('wallet', { amountMinor: 1, occurredAt: longAgo }),
    '/occurredAt out-of-range',
  ],
  ['capture-above-hold', PostCapture, () => ({ amountMinor: 301 }), '/amountMinor too-large', { id: 'held' }],
  ['ceiling-exceeded', PostCapture, () => ({ amountMinor: 101 }), '/amountMinor too-large', { id: 'held', ...low }],
  ['ceiling-exceeded', PostCapture, () => ({}), '/amountMinor required', { id: 'held', ...low }],
  ['over-returned', PostRedemptionReturn, () => ({ amountMinor: 301 }), '/amountMinor too-large', { id: 'taken' }],
  [
    'ceiling-exceeded',
    PostRedemptionReturn,
    () => ({ amountMinor: 101 }),
    '/amountMinor too-large',
    { id: 'taken', ...low },
  ],

  ['over-returned', PostReturn, () => ({ amountMinor: 1_001 }), '/amountMinor too-large', { id: 'bought' }],
  ['over-returned', PostReturn, () => ({ lines: [{ index: 0, quantity: 2 }] }), '/lines too-large', { id: 'bought' }],
  ['ceiling-exceeded', PostReturn, () => ({ all: true }), '/all not-allowed', { id: 'bought', ...low }],
  ['ceiling-exceeded', PostReturn, () => ({ amountMinor: 101 }), '/amountMinor too-large', { id: 'guest2', ...low }],
  [
    'occurred-at-out-of-range',
    PostReturn,
    () => ({ all: true, occurredAt: longAgo }),
    '/occurredAt out-of-range',
    { id: 'bought' },
  ],
  [
    'occurred-at-out-of-range',
    PostReturn,
    () => ({ all: true, occurredAt: longAgo }),
    '/occurredAt out-of-range',
    { id: 'guest2' },
  ],

  ['already-claimed', PostClaim, () => ({ claimCode: ids.code0, walletId: ids.wallet }), '/claimCode not-allowed'],
  ['nothing-to-claim', PostClaim, () => ({ claimCode: ids.code1, walletId: ids.wallet }), '/claimCode not-allowed'],
  [
    'claim-expired',
    PostClaim,
    () => ({ claimCode: ids.code2, walletId: ids.wallet }),
    '/claimCode not-allowed',
    { now: '2026-03-22T12:00:00Z' },
  ],
  [
    'ceiling-exceeded',
    PostClaim,
    () => ({ claimCode: ids.code2, walletId: ids.wallet }),
    '/claimCode not-allowed',
    low,
  ],
  ['receipt-already-used', PostClaim, () => ({ claimCode: ids.code3, walletId: ids.wallet }), '/claimCode not-allowed'],
  ['wallet-closed', PostClaim, () => ({ claimCode: ids.code2, walletId: ids.closed }), '/walletId not-allowed'],
  ['already-claimed', PostCancellation, () => ({ idempotencyKey: 'guest-key' }), '/idempotencyKey not-allowed'],

  [
    'wallet-closed',
    PostTransfer,
    () => ({ fromWalletId: ids.wallet, toWalletId: ids.closed }),
    '/toWalletId not-allowed',
    { as: 'operator' },
  ],
  [
    'wallet-blocked',
    PostTransfer,
    () => ({ fromWalletId: ids.blocked, toWalletId: ids.wallet }),
    '/fromWalletId not-allowed',
    { as: 'operator' },
  ],
  [
    'holds-open',
    PostTransfer,
    () => ({ fromWalletId: ids.full, toWalletId: ids.wallet }),
    '/fromWalletId not-allowed',
    { as: 'operator' },
  ],
  [
    'ceiling-exceeded',
    PostTransfer,
    () => ({ fromWalletId: ids.wallet, toWalletId: ids.empty }),
    '/all not-allowed',
    low,
  ],
  [
    'insufficient-funds',
    PostAdjustment,
    spend('wallet', { amountMinor: -401 }),
    '/amountMinor too-small',
    { as: 'operator' },
  ],
  [
    'support-ceiling-exceeded',
    PostAdjustment,
    spend('wallet', { amountMinor: 1_000_000 }),
    '/amountMinor too-large',
    { as: 'support' },
  ],
  ['wallet-closed', PostAdjustment, spend('closed', { amountMinor: 1 }), '/walletId not-allowed', { as: 'operator' }],
  [
    'clock-before-last-entry',
    PostPurchase,
    sale('wallet', {}),
    'Boucle-Now out-of-range',
    { now: '2026-03-14T11:59:59Z' },
  ],
];
