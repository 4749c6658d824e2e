import type { Request } from '../program.ts';
import type { Scenario } from '../scenario.ts';
import type { Till } from '../till.ts';

/** Cancel by key: whatever arrives before it is reversed, whatever arrives after it has no effect. */
export function cancellations(till: Till): Scenario[] {
  const wallets = ['wal_a'];
  const hold = till.spend(20, { key: 'h', holdSeconds: 900 });
  const given = [till.open({ key: 'o' }), till.earn(50, { key: 'e0', receipt: 'R0' })];
  const held = [...given, hold];
  const spend = till.spend(30, { key: 's1' });
  const tooMuch = till.spend(60, { key: 's1' });
  const earn = till.earn(20, { key: 'e1', receipt: 'R1' });
  const sameReceipt = till.earn(20, { key: 'e2', receipt: 'R1' });
  const cancelSpend = till.cancel({ key: 's1' });
  const cancelEarn = till.cancel({ key: 'e1' });
  const capture = till.capture(2, null, { key: 'c' });
  const release = till.release(2, { key: 'r' });
  const cancelHold = till.cancel({ key: 'h' });
  const world = (
    name: string,
    requests: readonly Request[],
    faults: number,
    more: Partial<Scenario> = {},
  ): Scenario => ({ name, wallets, given, functions: requests.map((request) => ({ request })), faults, ...more });
  const brief = { settings: { ringMax: 8 } } as const;
  const large = { ...brief, large: true } as const;
  return [
    world('a spend and its cancellation', [spend, cancelSpend], 1),
    world('a spend, sent twice, and its cancellation', [spend, spend, cancelSpend], 1, brief),
    world('a refused spend and its cancellation', [tooMuch, cancelSpend], 1),
    world('a refused spend, sent twice, and its cancellation', [tooMuch, tooMuch, cancelSpend], 1, brief),
    world('an earn and its cancellation', [earn, cancelEarn], 1),
    world('a cancellation, sent twice, beside the spend', [cancelSpend, cancelSpend, spend], 0),
    world('an earn, its cancellation, and the receipt again', [earn, cancelEarn, sameReceipt], 0),
    world(
      'an earn, its cancellation, and the receipt again, in a ring of eight',
      [earn, cancelEarn, sameReceipt],
      0,
      brief,
    ),
    world('a hold’s cancellation beside its capture', [cancelHold, capture], 1, { ...brief, given: held }),
    world('a hold’s cancellation beside its release', [cancelHold, release], 1, { ...brief, given: held }),
    world('a capture and its cancellation', [capture, till.cancel({ key: 'c' })], 1, { ...brief, given: held }),
    world('an earn’s cancellation beside a spend of it', [till.cancel({ key: 'e0' }), spend], 1, brief),
    world('a spend, sent twice, and its cancellation, two faults', [spend, spend, cancelSpend], 2, large),
    world('an earn, its cancellation, the receipt again, a fault', [earn, cancelEarn, sameReceipt], 1, large),
    world('a hold’s cancellation beside its capture, sent twice', [cancelHold, capture, capture], 1, {
      ...large,
      given: held,
    }),
  ];
}
