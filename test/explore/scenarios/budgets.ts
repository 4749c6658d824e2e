import type { Scenario } from '../scenario.ts';
import { budgetMinor, type Till } from '../till.ts';

/** A budget for one earn and a half: claimed, renewed, settled by the stream, given back, never exceeded nor stranded. */
export function budgets(till: Till): Scenario[] {
  const wallets = ['wal_a', 'wal_b'];
  const onB = { walletId: 'wal_b' };
  const given = [till.open({ key: 'o' }), till.open({ ...onB, key: 'o' })];
  const earn = { request: till.earn(10, { key: 'e1', shared: true }) };
  const earnOnB = { request: till.earn(10, { ...onB, key: 'e2', shared: true }) };
  const sameOnB = { request: till.earn(10, { ...onB, key: 'e1', shared: true }) };
  const lateOnB = { ...earnOnB, late: true } as const;
  const brought = { request: till.stream(1) };
  const world = (
    name: string,
    functions: Scenario['functions'],
    faults: number,
    more: Partial<Scenario> = {},
  ): Scenario => ({ name, wallets, given, functions, faults, budgetMinor, ticks: 1, leapAt: 1, ...more });
  const ring = { settings: { ringMax: 8 } } as const;
  const earned = { given: [...given, earn.request, till.stream(1)] };
  const back = { request: till.giveBack(1, 6, { key: 'b1' }) };
  const cancelEarn = { request: till.cancel({ key: 'e1' }) };
  const cancelBack = { request: till.cancel({ key: 'b1' }) };
  const lateAgain = { ...earn, late: true } as const;
  const large = { large: true, ...ring } as const;
  return [
    world('two earns under a budget for one and a half', [earn, earnOnB], 1, ring),
    world('an earn under a budget, the same key and body on another wallet', [earn, sameOnB], 1, ring),
    world('an earn under a budget, sent twice', [earn, earn], 1, ring),
    world('an earn under a budget, brought twice by the stream', [earn, brought, brought], 1, ring),
    world('an earn under a budget, sent twice and brought', [earn, earn, brought], 0, ring),
    world(
      'an earn under a budget that may die, one on another wallet when its lease is over',
      [earn, lateOnB],
      1,
      ring,
    ),
    world(
      'an earn under a budget, sent twice, one on another wallet when the leases are over',
      [earn, earn, lateOnB],
      1,
      ring,
    ),
    world(
      'an earn under a budget, sent again when its lease is over, beside one on another wallet',
      [earn, lateAgain, lateOnB],
      1,
      { ...ring, kinds: ['crash'] },
    ),
    world(
      'an undone return, its return brought again after it',
      [{ request: till.stream(3) }, { request: till.stream(2) }],
      0,
      {
        ...ring,
        given: [...earned.given, back.request, till.stream(2), cancelBack.request],
      },
    ),
    world('an earn under a budget and its cancellation', [earn, cancelEarn], 1, ring),
    world('a cancelled earn brought out of order', [{ request: till.stream(2) }, { request: till.stream(1) }], 0, {
      ...ring,
      streamed: true,
      given: [...given, earn.request, cancelEarn.request],
    }),
    world('a return that frees a budget beside an earn', [back, { request: till.stream(2) }, earnOnB], 0, {
      ...ring,
      ...earned,
    }),
    world(
      'a return that frees a budget, its cancellation beside an earn',
      [cancelBack, { request: till.stream(3) }, earnOnB],
      0,
      { ...ring, given: [...earned.given, back.request, till.stream(2)] },
    ),
    world('two shards: what one lacks the other has', [lateOnB], 0, { settings: { ringMax: 8, limitShards: 2 } }),
    world('two earns under a budget, two faults', [earn, earnOnB], 2, large),
    world('an earn under a budget, sent twice, beside another', [earn, earn, earnOnB], 1, large),
    world('an earn under a budget, sent twice and brought, a fault', [earn, earn, brought], 1, large),
    world('a return that frees a budget beside an earn, a fault', [back, { request: till.stream(2) }, earnOnB], 1, {
      ...large,
      ...earned,
    }),
  ];
}
