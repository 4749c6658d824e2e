import { expect, test } from 'vitest';
import { compileRuleset } from '../../shared/lambda/compile-ruleset.ts';
import { item, lineOf, paperTill } from '../support/paper-till.ts';

const ofAll = (onLimit: 'clip' | 'skip', amountMinor: number) =>
  compileRuleset(1, {
    name: 'budget',
    rules: [{ id: 'all', effect: { kind: 'rate', rateBps: 1_000 } }],
    caps: [{ asset: 'cashback', per: 'all', window: 'ever', amountMinor, onLimit }],
  });
const half = { kind: 'amount' as const, amountMinor: 500 };

test('a sale too large for what all share is given nothing of it, nor is the half of it that is kept', () => {
  const till = paperTill(ofAll('skip', 80));
  till.open('wal_a');
  const sale = till.sell('wal_a', [item(1_000)]);
  expect(sale).toMatchObject({ limits: undefined, line: { effects: { credits: [] } } });
  expect(lineOf(till.giveBack('wal_a', 1, half))).toMatchObject({ event: { grants: [] }, effects: { credits: [] } });
});
