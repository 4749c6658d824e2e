import { describe, expect, test } from 'vitest';
import type { Asset } from '../../shared/domain/asset.ts';
import { pinsOf } from '../../shared/domain/hold.ts';
import type { Lot } from '../../shared/domain/lot.ts';
import { recordPurchase } from '../../shared/domain/purchase.ts';
import { noLine } from '../../shared/domain/purchase-line.ts';
import { capture, type Redeem, redeem } from '../../shared/domain/redemption.ts';
import { settle } from '../../shared/domain/settle.ts';
import { close } from '../../shared/domain/status.ts';
import { holdsMax, newWallet } from '../../shared/domain/wallet.ts';
import { compileRuleset } from '../../shared/lambda/compile-ruleset.ts';
import { paperLedger } from '../support/paper-ledger.ts';
import { item, lineOf, noLimit, noon, paperTill, place } from '../support/paper-till.ts';

const rules = compileRuleset(1, { name: 'none', rules: [] });
const refusal = (code: string, figures: object) => ({ kind: 'refused', refusal: { code, figures } });
const lot: Lot = {
  ...{ id: '1.0', asset: 'gift', remainingMinor: 500, originId: '', funding: [], scope: '' },
  ...{ availability: { kind: 'available' }, expiry: { kind: 'never' } },
};
const held = { sequence: 2, merchantId: 'zara', expiresAt: noon + 1, pins: [{ lotId: '1.0', amountMinor: 200 }] };
const wallet = settle({ ...newWallet(noon), lots: [lot], holds: [held] }, noon).state;

const spend = (command: Partial<Redeem> & { amountMinor: number | 'max' }, ruleset = rules) => {
  const { amountMinor, ...more } = command;
  const wanted = { amountMinor, assets: ['gift' as const] };
  const asked = { ...place, ...noLimit, wanted, sector: '', basketMinor: null, holdSeconds: null, ...more };
  return redeem(wallet, asked, ruleset, { now: noon, sequence: 3 });
};

describe('a key moves no more than its ceiling', () => {
  test('at once or held, its very cent included', () => {
    const refused = refusal('ceiling-exceeded', { ceilingMinor: 120 });
    for (const holdSeconds of [null, 60]) {
      expect(spend({ amountMinor: 120, ceilingMinor: 120, holdSeconds }).kind).toBe('accepted');
      expect(spend({ amountMinor: 121, ceilingMinor: 120, holdSeconds })).toEqual(refused);
    }
  });

  test('of all that is usable either: 3.00 of 5.00, for 2.00 are held', () => {
    expect(spend({ amountMinor: 'max', ceilingMinor: 299 })).toEqual(
      refusal('ceiling-exceeded', { ceilingMinor: 299 }),
    );
    expect(spend({ amountMinor: 'max', ceilingMinor: 300 })).toMatchObject({
      change: { effects: { draws: [{ lotId: '1.0', amountMinor: 300 }] } },
    });
  });

  test('when it captures, of what it captures', () => {
    const placed = { sequence: 2, merchantId: 'zara', fate: 'open' as const, amountMinor: 200 };
    const captured = (amountMinor: number | null, ceilingMinor: number) =>
      capture(wallet, { placed, amountMinor, ceilingMinor });
    const refused = refusal('ceiling-exceeded', { ceilingMinor: 150 });
    expect([captured(null, 150), captured(151, 150)]).toEqual([refused, refused]);
    expect(captured(150, 150)).toMatchObject({ change: { event: { releasedMinor: 50 } } });
    expect(captured(null, 200)).toMatchObject({ change: { event: { releasedMinor: 0 } } });
    expect(captured(201, 200)).toEqual(refusal('capture-above-hold', { maxMinor: 200 }));
  });
});

test('where a wallet may pay half of a basket, a till that does not say the basket is told so', () => {
  const half = compileRuleset(1, { name: 'half', settings: { redeem: { maxShareBps: 5_000 } }, rules: [] });
  const refused = refusal('redeem-maximum-share', { maxShareBps: 5_000, usableMinor: 0 });
  expect([spend({ amountMinor: 10 }, half), spend({ amountMinor: 'max' }, half)]).toEqual([refused, refused]);
  expect(spend({ amountMinor: 100, basketMinor: 200 }, half).kind).toBe('accepted');
});

