import type { Scenario } from '../scenario.ts';
import type { Till } from '../till.ts';

/** Earning: a receipt counts once whatever the key, a warm head is tried at once, a wallet opens once. */
export function receipts(till: Till): Scenario[] {
  const wallets = ['wal_a'];
  const given = [till.open({ key: 'o' }), till.earn(50, { key: 'e0' })];
  const first = till.earn(20, { key: 'e1', receipt: 'R1' });
  const second = till.earn(20, { key: 'e2', receipt: 'R1' });
  const other = till.earn(5, { key: 'e3' });
  const spend = till.spend(60, { key: 's1' });
  return [
    { name: 'an opening, sent twice', wallets, given: [], functions: two(till.open({ key: 'o' })), faults: 3 },
    {
      name: 'a receipt under two keys',
      wallets,
      given,
      functions: [{ request: first }, { request: second }],
      faults: 2,
    },
    {
      name: 'a receipt under two keys, one of them sent twice',
      wallets,
      given,
      functions: [...two(first), { request: second }],
      faults: 1,
    },
    {
      name: 'a receipt under two keys beside another earn',
      wallets,
      given,
      functions: [{ request: first }, { request: second }, { request: other }],
      faults: 0,
    },
    {
      name: 'a receipt whose earn is cancelled, again on a warm head',
      wallets,
      given: [...given, first],
      functions: [{ request: till.cancel({ key: 'e1' }) }, { request: second, warm: true }],
      faults: 1,
    },
    {
      name: 'an earn on a warm head, sent twice, beside a spend',
      wallets,
      given,
      functions: [{ request: first, warm: true }, { request: first }, { request: spend }],
      faults: 1,
    },
    {
      name: 'two earns on a warm head beside another',
      wallets,
      given,
      functions: [{ request: first, warm: true }, { request: second, warm: true }, { request: other }],
      faults: 1,
    },
  ];
}

const two = (request: Scenario['functions'][number]['request']) => [{ request }, { request }];
