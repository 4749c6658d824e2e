import type { Request } from '../program.ts';
import type { Scenario } from '../scenario.ts';
import type { Till } from '../till.ts';

/** Returns: never twice under one key, never more than was bought, whoever spends meanwhile. */
export function returns(till: Till): Scenario[] {
  const wallets = ['wal_a'];
  const given = [till.open({ key: 'o' }), till.earn(50, { key: 'e1' })];
  const some = till.giveBack(1, 20, { key: 'b1' });
  const most = till.giveBack(1, 40, { key: 'b2' });
  const spend = till.spend(45, { key: 's1' });
  const cancelEarn = till.cancel({ key: 'e1' });
  const cancelReturn = till.cancel({ key: 'b1' });
  const world = (
    name: string,
    requests: readonly Request[],
    faults: number,
    more: Partial<Scenario> = {},
  ): Scenario => ({
    name,
    wallets,
    given,
    functions: requests.map((request) => ({ request })),
    faults,
    ...more,
  });
  const ring = { settings: { ringMax: 8 } } as const;
  return [
    world('a return, sent twice', [some, some], 1),
    world('two returns of more than was bought', [some, most], 1, ring),
    world('a return beside a spend of what it takes back', [some, spend], 1, ring),
    world('a return beside the cancellation of its purchase', [some, cancelEarn], 1, ring),
    world('a return and its cancellation beside another return', [some, cancelReturn, most], 0, ring),
    world('a return, sent twice, beside a spend', [some, some, spend], 1, { ...ring, large: true }),
  ];
}