describe('where a wallet pays 0.50 at least, of a basket of 10.00 at least', () => {
  const redeemFrom = { minBasketMinor: 1_000, minAmountMinor: 50 };
  const least = compileRuleset(1, { name: 'least', settings: { redeem: redeemFrom }, rules: [] });
  const under = refusal('redeem-minimum-basket', { minBasketMinor: 1_000, usableMinor: 0 });

  test('a basket of that very amount is large enough; a smaller one is not, nor one that the till does not say', () => {
    expect(spend({ amountMinor: 50, basketMinor: 1_000 }, least).kind).toBe('accepted');
    expect(spend({ amountMinor: 50, basketMinor: 999 }, least)).toEqual(under);
    expect(spend({ amountMinor: 50, basketMinor: null }, least)).toEqual(under);
    expect(spend({ amountMinor: 'max', basketMinor: null }, least)).toEqual(under);
    const nothing = refusal('insufficient-funds', { usableMinor: 0 });
    expect(spend({ amountMinor: 'max', basketMinor: 999 }, least)).toEqual(nothing);
  });

  test('that very amount is enough, also when it is all that is there', () => {
    const max = (remainingMinor: number) => {
      const { state } = settle({ ...newWallet(noon), lots: [{ ...lot, remainingMinor }] }, noon);
      const wanted = { amountMinor: 'max' as const, assets: ['gift' as const] };
      const command = { ...place, ...noLimit, wanted, sector: '', basketMinor: 1_000, holdSeconds: null };
      return redeem(state, command, least, { now: noon, sequence: 3 });
    };
    expect(max(50)).toMatchObject({ change: { effects: { draws: [{ amountMinor: 50 }] } } });
    expect(max(49)).toEqual(refusal('insufficient-funds', { usableMinor: 0 }));
    expect(spend({ amountMinor: 49, basketMinor: 1_000 }, least)).toEqual(
      refusal('redeem-minimum-amount', { minAmountMinor: 50, usableMinor: 300 }),
    );
  });
});

describe('where a wallet pays 1.00 at least, and half of a basket at most', () => {
  const redeemFrom = { minAmountMinor: 100, maxShareBps: 5_000 };
  const half = compileRuleset(1, { name: 'half', settings: { redeem: redeemFrom }, rules: [] });
  const above = (maxMinor: number, usableMinor: number) => refusal('redeem-maximum-share', { maxMinor, usableMinor });

  test('a share that is less leaves nothing to ask for', () => {
    expect(spend({ amountMinor: 120, basketMinor: 198 }, half)).toEqual(above(99, 0));
    expect(spend({ amountMinor: 120, basketMinor: 200 }, half)).toEqual(above(100, 100));
  });

  test('engines 1 and 2 told what was there', () => {
    const wanted = { amountMinor: 120, assets: ['gift' as const] };
    const asked = { ...place, ...noLimit, wanted, sector: '', basketMinor: 198, holdSeconds: null };
    expect(redeem(wallet, asked, half, { now: noon, sequence: 3, engine: 2 })).toEqual(above(99, 99));
  });
});

test('a wallet with 20 open holds is given no other, and still pays at once', () => {
  const holds = Array.from({ length: holdsMax }, (_, at) => ({ ...held, sequence: at + 2, pins: [] }));
  const { state } = settle({ ...newWallet(noon), lots: [lot], holds }, noon);
  const command = { ...place, ...noLimit, wanted: { amountMinor: 10, assets: ['gift' as const] }, sector: '' };
  const redeemed = (wallet: typeof state, holdSeconds: number | null) =>
    redeem(wallet, { ...command, basketMinor: null, holdSeconds }, rules, { now: noon, sequence: 40 });
  expect(redeemed(state, 60)).toEqual(refusal('too-many-holds', { max: holdsMax }));
  expect(redeemed(state, null).kind).toBe('accepted');
  expect(redeemed({ ...state, holds: holds.slice(1) }, 60).kind).toBe('accepted');
});

test('what a hold pins is drawn in its order, and a lot of which nothing is wanted is not touched', () => {
  const pins = [
    { lotId: '1.0', amountMinor: 30 },
    { lotId: '2.0', amountMinor: 20 },
  ];
  const { state } = settle(
    { ...newWallet(noon), lots: [lot, { ...lot, id: '2.0' }], holds: [{ ...held, pins }] },
    noon,
  );
  const drawn = (amountMinor: number) =>
    pinsOf(state, state.holds[0]!, amountMinor).map((draw) => [draw.lotId, draw.amountMinor]);
  expect([drawn(30), drawn(31)]).toEqual([[['1.0', 30]], [['1.0', 30], ['2.0', 1]]]); // biome-ignore format: a lot each
  expect(drawn(50)).toEqual([['1.0', 30], ['2.0', 20]]); // biome-ignore format: a lot each
});

