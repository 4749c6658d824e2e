import { describe, expect, test } from 'vitest';
import { compileRuleset } from '../../shared/lambda/compile-ruleset.ts';
import { item, lineOf, noon, paperTill } from '../support/paper-till.ts';

const all = { kind: 'all' as const };
const amount = (amountMinor: number) => ({ kind: 'amount' as const, amountMinor });
const card = { category: 'card' };
const half = { id: 'half', scope: card, effect: { kind: 'rate', rateBps: 5_000 } };
const effect = { kind: 'threshold', of: 'purchases', target: 3, window: 'month', amountMinor: 200 };
const challenge = { id: 'challenge', group: 'challenge', funder: 'operator', effect };

const rulesOf = (clawback: string, more: object = {}) =>
  compileRuleset(1, { name: 'n', settings: { returns: { clawback } }, rules: [half, { ...challenge, ...more }] });

/** Two purchases of an open challenge, and 5.00 owed: earned on the first, spent, and the first has come back. */
function inDebt(more: object = {}) {
  const till = paperTill(rulesOf('debt', more));
  const cashback = () => till.ledger.balances('wal_a', noon).cashback!;
  till.open('wal_a');
  till.sell('wal_a', [item(1_000, card)]);
  till.sell('wal_a', [item(500)], { pay: { kind: 'wallet', amountMinor: 500, assets: ['cashback'] } });
  till.giveBack('wal_a', 1, all);
  expect(cashback()).toMatchObject({ availableMinor: 0, owedMinor: 500 });
  till.sell('wal_a', [item(1_000)]);
  return { till, cashback };
}

describe('a reward of 2.00 for the third purchase pays a debt of 5.00', () => {
  function crossed(more: object = {}) {
    const known = inDebt(more);
    known.till.sell('wal_a', [item(1_000)]);
    expect(known.cashback()).toMatchObject({ availableMinor: 0, owedMinor: 300 });
    return known;
  }

  test('that purchase is cancelled: all of the debt is owed again, and the funder owes nothing', () => {
    const { till, cashback } = crossed();
    const { event, effects } = lineOf(till.cancel('wal_a', [5]));
    expect(cashback()).toMatchObject({ availableMinor: 0, owedMinor: 500 });
    expect(event).toMatchObject({ clawbacks: [{ fromWalletMinor: 0, owedMinor: 200, writtenOffMinor: 0 }] });
    expect(effects.postings).toEqual(
      expect.arrayContaining([{ account: 'funding:operator', asset: 'cashback', amountMinor: 200 }]),
    );
  });

  test('it comes back under a policy that owes nothing: what the reward had paid is owed again all the same', () => {
    const { till, cashback } = crossed();
    paperTill(rulesOf('withinBalance'), till.ledger).giveBack('wal_a', 5, all);
    expect(cashback()).toMatchObject({ availableMinor: 0, owedMinor: 500 });
  });

  test('half of it comes back and the reward stays: it is owed once the other half comes back too', () => {
    const { till, cashback } = crossed();
    const later = paperTill(rulesOf('withinBalance'), till.ledger);
    later.giveBack('wal_a', 5, amount(500));
    expect(cashback()).toMatchObject({ owedMinor: 300 });
    later.giveBack('wal_a', 5, all);
    expect(cashback()).toMatchObject({ owedMinor: 500 });
  });

  test('another purchase of the three is cancelled: what that reward had paid of the debt is owed again too', () => {
    const { till, cashback } = crossed();
    const { event } = lineOf(till.cancel('wal_a', [4]));
    expect(event).toMatchObject({ clawbacks: [{ fromWalletMinor: 0, owedMinor: 200, writtenOffMinor: 0 }] });
    expect(cashback()).toMatchObject({ availableMinor: 0, owedMinor: 500 });
  });
});

test('what a first return owed again, a second one of the same purchase does not', () => {
  const spend = { kind: 'threshold', of: 'spend', target: 3_000, window: 'month', amountMinor: 200 };
  const { till, cashback } = inDebt({ effect: spend });
  till.sell('wal_a', [item(2_000)]);
  expect(cashback()).toMatchObject({ owedMinor: 300 });
  const later = paperTill(rulesOf('withinBalance', { effect: spend }), till.ledger);
  later.giveBack('wal_a', 5, amount(1_000));
  expect(cashback()).toMatchObject({ owedMinor: 500 });
  till.give('wal_a', 500, 'cashback');
  till.sell('wal_a', [item(1_000)]);
  const before = cashback();
  later.giveBack('wal_a', 5, all);
  expect([before, cashback()]).toMatchObject([
    { availableMinor: before.availableMinor, owedMinor: before.owedMinor },
    { availableMinor: before.availableMinor - 200, owedMinor: before.owedMinor },
  ]);
});

test('a reward that is still pending goes with the purchase that earned it, and no other value does', () => {
  const till = paperTill(
    rulesOf('pendingOnly', { effect: { ...effect, target: 1 }, credit: { mode: 'delay', days: 3 } }),
  );
  till.open('wal_a');
  till.give('wal_a', 300, 'cashback');
  till.sell('wal_a', [item(1_000)]);
  const cashback = () => till.ledger.balances('wal_a', noon).cashback;
  expect(cashback()).toMatchObject({ availableMinor: 300, pendingMinor: 200 });
  till.giveBack('wal_a', 2, all);
  expect(cashback()).toMatchObject({ availableMinor: 300, pendingMinor: 0 });
});

test('its own lot is taken first, though another ends sooner', () => {
  const soon = {
    id: 'soon',
    scope: card,
    effect: { kind: 'rate', rateBps: 5_000 },
    expiry: { mode: 'duration', days: 1 },
  };
  const till = paperTill(
    compileRuleset(1, { name: 'n', rules: [soon, { ...challenge, effect: { ...effect, target: 2 } }] }),
  );
  till.open('wal_a');
  till.sell('wal_a', [item(1_000, card)]);
  till.sell('wal_a', [item(1_000)]);
  const { effects } = lineOf(till.giveBack('wal_a', 2, all));
  expect(effects.draws).toMatchObject([{ lotId: '2.0', amountMinor: 200, expiry: { kind: 'never' } }]);
});

test('a reward that is still pending goes too when an earlier purchase of those that were counted comes back', () => {
  const till = paperTill(
    rulesOf('pendingOnly', { effect: { ...effect, target: 2 }, credit: { mode: 'delay', days: 14 } }),
  );
  till.open('wal_a');
  till.give('wal_a', 300, 'cashback');
  for (const _ of [1, 2]) till.sell('wal_a', [item(1_000)]);
  const cashback = () => till.ledger.balances('wal_a', noon).cashback;
  expect(cashback()).toMatchObject({ availableMinor: 300, pendingMinor: 200 });
  const { event } = lineOf(till.giveBack('wal_a', 2, all));
  expect(event).toMatchObject({ clawbacks: [{ fromWalletMinor: 200, writtenOffMinor: 0 }] });
  till.giveBack('wal_a', 3, all);
  expect(cashback()).toMatchObject({ availableMinor: 300, pendingMinor: 0 });
});
