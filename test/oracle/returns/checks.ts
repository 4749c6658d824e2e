import assert from 'node:assert/strict';
import type { Returned, ReturnedLine } from '../../../shared/domain/event.ts';
import { isAvailable } from '../../../shared/domain/expiry.ts';
import { dayMs } from '../../../shared/domain/instant.ts';
import type { Lot, LotMovement, LotTerms } from '../../../shared/domain/lot.ts';
import type { Returning } from '../../../shared/domain/return-lines.ts';
import { settle } from '../../../shared/domain/settle.ts';
import type { Line } from '../../support/paper-ledger.ts';
import { type Back, type Bought, sum } from './arithmetic.ts';
import { graceDays, type Plan } from './plan.ts';

type Left = { readonly amountMinor: number; readonly quantity: number };

/** What came back is what was asked, line by line, and never more than was left. */
export function checkLines(left: readonly Left[], returning: Returning, lines: readonly ReturnedLine[]): void {
  for (const { index, quantity, amountMinor } of lines) {
    assert.ok(
      quantity <= left[index]!.quantity && amountMinor <= left[index]!.amountMinor,
      'more came back than was left',
    );
    assert.ok(quantity >= 0 && amountMinor >= 0);
  }
  const backMinor = sum(lines.map((line) => line.amountMinor));
  const leftMinor = sum(left.map((line) => line.amountMinor));
  if (returning.kind === 'all') {
    assert.equal(backMinor, leftMinor);
    assert.equal(sum(lines.map((line) => line.quantity)), sum(left.map((line) => line.quantity)));
  } else if (returning.kind === 'amount') {
    assert.equal(backMinor, returning.amountMinor);
    for (const { index, amountMinor } of lines) {
      const exact = (backMinor * left[index]!.amountMinor) / leftMinor;
      assert.ok(Math.abs(amountMinor - exact) < 1, 'an amount is not spread in proportion');
    }
  } else {
    assert.deepEqual(
      lines.map(({ index, quantity }) => [index, quantity]),
      returning.lines.map(({ index, quantity }) => [index, quantity]),
    );
    for (const [at, asked] of returning.lines.entries()) {
      const { amountMinor, quantity } = left[asked.index]!;
      const exact = (amountMinor * asked.quantity) / quantity;
      if (asked.amountMinor !== null) assert.equal(lines[at]!.amountMinor, asked.amountMinor);
      else assert.ok(Math.abs(lines[at]!.amountMinor - exact) <= 0.5, 'a line is not its share');
    }
  }
}

/** The wallet's share goes back to the lots that paid, in proportion; what had expired lives the days of grace. */
export function checkRefund(
  bought: Bought,
  before: Back,
  after: Back,
  wantedMinor: number,
  { effects, before: stateBefore, recordedAt, event }: Line,
  isClosed: boolean,
): void {
  const refunds = after.refunded.map((amountMinor, at) => amountMinor - before.refunded[at]!);
  assert.equal(sum(refunds), wantedMinor, 'the wallet’s share of a return');
  const left = bought.paid.map(({ amountMinor }, at) => amountMinor - before.refunded[at]!);
  for (const [at, refundMinor] of refunds.entries()) {
    assert.ok(refundMinor >= 0 && refundMinor <= left[at]!, 'a lot gets back more than it gave');
    assert.ok(Math.abs(refundMinor - (wantedMinor * left[at]!) / Math.max(1, sum(left))) < 1, 'not a lot’s own share');
  }
  if (isClosed || event.kind !== 'returned' || event.clawbacks.some((one) => one.fromWalletMinor > 0)) return;
  // Nothing was taken: each lot has grown by what it is given back, under its own name unless it has expired.
  const wallet = settle(stateBefore, recordedAt).state;
  const shares = new Map<string, number>();
  for (const [at, { lotId }] of bought.paid.entries()) shares.set(lotId, (shares.get(lotId) ?? 0) + refunds[at]!);
  for (const [lotId, shareMinor] of shares) {
    if (shareMinor === 0) continue;
    const isThere = wallet.lots.some((lot: Lot) => lot.id === lotId);
    const credits = effects.credits.filter((credit) => credit.lotId === lotId && credit.ruleId === '');
    const grownMinor = sum(credits.map((credit) => credit.amountMinor));
    if (isThere || credits.length > 0) assert.equal(grownMinor, shareMinor, 'a lot did not get its share');
    else {
      const graced = effects.credits.filter(
        ({ ruleId, expiry }) => ruleId === '' && expiry.kind === 'at' && expiry.at === recordedAt + graceDays * dayMs,
      );
      assert.ok(sum(graced.map((credit) => credit.amountMinor)) >= shareMinor, 'expired value has no days of grace');
    }
  }
}

/** What is taken back obeys the policy: pending value only, what there is, or all of it. */
export function checkTaken(
  clawback: Plan['clawback'],
  event: Returned,
  { before, effects, recordedAt, state }: Line,
  refundedOf: (asset: string) => number,
): void {
  for (const { asset, fromWalletMinor, owedMinor, writtenOffMinor } of event.clawbacks) {
    assert.ok(fromWalletMinor >= 0 && owedMinor >= 0 && writtenOffMinor >= 0);
    if (clawback === 'debt') assert.equal(writtenOffMinor, 0, 'written off under debt');
    if (clawback === 'withinBalance' && writtenOffMinor > 0) {
      const pinned = sum(
        state.holds
          .flatMap(({ pins }) => pins)
          .filter(({ lotId }) => state.lots.find(({ id }) => id === lotId)?.asset === asset)
          .map((pin) => pin.amountMinor),
      );
      const held = sum(state.lots.filter((lot) => lot.asset === asset).map((lot) => lot.remainingMinor));
      assert.equal(held, pinned, 'written off although there was value');
    }
  }
  if (clawback !== 'pendingOnly') return;
  const wallet = settle(before, recordedAt).state;
  for (const { asset } of event.clawbacks) {
    const minorOf = (movements: readonly LotMovement[], termsOf: (movement: LotMovement) => LotTerms) =>
      sum(
        movements
          .filter((one) => one.asset === asset && isAvailable(termsOf(one), recordedAt))
          .map(({ amountMinor }) => amountMinor),
      );
    const drawn = minorOf(effects.draws, ({ lotId }) => wallet.lots.find(({ id }) => id === lotId)!);
    const grownMinor = minorOf(effects.credits, (credit) => credit) - drawn;
    assert.ok(grownMinor >= refundedOf(asset), 'spendable value was taken under pendingOnly');
  }
}
