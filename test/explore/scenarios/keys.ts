import type { Request } from '../program.ts';
import type { Scenario } from '../scenario.ts';
import type { Till } from '../till.ts';

/** One key, one answer: the same request twice and three times, another body, refusals, retries that cross. */
export function keys(till: Till): Scenario[] {
  const wallets = ['wal_a'];
  const given = [till.open({ key: 'o' }), till.earn(50, { key: 'e0' })];
  const spend = till.spend(30, { key: 's1' });
  const another = till.spend(40, { key: 's2' });
  const tooMuch = till.spend(60, { key: 's3' });
  const earn = till.earn(20, { key: 'e1' });
  const lowered = till.spend(30, { key: 's4', minimum: 'lowered' });
  const raised = till.spend(30, { key: 's5', minimum: 'raised' });
  const world = (
    name: string,
    requests: readonly Request[],
    faults: number,
    more: Partial<Scenario> = {},
  ): Scenario => ({ name, wallets, given, functions: requests.map((request) => ({ request })), faults, ...more });
  // Without look-backs, four functions are few enough steps.
  const large = { large: true, settings: { ringMax: 8 } } as const;
  return [
    world('a spend, sent twice', [spend, spend], 2),
    world('a refused spend, sent twice', [tooMuch, tooMuch], 2),
    world('a spend, sent three times', [spend, spend, spend], 1),
    world('two spends that cannot both be', [spend, another], 1),
    world('a spend, sent twice, beside one that leaves it too little', [spend, spend, another], 1),
    world('a spend that only an earn makes possible, sent twice', [tooMuch, tooMuch, earn], 1),
    world('another body under one key', [spend, till.spend(45, { key: 's1' })], 2),
    world('another body under one key, refused', [tooMuch, till.spend(70, { key: 's3' })], 2),
    world(
      'another body under one key, refused or not, beside an earn',
      [tooMuch, till.spend(9, { key: 's3' }), earn],
      1,
    ),
    world('a spend, sent twice, as a version makes it possible', [lowered, lowered], 1, { ticks: 1 }),
    world('a spend, sent twice, as a version forbids it', [raised, raised], 1, { ticks: 1 }),
    world('two spends that cannot both be, two faults', [spend, another], 2, { large: true }),
    world('an earn and a refused spend, three faults', [earn, tooMuch], 3, large),
    world('a spend, sent twice, an earn and a refused spend', [spend, spend, earn, tooMuch], 1, large),
    world('a refused spend, sent three times, beside an earn', [tooMuch, tooMuch, tooMuch, earn], 1, large),
    world('a spend, sent twice, beside one that leaves it too little, two faults', [spend, spend, another], 2, large),
  ];
}
