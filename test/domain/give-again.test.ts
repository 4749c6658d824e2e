import { describe, expect, test } from 'vitest';
import type { Clawback, Returned } from '../../shared/domain/event.ts';
import { type Booked, giveAgain, type Regiven } from '../../shared/domain/give-again.ts';
import type { LotTerms } from '../../shared/domain/lot.ts';

const terms = (who = 'zara', more: Partial<LotTerms> = {}): LotTerms => ({
  ...{ asset: 'cashback', originId: 'zara', scope: '', availability: { kind: 'available' }, expiry: { kind: 'never' } },
  funding: [{ who, shareBps: 10_000 }],
  ...more,
});
const reward = (name: string, amountMinor: number, more: Partial<Regiven> = {}): Regiven => ({
  ...{ reward: name, asset: 'cashback', minor: [0, amountMinor], terms: terms(), lotId: '2.0' },
  ...{ isLapsed: false, firedLotId: '' },
  ...more,
});
const clawback = (name: string, more: Partial<Clawback> = {}): Clawback => ({
  ...{ asset: 'cashback', fromWalletMinor: 0, owedMinor: 0, writtenOffMinor: 0, reward: name, takenFrom: [] },
  ...more,
});
const nothingBooked: Booked = { draws: [], credits: [], paidBy: [], isMoved: false };
const again = (
  rewards: readonly Regiven[],
  clawbacks: readonly Clawback[],
  { booked = {}, owedMinor = 0 }: { booked?: Partial<Booked>; owedMinor?: number } = {},
) =>
  giveAgain(rewards, { clawbacks } as unknown as Returned, { ...nothingBooked, ...booked }, [
    { asset: 'cashback', amountMinor: owedMinor },
  ]);
const amounts = (movements: readonly { lotId: string; amountMinor: number }[]) =>
  movements.map(({ lotId, amountMinor }) => [lotId, amountMinor]);

test('what was taken out of lots goes back there, the last one first, and more than that to its own lot', () => {
  const takenFrom = [
    { lotId: '2.0', amountMinor: 30 },
    { lotId: '1.0', amountMinor: 20 },
  ];
  const given = again([reward('rate', 60)], [clawback('rate', { fromWalletMinor: 50, takenFrom })]);
  expect(amounts(given.puts)).toEqual([
    ['1.0', 20],
    ['2.0', 30],
    ['2.0', 10],
  ]);
  expect(given.postings).toEqual([{ account: 'funding:zara', asset: 'cashback', amountMinor: -60 }]);
  expect(amounts(again([reward('rate', 25)], [clawback('rate', { fromWalletMinor: 50, takenFrom })]).puts)).toEqual([
    ['1.0', 20],
    ['2.0', 5],
  ]);
});

test('funders who share a reward owe it again as it was split, to the cent', () => {
  const funding = ['zara', 'operator', 'brand'].map((who, at) => ({ who, shareBps: [3_334, 3_333, 3_333][at]! }));
  const shared = reward('rate', 0, { minor: [10, 20], terms: terms('zara', { funding }) });
  const given = again(
    [shared],
    [clawback('rate', { fromWalletMinor: 10, takenFrom: [{ lotId: '2.0', amountMinor: 10 }] })],
  );
  // 20 is 7, 7, 6 and 10 is 4, 3, 3.
  expect(given.postings.map(({ account, amountMinor }) => [account, amountMinor])).toEqual([
    ['funding:zara', -3],
    ['funding:operator', -4],
    ['funding:brand', -3],
  ]);
});

describe('what the member was made to owe', () => {
  const owed = (name: string) => clawback(name, { owedMinor: 40 });

  test('is owed no more, as far as it still is, by one reward after another', () => {
    const given = again([reward('rate', 40), reward('fixed', 40, { lotId: '2.1' })], [owed('rate'), owed('fixed')], {
      owedMinor: 50,
    });
    expect(given.postings.filter(({ account }) => account === 'owed').map((one) => one.amountMinor)).toEqual([40, 10]);
    expect(amounts(given.puts)).toEqual([['2.1', 30]]);
  });

  test('lifts no debt that the return had not made', () => {
    const given = again([reward('rate', 40)], [clawback('rate', { fromWalletMinor: 40 })], { owedMinor: 50 });
    expect(given.postings.map(({ account }) => account)).toEqual(['funding:zara']);
    expect(amounts(given.puts)).toEqual([['2.0', 40]]);
  });
});

