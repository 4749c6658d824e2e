import { describe, expect, test } from 'vitest';
import { accept } from '../../shared/domain/decision.ts';
import { dayMs } from '../../shared/domain/instant.ts';
import type { PurchaseLine, Tender } from '../../shared/domain/purchase-line.ts';
import type { Returning } from '../../shared/domain/return-lines.ts';
import { compileRuleset } from '../../shared/lambda/compile-ruleset.ts';
import { item, lineOf, noon, paperTill } from '../support/paper-till.ts';

const effect = { kind: 'rate', rateBps: 1_000 };
const always = { id: 'all', effect };
const rulesOf = (rule: object = always, settings: object = {}) =>
  compileRuleset(1, { name: 'n', settings, rules: [rule] });
const amount = (amountMinor: number) => ({ kind: 'amount' as const, amountMinor });
const all = { kind: 'all' as const };
const piecesOf = (index: number, quantity: number, amountMinor: number | null = null): Returning => ({
  kind: 'lines',
  lines: [{ index, quantity, amountMinor }],
});

/** What a sale to a new wallet earned, and what each return of it took of that. */
function earnedAndTaken(rules: ReturnType<typeof rulesOf>, lines: readonly PurchaseLine[], ...returns: Returning[]) {
  const till = paperTill(rules);
  till.open('wal_a');
  const sumOf = (movements: readonly { amountMinor: number }[]) =>
    movements.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const earned = sumOf(lineOf(till.sell('wal_a', lines)).effects.credits);
  return [earned, ...returns.map((back) => sumOf(lineOf(till.giveBack('wal_a', 1, back)).effects.draws))];
}

describe('what is kept of a sale is judged alone', () => {
  test('a free sample that comes back counts as a piece no more', () => {
    const two = rulesOf({ ...always, when: [{ kind: 'basket', of: 'total', minQuantity: 2 }] });
    expect(earnedAndTaken(two, [item(1_000), item(0)], piecesOf(1, 1))).toEqual([100, 100]);
  });

  test('a line whose pieces are all back earns on what is left of its price', () => {
    expect(earnedAndTaken(rulesOf(), [item(900, { quantity: 3 })], piecesOf(0, 3, 500))).toEqual([90, 50]);
  });

  test('a line whose whole price is back still has its other pieces', () => {
    const three = rulesOf({ ...always, when: [{ kind: 'basket', of: 'total', minQuantity: 3 }] });
    const lines = [item(900, { quantity: 3 }), item(1_000)];
    expect(earnedAndTaken(three, lines, piecesOf(0, 1, 900), piecesOf(0, 1))).toEqual([190, 90, 100]);
  });

  test('of all of it, the very cent that the whole had earned is taken', () => {
    // 9.05 after the voucher, 0.905 of it tax: 8.15 once rounded, half-up, and 0.815 of that.
    const lines = [item(1_000, { taxMinor: 100 }), item(-95, { kind: 'discount' })];
    expect(earnedAndTaken(rulesOf(always, { tax: 'excl' }), lines, all)).toEqual([82, 82]);
  });

  test('with a voucher spread over it, nothing is left of a sale that is wholly back, and it counts no more', () => {
    const visit = {
      id: 'visit',
      effect: { kind: 'threshold', of: 'purchases', target: 1, window: 'day', amountMinor: 70 },
    };
    expect(earnedAndTaken(rulesOf(visit), [item(1_000), item(-95, { kind: 'discount' })], all)).toEqual([70, 70]);
  });
});

test('half of a sale comes back: wallet, gift card and what no tender names have each paid half of what is kept', () => {
  const till = paperTill(rulesOf());
  till.open('wal_a');
  till.give('wal_a', 200);
  const tenders: Tender[] = [{ kind: 'giftCard', amountMinor: 300 }];
  const pay = { kind: 'wallet' as const, amountMinor: 200, assets: ['gift'] as const };
  const { effects } = lineOf(till.sell('wal_a', [item(1_000)], { pay, tenders }));
  expect(effects.credits).toMatchObject([{ amountMinor: 50 }]);
  const back = lineOf(till.giveBack('wal_a', 2, amount(500))).effects;
  expect(back).toMatchObject({ credits: [{ lotId: '1.0', amountMinor: 100 }], draws: [{ amountMinor: 25 }] });
});

describe('a reward for paying with a gift that ends within a week', () => {
  const ending = { kind: 'paidWithWallet', expiringWithinDays: 7 };
  /** Entry 1 is a gift of 2.00 that ends in three days. */
  function aTill() {
    const till = paperTill(rulesOf({ ...always, when: [ending] }));
    till.open('wal_a');
    const terms = { asset: 'gift' as const, originId: '', funding: [], scope: '', ruleId: '', repaidMinor: 0 };
    const until = { availability: { kind: 'available' }, expiry: { kind: 'at', at: noon + 3 * dayMs } } as const;
    const event = { kind: 'adjusted' as const, asset: 'gift' as const, amountMinor: 200, reason: 'r', ticket: '' };
    till.ledger.act('wal_a', noon, () =>
      accept(event, { credits: [{ lotId: '1.0', amountMinor: 200, ...terms, ...until }] }),
    );
    return till;
  }

  test('is kept in part with the part that it paid of', () => {
    const till = aTill();
    const pay = { kind: 'wallet' as const, amountMinor: 200, assets: ['gift'] as const };
    expect(lineOf(till.sell('wal_a', [item(1_000)], { pay })).effects.credits).toMatchObject([{ amountMinor: 80 }]);
    expect(lineOf(till.giveBack('wal_a', 2, amount(500))).effects.draws).toMatchObject([{ amountMinor: 40 }]);
  });

  test('is not given for a redemption that was taken up, nor for the half of that sale that is kept', () => {
    const till = aTill();
    till.redeem('wal_a', 200);
    const pay = { kind: 'redemption' as const, amountMinor: null, placed: till.ledger.placedOf('wal_a', 2, noon) };
    expect(lineOf(till.sell('wal_a', [item(1_000)], { pay })).effects.credits).toEqual([]);
    const back = lineOf(till.giveBack('wal_a', 3, amount(500))).effects;
    expect(back).toMatchObject({ credits: [{ lotId: '1.0', amountMinor: 100 }], draws: [] });
  });
});

test('a sale took a redemption up of which 0.50 had come back: all of it returned gives back the other 1.50', () => {
  const till = paperTill(rulesOf());
  till.open('wal_a');
  till.give('wal_a', 200);
  till.redeem('wal_a', 200);
  till.giveBackRedemption('wal_a', 2, 50);
  const pay = { kind: 'redemption' as const, amountMinor: null, placed: till.ledger.placedOf('wal_a', 2, noon) };
  expect(lineOf(till.sell('wal_a', [item(1_000)], { pay })).event).toMatchObject({ takenUpMinor: 150 });
  const { event, effects } = lineOf(till.giveBack('wal_a', 4, all));
  expect(event).toMatchObject({ amountMinor: 1_000, walletMinor: 150 });
  expect(effects).toMatchObject({ credits: [{ lotId: '1.0', amountMinor: 150 }], draws: [{ amountMinor: 85 }] });
});
