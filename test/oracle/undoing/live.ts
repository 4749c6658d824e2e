import assert from 'node:assert/strict';
import type { Returning } from '../../../shared/domain/return-lines.ts';
import { compileRuleset } from '../../../shared/lambda/compile-ruleset.ts';
import { deskOf, type Mine } from './desk.ts';
import type { Case, Deed } from './plan.ts';
import { checkBooks, checkCap, countsOf, worthOf } from './worth.ts';

const startsAt = Date.UTC(2026, 0, 10, 9);
const all: Returning = { kind: 'all' };

/**
 * Lives a case through and compares what nobody has to work out: an operation that is undone leaves nothing behind, and
 * once everything is undone the wallet is what it was. Nothing that rules gave is spent meanwhile.
 */
export function live(
  { clawback, isByRule, document, spentMinor, deeds }: Case,
  seen: (what: string) => void = () => {},
): void {
  const desk = deskOf(compileRuleset(1, document), startsAt);
  const { purchases, takeBack } = desk;
  const hasSpent = spentMinor > 0;
  /** A target that no purchase would reach is left to the next one: what lies beyond it is not counted (take-up.ts). */
  let isLeftToNext = false;
  desk.give(2_000);
  if (hasSpent) earnAndSpend();
  const owes = desk.ledger.stateOf(desk.current()).owed.length > 0;
  // What was earned before has come due or lapsed.
  desk.wait(90 * 24);
  const start = worthOf(desk, owes);
  for (const deed of deeds) {
    desk.wait(deed.waitHours);
    doIt(deed);
    checkBooks(desk, hasSpent);
    // What is written off is given, and what lapsed was: neither is told apart by its funder.
    if (isByRule && clawback === 'debt' && !JSON.stringify(document).includes('onEvent')) checkCap(desk, document);
  }
  for (const [at, mine] of purchases.entries()) {
    if (mine.isGone) continue;
    if (at % 2 === 0) takeBack(mine, all);
    else desk.cancel(mine);
    checkBooks(desk, hasSpent);
  }
  // What had come due before it came back stays with the member.
  if (clawback === 'pendingOnly' || isLeftToNext) return;
  assert.deepEqual(worthOf(desk, owes), start, 'all is undone, and the wallet is not what it was');

  /** Earns, spends it, and perhaps brings the purchase back: under `debt` the member owes it. */
  function earnAndSpend(): void {
    desk.buy('zara', [[10_000, '']], 1, 0);
    const [mine] = purchases.splice(0);
    desk.wait(70 * 24);
    desk.spend(spentMinor);
    if (mine && deeds.length % 2) takeBack(mine, all);
  }

  function doIt(deed: Deed): void {
    const { kind, pick, amountMinor, quantity } = deed;
    const standing = purchases.filter(({ isGone }) => !isGone);
    const mine = standing[pick % Math.max(1, standing.length)];
    seen(kind);
    if (kind === 'buy' || kind === 'buy with a gift') {
      const first: [number, string] = [amountMinor, ''];
      const parts: [number, string][] = pick % 2 ? [first] : [first, [1 + (pick % 2_500), 'x']];
      desk.buy(pick % 3 === 0 ? 'deco' : 'zara', parts, quantity, kind === 'buy' ? 0 : 1 + (pick % 500));
    } else if (kind === 'move') move();
    else if (mine) doTo(mine, deed);
  }

  /** A challenge that another wallet takes over no longer knows which purchase it rewarded. */
  function move(): void {
    if (!JSON.stringify(document).includes('threshold')) desk.move();
  }

  function doTo(mine: Mine, { kind, pick, amountMinor, quantity }: Deed): void {
    const part: Returning = { kind: 'amount', amountMinor: 1 + (amountMinor % 3_000) };
    if (kind === 'return by amount') takeBack(mine, part);
    if (kind === 'return of a line')
      takeBack(mine, { kind: 'lines', lines: [{ index: 0, quantity: Math.min(quantity, 2), amountMinor: null }] });
    if (kind === 'return of all') takeBack(mine, all);
    if (kind === 'cancel a purchase') desk.cancel(mine);
    if (kind === 'confirm') desk.confirm(mine);
    if (kind === 'cancel a return') {
      const sequence = mine.returns[amountMinor % Math.max(1, mine.returns.length)];
      if (sequence !== undefined) undo(mine, sequence);
    }
    if (kind === 'return and undo') {
      const [before, counts] = [worthOf(desk, owes), countsOf(desk)];
      const sequence = takeBack(mine, pick % 4 ? part : all);
      if (sequence === undefined) return;
      checkBooks(desk, hasSpent);
      undo(mine, sequence);
      assert.deepEqual(worthOf(desk, owes), before, 'a return is undone, and the wallet is not what it was');
      if (!isLeftToNext) assert.deepEqual(countsOf(desk), counts, 'a return is undone, and counters tell of it');
    }
  }

  function undo(mine: Mine, sequence: number): void {
    const { otherWalletId, otherSequence } = desk.ledger.of(mine.walletId)[sequence]!.event as {
      otherWalletId: string;
      otherSequence: number;
    };
    const [walletId, at] = otherWalletId === '' ? [mine.walletId, sequence] : [otherWalletId, otherSequence];
    const { before, state } = desk.ledger.of(walletId)[at]!;
    const counted = () => progressOf(desk.ledger.stateOf(desk.current()).counters);
    const now = counted();
    desk.undo(mine, sequence);
    if (counted() - now < progressOf(before.counters) - progressOf(state.counters)) isLeftToNext = true;
  }
}

/** How far the challenge is: it counts ever, so that its one slot is [0, progress, given]. */
const progressOf = (counters: readonly { readonly key: string; readonly values: readonly number[] }[]): number =>
  counters.find(({ key }) => key.startsWith('t'))?.values[1] ?? 0;