test('what was written off is not given again; what is not given again anyway counts as that first', () => {
  const had = clawback('rate', { fromWalletMinor: 10, owedMinor: 20, writtenOffMinor: 30 });
  const given = (amountMinor: number) => {
    const { puts, postings } = again([reward('rate', amountMinor)], [had], { owedMinor: 20 });
    const back = [...puts, ...postings.filter(({ account }) => account === 'owed')];
    return back.reduce((sum, one) => sum + one.amountMinor, 0);
  };
  expect([60, 50, 30, 20].map(given)).toEqual([30, 30, 30, 20]);
});

test('a reward finds what was taken of it alone: of its asset, its name, and all times a threshold gave it', () => {
  const from = (lotId: string) => ({ fromWalletMinor: 10, takenFrom: [{ lotId, amountMinor: 10 }] });
  const clawbacks = [
    clawback('rate', { ...from('1.0'), asset: 'points' }),
    clawback('rat', from('1.1')),
    clawback('10:rate:', from('1.2')),
    clawback('rate', from('1.3')),
    clawback('five:4', from('1.4')),
    clawback('five:7', from('1.5')),
  ];
  expect(amounts(again([reward('rate', 10)], clawbacks).puts)).toEqual([['1.3', 10]]);
  expect(amounts(again([reward('five', 20)], clawbacks).puts)).toEqual([
    ['1.5', 10],
    ['1.4', 10],
  ]);
  // What one has had back no other has.
  expect(amounts(again([reward('five:4', 10), reward('five', 20)], clawbacks).puts)).toEqual([
    ['1.4', 10],
    ['1.5', 10],
    ['2.0', 10],
  ]);
});

test('one that lapsed comes again only as far as the return had taken of it', () => {
  const lapsed = reward('rate', 60, { isLapsed: true });
  const had = clawback('rate', { fromWalletMinor: 15, owedMinor: 5, takenFrom: [{ lotId: '2.0', amountMinor: 15 }] });
  const given = again([lapsed], [had], { owedMinor: 5 });
  expect(amounts(given.puts)).toEqual([['2.0', 15]]);
  expect(given.postings).toEqual([
    { account: 'funding:zara', asset: 'cashback', amountMinor: -20 },
    { account: 'owed', asset: 'cashback', amountMinor: 5 },
  ]);
  expect(again([lapsed], [])).toEqual({ puts: [], carried: [], postings: [] });
});

test('what goes to no lot that is known, or to one of a merged wallet, is carried to where the value went', () => {
  expect(amounts(again([reward('rate', 5, { lotId: '' })], []).carried)).toEqual([['', 5]]);
  const moved = again([reward('rate', 5)], [], { booked: { isMoved: true } });
  expect([moved.puts, amounts(moved.carried)]).toEqual([[], [['2.0', 5]]]);
});

describe('a lot that it goes back to', () => {
  const waiting = { kind: 'event', at: 9, otherwise: 'cancel' } as const;
  const had = [clawback('rate', { fromWalletMinor: 10, takenFrom: [{ lotId: '1.0', amountMinor: 10 }] })];
  const movement = { ...terms('deco', { originId: 'deco', availability: waiting }), lotId: '1.0', amountMinor: 1 };

  test.each(['draws', 'credits', 'paidBy'] as const)('has the terms that it had among %s', (where) => {
    const credit = { ...movement, ruleId: '', repaidMinor: 0 };
    const given = again([reward('rate', 10)], had, { booked: { [where]: [credit] } });
    expect(given.puts).toEqual([{ ...movement, amountMinor: 10 }]);
  });

  test('waits no more when its event has come, and only then', () => {
    const put = (firedLotId: string, availability: LotTerms['availability']) =>
      again([reward('rate', 10, { firedLotId })], had, { booked: { draws: [{ ...movement, availability }] } }).puts[0]!;
    expect(put('1.0', waiting).availability).toEqual({ kind: 'available' });
    expect(put('2.0', waiting).availability).toEqual(waiting);
    expect(put('1.0', { kind: 'from', at: 9 }).availability).toEqual({ kind: 'from', at: 9 });
  });

  test('is given the terms of the reward when nothing names it', () => {
    const given = again([reward('rate', 10, { terms: terms('brand') })], had);
    expect(given.puts).toEqual([{ ...terms('brand'), lotId: '1.0', amountMinor: 10 }]);
  });
});
