import { describe, expect, test } from 'vitest';
import { dayMs } from '../../shared/domain/instant.ts';
import { fundersRelieved, unspend } from '../../shared/domain/reversal.ts';
import { compileRuleset } from '../../shared/lambda/compile-ruleset.ts';
import { item, lineOf, noon, paperTill } from '../support/paper-till.ts';

const rules = compileRuleset(1, { name: 'n', rules: [{ id: 'all', effect: { kind: 'rate', rateBps: 1_000 } }] });
const all = { kind: 'all' as const };
const half = { kind: 'amount' as const, amountMinor: 500 };
const paid = { kind: 'wallet' as const, amountMinor: 200, assets: ['gift'] as const };
const [receivable, funding] = [
  { account: 'receivable:zara', asset: 'gift' },
  { account: 'funding:zara', asset: 'cashback' },
];

/** A wallet with a gift of 3.00. */
function aTill() {
  const till = paperTill(rules);
  till.open('wal_a');
  till.give('wal_a', 300);
  const balances = (walletId = 'wal_a') => {
    const { gift, cashback } = till.ledger.balances(walletId, noon);
    return [gift!.availableMinor, cashback?.availableMinor ?? 0];
  };
  const amendments = () => till.ledger.stateOf('wal_a').amendments;
  return { till, balances, amendments };
}

describe('a sale of 10.00 is cancelled', () => {
  test('of which the wallet paid 2.00: they are back, and the 0.80 earned are gone', () => {
    const { till, balances, amendments } = aTill();
    till.sell('wal_a', [item(1_000)], { pay: paid });
    expect(balances()).toEqual([100, 80]);
    const { event, effects } = lineOf(till.cancel('wal_a', [2]));
    expect(event).toMatchObject({ targets: [2], returnOf: 0, purchaseCount: 0 });
    expect(effects).toMatchObject({
      credits: [{ lotId: '1.0', amountMinor: 200 }],
      draws: [{ lotId: '2.0', amountMinor: 80 }],
      postings: [
        { ...receivable, amountMinor: -200 },
        { ...funding, amountMinor: 80 },
      ],
    });
    expect([effects.amendments, amendments()]).toEqual([[{ of: 2, by: 3 }], [{ of: 2, by: 3 }]]);
    expect(balances()).toEqual([300, 0]);
  });

  /** 2.00 are redeemed, and a sale of 10.00 takes them up. */
  function takenUp() {
    const known = aTill();
    const { till } = known;
    till.redeem('wal_a', 200);
    const pay = { kind: 'redemption' as const, amountMinor: null, placed: till.ledger.placedOf('wal_a', 2, noon) };
    const sell = () => till.sell('wal_a', [item(1_000)], { pay });
    sell();
    return { ...known, sell };
  }

  test('that took a redemption up: it stays spent, and pays for another sale', () => {
    const { till, balances, amendments, sell } = takenUp();
    expect([balances(), amendments()]).toEqual([[100, 80], [{ of: 2, by: 3 }]]);
    const { effects } = lineOf(till.cancel('wal_a', [3]));
    expect(effects).toMatchObject({ credits: [], postings: [{ ...funding, amountMinor: 80 }] });
    expect([balances(), amendments()]).toEqual([
      [100, 0],
      [
        { of: 2, by: 4 },
        { of: 3, by: 4 },
      ],
    ]);
    expect(lineOf(sell()).event).toMatchObject({ takenUp: 2, takenUpMinor: 200 });
    expect([balances(), amendments()[1]]).toEqual([[100, 80], { of: 2, by: 5 }]);
  });

  test('that took a redemption up of which a return gave 1.00 back: the other 1.00 is back too, and none of it is free', () => {
    const { till, balances, amendments } = takenUp();
    till.giveBack('wal_a', 3, half);
    expect(balances()).toEqual([200, 40]);
    const { effects } = lineOf(till.cancel('wal_a', [3]));
    expect(effects).toMatchObject({
      credits: [{ lotId: '1.0', amountMinor: 100 }],
      postings: [
        { ...receivable, amountMinor: -100 },
        { ...funding, amountMinor: 40 },
      ],
    });
    expect(balances()).toEqual([300, 0]);
    expect(amendments()).toEqual([
      { of: 2, by: 3 },
      { of: 3, by: 5 },
    ]);
  });
});

