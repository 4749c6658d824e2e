import { describe, expect, test } from 'vitest';
import { restoreLimits } from '../../shared/domain/cancel-return.ts';
import { accept } from '../../shared/domain/decision.ts';
import { dayMs } from '../../shared/domain/instant.ts';
import { nothingReturned } from '../../shared/domain/returned-so-far.ts';
import { compileRuleset } from '../../shared/lambda/compile-ruleset.ts';
import { item, lineOf, noon, paperTill } from '../support/paper-till.ts';

const cap = { asset: 'cashback', per: 'all', window: 'ever', amountMinor: 100 };
const rulesWith = (...caps: object[]) =>
  compileRuleset(1, { name: 'n', rules: [{ id: 'all', effect: { kind: 'rate', rateBps: 1_000 } }], caps });
const rules = rulesWith(cap);
const amount = (amountMinor: number) => ({ kind: 'amount' as const, amountMinor });
const [gift, receivable, funding] = [{ asset: 'gift' }, { account: 'receivable:zara' }, { account: 'funding:zara' }];

/** A sale of 10.00, 2.00 of it paid with a gift of 3.00: 0.80 earned, all of it from the budget. */
function aSale(ruleset = rules, paidMinor = 200) {
  const till = paperTill(ruleset);
  till.open('wal_a');
  till.give('wal_a', 300);
  const [limits, pay] = [
    limitsOf(ruleset),
    { kind: 'wallet' as const, amountMinor: paidMinor, assets: ['gift'] as const },
  ];
  till.sell('wal_a', [item(1_000)], { pay, granted: new Map(limits.map((limitId) => [limitId, 100])) });
  return till;
}

/** The limits that a sale meets. */
function limitsOf(ruleset = rules): string[] {
  const till = paperTill(ruleset);
  till.open('wal_a');
  const sold = till.sell('wal_a', [item(1_000)]);
  return sold.kind === 'accepted' ? sold.limits!.map(({ limitId }) => limitId) : [];
}

const [limitId] = limitsOf() as [string];
const granted = (quantity: number) => new Map([[limitId, quantity]]);
const balanceOf = (till: ReturnType<typeof aSale>, walletId = 'wal_a') => {
  const { gift: gifts, cashback } = till.ledger.balances(walletId, noon);
  return [gifts!.availableMinor, cashback!.availableMinor];
};

describe('the return of half a sale is cancelled', () => {
  function halfBack() {
    const till = aSale();
    expect(balanceOf(till)).toEqual([100, 80]);
    const back = lineOf(till.giveBack('wal_a', 2, amount(500)));
    expect(back.event).toMatchObject({ grants: [{ limitId, quantity: 40 }] });
    expect(balanceOf(till)).toEqual([200, 40]);
    return till;
  }

  test('it claims again what it had freed of the budget, no more', () => {
    const done = halfBack().cancel('wal_a', [3]);
    expect(done).toMatchObject({ limits: [{ limitId, capacity: 100, wanted: 40, used: 40 }] });
  });

  test('granted that, all is as it was', () => {
    const till = halfBack();
    const { event, effects } = lineOf(till.cancel('wal_a', [3], granted(40)));
    expect(event).toMatchObject({ targets: [3], returnOf: 2, grants: [{ limitId, quantity: 80 }] });
    expect(effects.postings).toEqual([
      { ...receivable, ...gift, amountMinor: 100 },
      { ...funding, asset: 'cashback', amountMinor: -40 },
    ]);
    expect(balanceOf(till)).toEqual([100, 80]);
  });

  test('granted a cent less, that cent stays taken back', () => {
    const till = halfBack();
    const done = till.cancel('wal_a', [3], granted(39));
    expect(done).toMatchObject({ limits: [{ limitId, wanted: 40, used: 40 }] });
    const { event, effects } = lineOf(done);
    expect(event).toMatchObject({ targets: [3], returnOf: 2, grants: [{ limitId, quantity: 79 }] });
    expect([effects.credits, effects.draws]).toMatchObject([
      [{ lotId: '2.0', amountMinor: 39 }],
      [{ lotId: '1.0', amountMinor: 100 }],
    ]);
    expect(effects.postings).toEqual([
      { ...receivable, ...gift, amountMinor: 100 },
      { ...funding, asset: 'cashback', amountMinor: -39 },
    ]);
    expect(balanceOf(till)).toEqual([100, 79]);
  });

  test('what the member has spent of the refund meanwhile stays with the merchant', () => {
    const till = halfBack();
    till.redeem('wal_a', 150);
    const { event, effects } = lineOf(till.cancel('wal_a', [3], granted(0)));
    expect(event).toMatchObject({
      clawbacks: [{ ...gift, fromWalletMinor: 50, owedMinor: 0, writtenOffMinor: 50 }],
    });
    expect(effects.postings).toEqual([{ ...receivable, ...gift, amountMinor: 50 }]);
    expect(balanceOf(till)).toEqual([0, 40]);
  });

  test('also when all is undone: the reward is given again, and the merchant is due what the wallet could pay', () => {
    const till = halfBack();
    till.redeem('wal_a', 150);
    const { event, effects } = lineOf(till.cancel('wal_a', [3], granted(40)));
    expect(event).toMatchObject({
      clawbacks: [{ ...gift, fromWalletMinor: 50, owedMinor: 0, writtenOffMinor: 50 }],
    });
    expect(effects.postings).toEqual([
      { ...receivable, ...gift, amountMinor: 50 },
      { ...funding, asset: 'cashback', amountMinor: -40 },
    ]);
    expect(balanceOf(till)).toEqual([0, 80]);
  });

  test('the refund is taken from the gift that it went to, not from another that ends sooner', () => {
    const till = halfBack();
    const voucher = { ...gift, originId: 'deco', funding: [], scope: '', availability: { kind: 'available' as const } };
    const credit = { ...voucher, lotId: '4.0', expiry: { kind: 'at' as const, at: noon + dayMs }, amountMinor: 120 };
    const given = { kind: 'adjusted' as const, asset: 'gift' as const, amountMinor: 120, reason: 'r', ticket: '' };
    till.ledger.act('wal_a', noon, () =>
      accept(given, { credits: [{ ...credit, asset: 'gift', ruleId: '', repaidMinor: 0 }] }),
    );
    const { effects } = lineOf(till.cancel('wal_a', [3], granted(0)));
    expect(effects.draws).toMatchObject([{ lotId: '1.0', amountMinor: 100 }]);
  });
});

