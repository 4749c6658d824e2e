import type { RefusalCode } from '../domain/refusal.ts';
import type { ProblemDefinition } from './problem.ts';

/** A refusal by a rule: 422. Where value moves it is remembered for its key, but for the receipt's and the clock's. */
const refused = (title: string, meaning: string, remedy: string): ProblemDefinition => ({
  status: 422,
  title,
  meaning,
  remedy,
  retriable: false,
});

export const refusalProblems: Readonly<Record<RefusalCode, ProblemDefinition>> = {
  'insufficient-funds': refused(
    'Not enough value in the wallet',
    'The amount is above what this merchant may take from the wallet now: `usableMinor`.',
    'Ask for `usableMinor` at most, or for `max`, under a new key.',
  ),
  'hold-expired': refused(
    'The hold’s time is over',
    'The value went back to the wallet when the hold ended.',
    'Redeem again, or pay with another tender.',
  ),
  'hold-closed': refused(
    'The hold was already captured or released',
    'A hold is captured or released once; what was cancelled or came back whole pays nothing either.',
    'Read the redemption; nothing more is to be done with it.',
  ),
  'capture-above-hold': refused(
    'More than what is held',
    'At most `maxMinor` is held.',
    'Capture `maxMinor` at most; take the rest in a purchase or redemption of its own.',
  ),
  'out-of-scope': refused(
    'This value cannot be spent here',
    'The wallet has value, but its scope excludes this merchant or these goods; or the redemption is of points, which never pay.',
    'Take another tender; a quote tells what is usable.',
  ),
  'redeem-minimum-basket': refused(
    'The basket is too small to pay with the wallet',
    'The rules ask for a larger basket, or the request did not say how large it is.',
    'State the basket, or take another tender.',
  ),
  'redeem-minimum-amount': refused(
    'The amount is below the smallest that may be redeemed',
    'The rules set a smallest amount.',
    'Redeem more, or nothing.',
  ),
  'redeem-maximum-share': refused(
    'The wallet may not pay that much of this basket',
    'The rules let the wallet pay a share of the basket only, or the request did not say how large it is.',
    'Ask for less, or for `max`.',
  ),
  'over-returned': refused(
    'More than what is left to return',
    'Lines, quantities or amounts are above what was bought less what already came back.',
    'Read the purchase: `returnable` says what is left.',
  ),
  'receipt-already-used': refused(
    'This receipt was already recorded',
    'Merchant, till, receipt number and day are those of another purchase of this wallet: `existingId`.',
    'Read `existingId`; it is most likely the answer to an earlier attempt. The refusal is not remembered: once that purchase is cancelled, the same request may succeed.',
  ),
  'redemption-already-used': refused(
    'This redemption already paid for a purchase',
    'A redemption is taken up by one purchase, once; what came back of it before stays back as long as the purchase stands.',
    'Redeem again for another purchase; to undo a return of the redemption, cancel the purchase first.',
  ),
  'wallet-closed': refused(
    'The wallet is closed',
    'A closed wallet earns and pays nothing more.',
    'Use another wallet.',
  ),
  'wallet-blocked': refused(
    'The wallet is blocked',
    'A blocked wallet pays nothing; earning, returns and releases go on.',
    'Take another tender; an operator can unblock it.',
  ),
  'wallet-not-empty': refused(
    'The wallet still holds value or debt',
    'Only an empty wallet can be closed.',
    'Transfer or spend what is left first.',
  ),
  'holds-open': refused(
    'Holds are open on the wallet',
    'A wallet with open holds cannot be transferred or closed.',
    'Capture or release them, or wait until they end.',
  ),
  'too-many-holds': refused(
    'Too many holds are open on the wallet',
    'At most `max` holds are open at a time.',
    'Capture or release one first.',
  ),
  'ceiling-exceeded': refused(
    'Above what this key may move at a time',
    'The key’s ceiling is `ceilingMinor` an operation.',
    'Use a key with a higher ceiling.',
  ),
  'tender-mismatch': refused(
    'What pays is not what is to be paid',
    'Wallet and other tenders together are above the total: `maxMinor` is the most that the field named in `errors` may be. Or `pay.amountMinor` is not the amount of the redemption that the purchase takes up whole: `redeemedMinor`.',
    'Send tenders for the part not paid with the wallet; a redemption pays a basket that is at least as large.',
  ),
  'occurred-at-out-of-range': refused(
    'The business time is out of range',
    '`occurredAt` is more than 5 minutes ahead, or older than the ecosystem takes late sales.',
    'Correct the till’s clock; what is too late can only be adjusted by an operator.',
  ),
  'currency-mismatch': refused(
    'Another currency than the ecosystem’s',
    'An ecosystem has one currency.',
    'Convert the amount, or leave `currency` out.',
  ),
  'amount-out-of-range': refused(
    'The amount is out of range',
    'The total is below 0 or above the largest amount of one operation.',
    'Split the operation.',
  ),
  'already-claimed': refused(
    'The basket was already claimed',
    'A claim code works once, and what a wallet has claimed is not cancelled by the guest’s key any more.',
    'Of a claim nothing more is to be done; instead of cancelling, return the purchase, or cancel the claim by its own key first.',
  ),
  'claim-expired': refused(
    'The claim code’s time is over',
    'Guest baskets can be claimed as long as late sales are taken.',
    'Nothing can be earned on this basket any more.',
  ),
  'nothing-to-claim': refused(
    'Nothing is left of the basket',
    'Everything of the guest basket came back before it was claimed.',
    'Nothing can be earned on this basket any more.',
  ),
  cancelled: refused(
    'The operation was cancelled by key before',
    'A cancellation stands: of this key, so that the operation never has an effect; or of the purchase or basket that is to be returned or claimed, which never was.',
    'Use a new key for a new operation; of what was cancelled itself nothing is returned or claimed under any key.',
  ),
  'nothing-to-return': refused(
    'There is nothing left to return',
    'Everything already came back, or there was nothing to bring back.',
    'Read the purchase: `returnable` says what is left.',
  ),
  'nothing-pending': refused(
    'Nothing waits for this event',
    'What this purchase earned was not waiting, has been confirmed already, or was taken back or cancelled by time.',
    'Read the purchase; do not repeat the call.',
  ),
  'support-ceiling-exceeded': refused(
    'Above what support may adjust',
    'Support adjusts up to the ecosystem’s ceiling: `ceilingMinor`.',
    'Ask an operator.',
  ),
  'too-many-opt-ins': refused(
    'The wallet takes part in too many campaigns',
    'At most `max` opt-ins to campaigns that are not over are kept; a merge must not come to more.',
    'Opt out of one first.',
  ),
  'too-many-audiences': refused(
    'The wallet is in too many audiences',
    'At most `max` memberships are kept; a merge must not come to more.',
    'Leave one first.',
  ),
  'clock-before-last-entry': refused(
    'The time is before the wallet’s newest entry',
    'Entries of a wallet stay ordered; with a sandbox clock, `Boucle-Now` must not go back.',
    'Send a later `Boucle-Now`.',
  ),
};