describe('a return is cancelled whose wallet had gone into another', () => {
  function returnedThere() {
    const known = aTill();
    const { till } = known;
    till.sell('wal_a', [item(1_000)], { pay: paid });
    till.open('wal_b');
    till.moveTo('wal_a', 'wal_b');
    till.giveBack('wal_a', 2, all);
    expect(known.balances('wal_b')).toEqual([300, 0]);
    return known;
  }

  test('there what it had taken goes back into its own lots; the mark stays on the old wallet', () => {
    const { till, balances } = returnedThere();
    const done = till.cancel('wal_a', [4]);
    expect(done).toMatchObject({
      line: { event: { targets: [4], returnOf: 2 }, effects: { credits: [], draws: [], postings: [] } },
      otherLine: {
        event: { kind: 'carried', otherWalletId: 'wal_a', sequence: 5 },
        effects: {
          credits: [{ lotId: '1.1', asset: 'cashback', amountMinor: 80 }],
          draws: [{ lotId: '1.0', asset: 'gift', amountMinor: 200 }],
          postings: [
            { ...receivable, amountMinor: 200 },
            { ...funding, amountMinor: -80 },
          ],
        },
      },
    });
    expect(balances('wal_b')).toEqual([100, 80]);
  });

  test('and that one into a third since: there lots have other ids, and it becomes a new one', () => {
    const { till, balances } = returnedThere();
    till.open('wal_c');
    till.moveTo('wal_b', 'wal_c');
    const done = till.cancel('wal_a', [4]);
    expect(done).toMatchObject({
      otherLine: {
        walletId: 'wal_c',
        effects: { credits: [{ lotId: '2.0', amountMinor: 80 }], draws: [{ lotId: '1.0', amountMinor: 200 }] },
      },
    });
    expect(balances('wal_c')).toEqual([100, 80]);
  });
});

test('a reward that shrinks relieves its funders by the difference of their shares; what nobody funds is adjusted', () => {
  const thirds = [
    { who: 'zara', shareBps: 6_666 },
    { who: 'operator', shareBps: 3_334 },
  ];
  expect(fundersRelieved('cashback', thirds, [100, 40], 60)).toEqual([
    { ...funding, amountMinor: 40 },
    { account: 'funding:operator', asset: 'cashback', amountMinor: 20 },
  ]);
  expect(fundersRelieved('gift', [], [100, 40], 60)).toEqual([
    { account: 'adjustment', asset: 'gift', amountMinor: 60 },
  ]);
});

test('a lot that has had all of its part back is asked for nothing and given nothing', () => {
  const terms = { asset: 'gift', originId: '', funding: [], scope: '' } as const;
  const always = { availability: { kind: 'available' }, expiry: { kind: 'never' } } as const;
  const [back, left] = [0, 40].map((amountMinor, at) => ({ lotId: `${at + 1}.0`, ...terms, ...always, amountMinor }));
  expect(unspend('zara', [back!, left!], false)).toMatchObject({
    puts: [{ lotId: '2.0', amountMinor: 40 }],
    postings: [{ ...receivable, amountMinor: -40 }],
  });
});

test('after a merge, once both have come due, the reward of that very sale goes and not another’s', () => {
  const later = noon + 3 * dayMs;
  const delay = { credit: { mode: 'delay', days: 1 } };
  const tenth = { effect: { kind: 'rate', rateBps: 1_000 } };
  const [fashion, home] = ['fashion', 'home'].map((category) => ({
    ...tenth,
    ...delay,
    id: category,
    scope: { category },
  }));
  const both = compileRuleset(1, { name: 'n', rules: [fashion, { ...home, funder: 'operator' }] });
  const till = paperTill(both);
  for (const walletId of ['wal_a', 'wal_b']) till.open(walletId);
  for (const category of ['fashion', 'home']) till.sell('wal_a', [item(3_000, { category })]);
  till.moveTo('wal_a', 'wal_b');
  till.ledger.cancel('wal_a', later, [2], both, 2);
  expect(till.ledger.stateOf('wal_b').lots).toMatchObject([{ funding: [{ who: 'zara' }], remainingMinor: 300 }]);
});