describe('2.00 that were redeemed are given back', () => {
  function redeemed() {
    const till = paperTill(rules);
    till.open('wal_a');
    till.give('wal_a', 200);
    till.redeem('wal_a', 200);
    return till;
  }
  const receivable = { account: 'receivable:zara', asset: 'gift' };

  test('to the wallet', () => {
    const till = redeemed();
    const { event, effects } = lineOf(till.giveBackRedemption('wal_a', 2, 200));
    expect(event).toMatchObject({ of: 2, amountMinor: 200, walletMinor: 200, otherWalletId: '' });
    expect(effects.postings).toEqual([{ ...receivable, amountMinor: -200 }]);
    expect(till.ledger.balances('wal_a', noon).gift!.availableMinor).toBe(200);
  });

  test('up to the ceiling of the key, the very cent included', () => {
    const till = redeemed();
    expect(till.giveBackRedemption('wal_a', 2, 150, 149)).toEqual(refusal('ceiling-exceeded', { ceilingMinor: 149 }));
    expect(till.giveBackRedemption('wal_a', 2, 150, 150).kind).toBe('accepted');
  });

  test('to nobody when the wallet was closed: the merchant keeps what it accepted', () => {
    const till = redeemed();
    till.ledger.act('wal_a', noon, close);
    const { event, effects } = lineOf(till.giveBackRedemption('wal_a', 2, 200));
    expect(event).toMatchObject({ amountMinor: 200, walletMinor: 0, soFar: { amountMinor: 200, refunded: [] } });
    expect([effects.credits, effects.postings]).toEqual([[], []]);
  });

  test('to the wallet that everything went to; the mark stays on the old one', () => {
    const till = redeemed();
    till.open('wal_b');
    till.moveTo('wal_a', 'wal_b');
    const done = till.giveBackRedemption('wal_a', 2, 150);
    expect(done).toMatchObject({
      line: {
        event: { walletMinor: 150, otherWalletId: 'wal_b', otherSequence: 2 },
        effects: { credits: [], postings: [], amendments: [{ of: 2, by: 4 }] },
      },
      otherLine: {
        event: { kind: 'carried', otherWalletId: 'wal_a', sequence: 4 },
        effects: { credits: [{ lotId: '2.0', amountMinor: 150 }], postings: [{ ...receivable, amountMinor: -150 }] },
      },
    });
    expect(till.ledger.balances('wal_b', noon).gift!.availableMinor).toBe(150);
  });
});

test('what came back whole pays for no purchase; engines 1 and 2 took it up for nothing', () => {
  const bought = (engine: number) => {
    const till = paperTill(
      rules,
      paperLedger(() => {}, engine),
    );
    till.open('wal_a');
    till.give('wal_a', 500);
    till.redeem('wal_a', 200);
    till.giveBackRedemption('wal_a', 2, 200);
    const placed = till.ledger.placedOf('wal_a', 2, noon);
    return till.sell('wal_a', [item(1_000)], { pay: { kind: 'redemption', amountMinor: null, placed } });
  };
  expect(bought(3)).toEqual(refusal('hold-closed', {}));
  for (const engine of [1, 2])
    expect(bought(engine)).toMatchObject({ line: { event: { takenUp: 2, takenUpMinor: 0 } } });
});

describe('a redemption of points', () => {
  const line = { ...noLine, amountMinor: 1_000 };
  const sale = { ...place, ...noLimit, walletId: 'wal_a', receiptDay: 0, reference: '', sector: '', bare: true };
  const paidWith = (fate: 'open' | 'captured', assets: readonly Asset[], engine?: number) => {
    const placed = { sequence: 2, merchantId: 'zara', fate, amountMinor: 200, assets };
    const pay = { kind: 'redemption' as const, amountMinor: null, placed };
    const command = { ...sale, lines: [line], totalMinor: 1_000, tenders: [], pay };
    return recordPurchase(wallet, command, rules, { now: noon, sequence: 3, ...(engine ? { engine } : {}) });
  };

  test.each(['open', 'captured'] as const)('%s, pays no purchase, not even for a part', (fate) => {
    for (const assets of [['points'], ['gift', 'points']] as const) {
      expect(paidWith(fate, assets)).toEqual(refusal('out-of-scope', {}));
      expect(paidWith(fate, assets, 2).kind).toBe('accepted');
    }
    expect(paidWith(fate, ['gift', 'cashback']).kind).toBe('accepted');
  });
});
