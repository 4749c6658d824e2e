import { expect, test } from 'vitest';
import { close } from '../../shared/domain/status.ts';
import { compileRuleset } from '../../shared/lambda/compile-ruleset.ts';
import { item, lineOf, noon, paperTill } from '../support/paper-till.ts';

const rules = compileRuleset(1, { name: 'n', rules: [{ id: 'tenth', effect: { kind: 'rate', rateBps: 1_000 } }] });
const all = { kind: 'all' as const };

/** A gift of 2.00 pays of a sale and of a redemption; the wallet goes into another, which is emptied and closed. */
function closedAfterMerge() {
  const till = paperTill(rules);
  for (const walletId of ['wal_a', 'wal_b']) till.open(walletId);
  till.give('wal_a', 200);
  till.sell('wal_a', [item(1_000)], { pay: { kind: 'wallet', amountMinor: 100, assets: ['gift'] } });
  till.redeem('wal_a', 100);
  till.moveTo('wal_a', 'wal_b');
  till.redeem('wal_b', till.ledger.balances('wal_b', noon).cashback!.availableMinor);
  lineOf(till.ledger.act('wal_b', noon, close));
  const nothingThere = () => expect(till.ledger.stateOf('wal_b').lots).toEqual([]);
  return { till, nothingThere };
}

test('what comes back of a sale goes to other tender: a closed wallet takes nothing', () => {
  const { till, nothingThere } = closedAfterMerge();
  const done = till.giveBack('wal_a', 2, all);
  expect(done).toMatchObject({ otherLine: undefined, line: { event: { amountMinor: 1_000, walletMinor: 0 } } });
  nothingThere();
});

test('nor of a redemption', () => {
  const { till, nothingThere } = closedAfterMerge();
  const done = till.giveBackRedemption('wal_a', 3, 100);
  expect(done).toMatchObject({ otherLine: undefined, line: { event: { amountMinor: 100, walletMinor: 0 } } });
  nothingThere();
});

test('nor of what is cancelled; the mark is there all the same', () => {
  const { till, nothingThere } = closedAfterMerge();
  const done = till.cancel('wal_a', [2]);
  expect(done).toMatchObject({ otherLine: undefined, line: { event: { targets: [2] }, effects: { postings: [] } } });
  nothingThere();
});
