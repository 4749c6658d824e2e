import { describe, expect, test } from 'vitest';
import { accept } from '../../shared/domain/decision.ts';
import type { Credit } from '../../shared/domain/effects.ts';
import { dayMs } from '../../shared/domain/instant.ts';
import { lotsMax } from '../../shared/domain/wallet.ts';
import { compileRuleset } from '../../shared/lambda/compile-ruleset.ts';
import { item, lineOf, noon, paperTill } from '../support/paper-till.ts';

const rate = { kind: 'rate', rateBps: 1_000 };
const rules = compileRuleset(1, { name: 'n', rules: [{ id: 'all', effect: rate }] });
const refusal = (code: string, maxMinor: number) => ({ kind: 'refused', refusal: { code, figures: { maxMinor } } });

/** A wallet with a gift of 5.00, and 2.00 of it spent at the till or held there. */
function aTill(holdSeconds: number | null) {
  const till = paperTill(rules);
  till.open('wal_a');
  till.give('wal_a', 500);
  till.redeem('wal_a', 200, holdSeconds);
  const placed = till.ledger.placedOf('wal_a', 2, noon);
  const sell = (totalMinor: number, amountMinor: number | null) =>
    till.sell('wal_a', [item(totalMinor)], { pay: { kind: 'redemption', amountMinor, placed } });
  const gift = () => till.ledger.balances('wal_a', noon).gift!;
  return { sell, gift };
}

describe('a sale takes up a redemption of 2.00', () => {
  test('as its payment, whole: no more is drawn, and what the wallet paid earns nothing', () => {
    const { sell, gift } = aTill(null);
    const { event, effects } = lineOf(sell(1_000, null));
    expect(event).toMatchObject({ takenUp: 2, takenUpMinor: 200, capturedHold: 0 });
    expect(effects).toMatchObject({ draws: [], credits: [{ amountMinor: 80 }], amendments: [{ of: 2, by: 3 }] });
    expect(gift().availableMinor).toBe(300);
  });

  test('of its very total, or naming its very amount', () => {
    expect(lineOf(aTill(null).sell(200, null)).event).toMatchObject({ takenUpMinor: 200 });
    expect(lineOf(aTill(null).sell(1_000, 200)).event).toMatchObject({ takenUpMinor: 200 });
  });

  test('not when it comes to less, nor in part', () => {
    const mismatch = refusal('tender-mismatch', 200);
    expect([aTill(null).sell(199, null), aTill(null).sell(1_000, 199)]).toEqual([mismatch, mismatch]);
    expect(aTill(null).sell(1_000, 201)).toEqual(mismatch);
  });
});

describe('a sale captures a hold of 2.00', () => {
  test('as far as it comes to, and the rest is released', () => {
    const { sell, gift } = aTill(900);
    expect(gift()).toMatchObject({ availableMinor: 300, heldMinor: 200 });
    const { event, effects } = lineOf(sell(150, null));
    expect(event).toMatchObject({ takenUp: 0, capturedHold: 2 });
    expect(effects).toMatchObject({ draws: [{ amountMinor: 150 }], endedHolds: [2], amendments: [] });
    expect(gift()).toMatchObject({ availableMinor: 350, heldMinor: 0 });
  });

  test('up to the cent that is held, and up to the cent that it comes to', () => {
    expect(lineOf(aTill(900).sell(1_000, 200)).effects.draws).toMatchObject([{ amountMinor: 200 }]);
    expect(aTill(900).sell(1_000, 201)).toEqual(refusal('capture-above-hold', 200));
    expect(lineOf(aTill(900).sell(150, 150)).effects.draws).toMatchObject([{ amountMinor: 150 }]);
    expect(aTill(900).sell(150, 151)).toEqual(refusal('tender-mismatch', 150));
  });
});

describe('a wallet with 400 lots has no room for a reward of another kind', () => {
  /** 400 lots of one cent, each with an end of its own. */
  const fill = (till: ReturnType<typeof paperTill>) => {
    const credits = Array.from({ length: lotsMax }, (_, at): Credit => {
      const terms = { asset: 'gift' as const, originId: 'deco', funding: [], scope: '', amountMinor: 1 };
      const expiry = { kind: 'at' as const, at: noon + (at + 1) * dayMs };
      return { lotId: `9.${at}`, ...terms, availability: { kind: 'available' }, expiry, ruleId: '', repaidMinor: 0 };
    });
    const event = { kind: 'adjusted' as const, asset: 'gift' as const, amountMinor: 1, reason: 'r', ticket: '' };
    till.ledger.act('wal_a', noon, () => accept(event, { credits }));
  };

  test('a sale that earns is told so', () => {
    const till = paperTill(rules);
    till.open('wal_a');
    fill(till);
    expect(till.sell('wal_a', [item(1_000)])).toEqual({ kind: 'full', list: 'lots' });
  });

  test('so is a return by which a sale earns that had earned nothing', () => {
    const small = { kind: 'basket', of: 'total', minMinor: 600, not: true };
    const till = paperTill(compileRuleset(1, { name: 'n', rules: [{ id: 'small', when: [small], effect: rate }] }));
    till.open('wal_a');
    expect(lineOf(till.sell('wal_a', [item(1_000)])).effects.credits).toEqual([]);
    fill(till);
    expect(till.giveBack('wal_a', 1, { kind: 'amount', amountMinor: 500 })).toEqual({ kind: 'full', list: 'lots' });
    till.redeem('wal_a', 1);
    const back = lineOf(till.giveBack('wal_a', 1, { kind: 'amount', amountMinor: 500 }));
    expect(back.effects.credits).toMatchObject([{ asset: 'cashback', amountMinor: 50, ruleId: 'small' }]);
  });
});
