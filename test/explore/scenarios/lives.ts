import type { Request } from '../program.ts';
import type { Scenario } from '../scenario.ts';
import type { Till } from '../till.ts';

/** Wallets that are blocked, closed, corrected and merged, while tills go on. */
export function lives(till: Till): Scenario[] {
  const onB = { walletId: 'wal_b' };
  const one = [till.open({ key: 'o' }), till.earn(50, { key: 'e0' })];
  const two = [...one, till.open({ key: 'o', ...onB }), till.earn(10, { key: 'f0', ...onB })];
  const spend = till.spend(30, { key: 's1' });
  const all = till.spend(50, { key: 's2' });
  const earn = till.earn(20, { key: 'e1' });
  const transfer = till.transfer('wal_b', { key: 't' });
  const back = till.transfer('wal_a', { key: 't2', ...onB });
  const cancel = till.cancel({ key: 's1' });
  const blocked = [...two, till.turn('block', { key: 'b', ...onB })];
  const lift = till.turn('unblock', { key: 'u', ...onB });
  const block = till.turn('block', { key: 'b' });
  const close = till.turn('close', { key: 'c' });
  const brief = { settings: { ringMax: 8 } } as const;
  const large = { ...brief, large: true } as const;
  const world = (
    name: string,
    given: Request[],
    requests: readonly Request[],
    faults: number,
    more = {},
  ): Scenario => ({
    name,
    wallets: given === two || given.length > two.length ? ['wal_a', 'wal_b'] : ['wal_a'],
    given,
    functions: requests.map((request) => ({ request })),
    faults,
    ...brief,
    ...more,
  });
  return [
    world('a block beside a spend', one, [block, spend], 1),
    world('a block, its lifting and a spend', one, [block, till.turn('unblock', { key: 'u' }), spend], 0),
    world('a closing beside the spend that empties the wallet and an earn', one, [close, all, earn], 0),
    world('a correction beside a spend', one, [till.adjust(-30, { key: 'a' }), spend], 1),
    world('a transfer beside a spend', two, [transfer, spend], 1),
    world('a transfer, sent twice', two, [transfer, transfer], 1),
    world('a transfer beside an earn on each wallet', two, [transfer, earn, till.earn(5, { key: 'f1', ...onB })], 0),
    world('a refused transfer, sent twice, beside the lifting of a block', blocked, [transfer, transfer, lift], 0),
    world('two transfers that cross', two, [transfer, back], 1),
    world('a transfer beside a cancellation', [...two, spend], [transfer, cancel], 1),
    world('a transfer beside a spend and its cancellation', two, [transfer, spend, cancel], 0),
    world(
      'a cancellation on a merged wallet beside the same key on the other',
      [...two, spend, transfer],
      [cancel, till.spend(30, { key: 's1', ...onB })],
      1,
    ),
    world('a transfer beside a spend, two faults', two, [transfer, spend], 2, large),
    world('a transfer beside a spend, sent twice', two, [transfer, spend, spend], 1, large),
    world('two transfers that cross beside an earn', two, [transfer, back, earn], 1, large),
    world('a closing, the spend that empties the wallet, an earn, a fault', one, [close, all, earn], 1, large),
    world('a transfer, a spend and its cancellation, a fault', two, [transfer, spend, cancel], 1, large),
  ];
}