test('the return of all of it claims all again, and is whole when that is granted', () => {
  const till = aSale();
  expect(lineOf(till.giveBack('wal_a', 2, { kind: 'all' })).event).toMatchObject({ grants: [] });
  expect(balanceOf(till)).toEqual([300, 0]);
  const done = till.cancel('wal_a', [3], granted(80));
  expect(done).toMatchObject({ limits: [{ wanted: 80 }], line: { event: { grants: [{ limitId, quantity: 80 }] } } });
  expect(balanceOf(till)).toEqual([100, 80]);
});

test('of two returns the second is cancelled: what the first gave back stays given back', () => {
  const till = aSale();
  till.giveBack('wal_a', 2, amount(200));
  till.giveBack('wal_a', 2, amount(500));
  expect(balanceOf(till)).toEqual([240, 24]);
  const done = till.cancel('wal_a', [4], granted(39));
  expect(done).toMatchObject({ limits: [{ wanted: 40 }], line: { event: { grants: [{ limitId, quantity: 63 }] } } });
  expect(balanceOf(till)).toEqual([140, 63]);
});

test('a gift that the cancelled return gave nothing back to is not asked for anything', () => {
  const till = paperTill(rules);
  till.open('wal_a');
  till.give('wal_a', 30);
  till.give('wal_a', 10, 'prepaid');
  const pay = { kind: 'wallet' as const, amountMinor: 40, assets: ['gift', 'prepaid'] as const };
  till.sell('wal_a', [item(1_000)], { pay, granted: granted(96) });
  till.giveBack('wal_a', 3, amount(500));
  till.giveBack('wal_a', 3, amount(25));
  const done = till.cancel('wal_a', [5], granted(1));
  expect(done).toMatchObject({ limits: [{ wanted: 2 }] });
  expect(lineOf(done).event).toMatchObject({
    clawbacks: [{ ...gift, fromWalletMinor: 1, owedMinor: 0, writtenOffMinor: 0 }],
  });
});

test('of two budgets the one that grants less decides', () => {
  const both = rulesWith(cap, { ...cap, per: 'merchant' });
  const [one, other] = limitsOf(both) as [string, string];
  const cancelled = (quantity: number) => {
    const till = aSale(both);
    till.giveBack('wal_a', 2, amount(500));
    till.cancel('wal_a', [3], new Map([[one, 40], [other, quantity]])); // biome-ignore format: a grant each
    return balanceOf(till);
  };
  expect([cancelled(40), cancelled(39)]).toEqual([[100, 80], [100, 79]]); // biome-ignore format: whole, and not
});

test('the return of what had earned nothing claims nothing, and is undone whole', () => {
  const till = paperTill(rules);
  till.open('wal_a');
  till.sell('wal_a', [item(800), item(200, { kind: 'tip' })], { granted: granted(100) });
  till.giveBack('wal_a', 1, { kind: 'lines', lines: [{ index: 1, quantity: 1, amountMinor: null }] });
  const done = till.cancel('wal_a', [2]);
  expect(done).toMatchObject({ limits: undefined, line: { event: { grants: [{ limitId, quantity: 80 }] } } });
});

describe('a sale that is too large for what all share is given nothing of it', () => {
  const skipping = rulesWith({ ...cap, amountMinor: 80, onLimit: 'skip' });
  const till = paperTill(skipping);
  till.open('wal_a');
  expect(till.sell('wal_a', [item(1_000)])).toMatchObject({ limits: undefined, line: { effects: { credits: [] } } });

  test('nor is the half of it that is kept', () => {
    const { event, effects } = lineOf(till.giveBack('wal_a', 1, amount(500)));
    expect([event, effects]).toMatchObject([{ grants: [] }, { credits: [] }]);
  });

  test('nor when that return is cancelled', () => {
    const purchase = till.ledger.pastOf('wal_a', 1, skipping);
    const restored = restoreLimits({ purchase, asIs: nothingReturned, undone: nothingReturned }, undefined);
    expect(restored).toMatchObject({ limits: [], isWhole: true, grants: [], after: { awards: [] } });
  });
});

test('of two funders, the one whose reward had been written off is not asked for it again, however often', () => {
  const fixed = { id: 'fixed', group: 'boost', funder: 'operator', effect: { kind: 'fixed', amountMinor: 500 } };
  const tenth = { id: 'tenth', effect: { kind: 'rate', rateBps: 1_000 } };
  const till = paperTill(compileRuleset(1, { name: 'n', rules: [tenth, fixed] }));
  till.open('wal_a');
  till.sell('wal_a', [item(5_000)]);
  till.redeem('wal_a', 100);
  const owes = (who: string) =>
    till.ledger
      .of('wal_a')
      .flatMap(({ effects }) => effects.postings)
      .filter(({ account }) => account === `funding:${who}`)
      .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  for (const returned of [3, 5, 7]) {
    till.giveBack('wal_a', 1, { kind: 'all' });
    till.cancel('wal_a', [returned]);
    expect([owes('zara'), owes('operator')]).toEqual([-500, -500]);
  }
});
