import { describe, expect, test } from 'vitest';
import type { Asset } from '../../shared/domain/asset.ts';
import type { Returned } from '../../shared/domain/event.ts';
import { compileRuleset } from '../../shared/lambda/compile-ruleset.ts';
import { item, lineOf, paperTill } from '../support/paper-till.ts';

const rate = { kind: 'rate', rateBps: 1_000 };
const rules = compileRuleset(1, { name: 'n', rules: [{ id: 'all', effect: rate }] });
const refusal = (code: string, figures: object) => ({ kind: 'refused', refusal: { code, figures } });
const amount = (amountMinor: number) => ({ kind: 'amount' as const, amountMinor });
const all = { kind: 'all' as const };

/** A sale of 10.00, entry 3, of which a gift and prepaid value pay all that they have. */
function paidWithTwo(giftMinor: number, prepaidMinor: number) {
  const till = paperTill(rules);
  till.open('wal_a');
  till.give('wal_a', giftMinor);
  till.give('wal_a', prepaidMinor, 'prepaid');
  const assets: readonly Asset[] = ['gift', 'prepaid'];
  till.sell('wal_a', [item(1_000)], { pay: { kind: 'wallet', amountMinor: giftMinor + prepaidMinor, assets } });
  return (returning: typeof all | ReturnType<typeof amount>) => {
    const { event, effects } = lineOf(till.giveBack('wal_a', 3, returning));
    const refunds = effects.credits.map(({ lotId, amountMinor }) => [lotId, amountMinor]);
    return { refunds, refunded: (event as Returned).soFar.refunded };
  };
}

describe('what a gift of 1.00 and 2.00 prepaid have paid goes back to each', () => {
  test('of a second return, as far as is left of its own share, and with the last all of it', () => {
    const giveBack = paidWithTwo(100, 200);
    expect(giveBack(amount(333)).refunds).toEqual([['1.0', 33], ['2.0', 67]]); // biome-ignore format: a lot each
    expect(giveBack(amount(334)).refunds).toEqual([['1.0', 34], ['2.0', 66]]); // biome-ignore format: a lot each
    const { refunds, refunded } = giveBack(all);
    expect(refunds).toEqual([['1.0', 33], ['2.0', 67]]); // biome-ignore format: a lot each
    expect(refunded).toEqual([{ draw: 0, amountMinor: 100 }, { draw: 1, amountMinor: 200 }]); // biome-ignore format: a lot each
  });

  test('once that is back, no cent more: a gift of 0.03 is whole again after three returns of a third', () => {
    const giveBack = paidWithTwo(3, 3);
    const thirds = [amount(333), amount(333), all].map((returning) => giveBack(returning).refunds);
    const sumOf = (lotId: string) =>
      thirds.flat().reduce((sum, [id, minor]) => (id === lotId ? sum + +minor! : sum), 0);
    expect([sumOf('1.0'), sumOf('2.0')]).toEqual([3, 3]);
  });

  test('and is told in the order of payment, whichever came back first', () => {
    const giveBack = paidWithTwo(1, 200);
    expect(giveBack(amount(5)).refunded).toEqual([{ draw: 1, amountMinor: 1 }]);
    expect(giveBack(all).refunded).toEqual([{ draw: 0, amountMinor: 1 }, { draw: 1, amountMinor: 200 }]); // biome-ignore format: a lot each
  });
});

describe('a return of a sale of 10.00', () => {
  function sold(...lines: ReturnType<typeof item>[]) {
    const till = paperTill(rules);
    till.open('wal_a');
    till.sell('wal_a', lines);
    return till;
  }

  test('moves no more than the ceiling of its key, the very cent included', () => {
    const till = sold(item(1_000));
    expect(till.giveBack('wal_a', 1, amount(400), 399)).toEqual(refusal('ceiling-exceeded', { ceilingMinor: 399 }));
    expect(till.giveBack('wal_a', 1, amount(400), 400).kind).toBe('accepted');
  });

  test('takes the very amount that is left, and not a cent more', () => {
    const till = sold(item(1_000));
    lineOf(till.giveBack('wal_a', 1, amount(400)));
    expect(till.giveBack('wal_a', 1, amount(601))).toEqual(refusal('over-returned', { returnableMinor: 600 }));
    expect(till.giveBack('wal_a', 1, amount(600)).kind).toBe('accepted');
    expect(till.giveBack('wal_a', 1, amount(1))).toEqual(refusal('nothing-to-return', {}));
    expect(till.giveBack('wal_a', 1, all)).toEqual(refusal('nothing-to-return', {}));
  });

  test('takes what is left of a price whose pieces are all back, and a free sample of which no price is left', () => {
    const piecesBack = sold(item(1_000, { quantity: 2 }));
    piecesBack.giveBack('wal_a', 1, { kind: 'lines', lines: [{ index: 0, quantity: 2, amountMinor: 700 }] });
    expect(lineOf(piecesBack.giveBack('wal_a', 1, all)).event).toMatchObject({ amountMinor: 300 });
    const sampleLeft = sold(item(1_000), item(0));
    sampleLeft.giveBack('wal_a', 1, { kind: 'lines', lines: [{ index: 0, quantity: 0, amountMinor: 1_000 }] });
    sampleLeft.giveBack('wal_a', 1, { kind: 'lines', lines: [{ index: 0, quantity: 1, amountMinor: null }] });
    expect(lineOf(sampleLeft.giveBack('wal_a', 1, all)).event).toMatchObject({
      lines: [{ index: 1, quantity: 1, amountMinor: 0 }],
      amountMinor: 0,
    });
  });
});

test('what a first return left to others of a budget that all share, a second one does not take again', () => {
  const [large, small] = [800, 600].map((minMinor) => ({ kind: 'basket', of: 'total', minMinor }));
  const till = paperTill(
    compileRuleset(1, {
      name: 'n',
      rules: [
        { id: 'large', when: [large], effect: rate },
        { id: 'small', when: [{ ...small, not: true }], effect: rate },
      ],
      caps: [{ asset: 'cashback', per: 'all', window: 'ever', amountMinor: 1_000 }],
    }),
  );
  till.open('wal_a');
  const limits = till.sell('wal_a', [item(1_000)]);
  const limitId = limits.kind === 'accepted' ? limits.limits![0]!.limitId : '';
  const { effects } = lineOf(till.sell('wal_a', [item(1_000)], { granted: new Map([[limitId, 100]]) }));
  expect(effects.credits).toMatchObject([{ amountMinor: 100 }]);
  const first = lineOf(till.giveBack('wal_a', 2, amount(300)));
  expect([first.event, first.effects]).toMatchObject([{ grants: [] }, { draws: [{ amountMinor: 100 }] }]);
  const second = lineOf(till.giveBack('wal_a', 2, amount(200)));
  expect([second.event, second.effects]).toMatchObject([{ grants: [] }, { credits: [], draws: [] }]);
});

test('a sale that is wholly back was still a visit: the next purchase of the day is the second', () => {
  const second = { kind: 'nth', n: 2, window: 'day' };
  const till = paperTill(compileRuleset(1, { name: 'n', rules: [{ id: 'second', when: [second], effect: rate }] }));
  till.open('wal_a');
  expect(lineOf(till.sell('wal_a', [item(1_000)])).effects.credits).toEqual([]);
  expect(lineOf(till.giveBack('wal_a', 1, all)).effects.counters).toEqual([]);
  expect(lineOf(till.sell('wal_a', [item(1_000)])).effects.credits).toMatchObject([{ amountMinor: 100 }]);
});
