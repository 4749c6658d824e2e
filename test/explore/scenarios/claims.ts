import type { Scenario } from '../scenario.ts';
import type { Till } from '../till.ts';

/** A guest basket becomes the purchase of one wallet, once, whoever has its code. */
export function claims(till: Till): Scenario[] {
  const wallets = ['wal_a', 'wal_b'];
  const given = [till.open({ key: 'o' }), till.open({ walletId: 'wal_b', key: 'o' })];
  const first = till.claim('gst_1', { key: 'c1' });
  const again = till.claim('gst_1', { key: 'c2' });
  const other = till.claim('gst_1', { walletId: 'wal_b', key: 'c1' });
  const late = till.claim('gst_old', { key: 'c3' });
  const earn = till.earn(20, { key: 'e1' });
  const spend = till.spend(30, { key: 's1' });
  const world = (
    name: string,
    requests: readonly (typeof first)[],
    faults: number,
    more: Partial<Scenario> = {},
  ): Scenario => ({ name, wallets, given, functions: requests.map((request) => ({ request })), faults, ...more });
  return [
    world('a claim, sent twice', [first, first], 2),
    world('one code, two wallets', [first, other], 2),
    world('one code, two wallets, one of them sent twice', [first, first, other], 1),
    world('one code under two keys of a wallet', [first, again], 2),
    world('a claim, sent twice, beside an earn', [first, first, earn], 1),
    world('a claim beside a spend that only it makes possible', [first, spend], 2),
    world('a claim and its cancellation', [first, till.cancel({ key: 'c1' })], 1),
    world('a claim, its cancellation, and the code on another wallet', [first, till.cancel({ key: 'c1' }), other], 0),
    world('a claim’s cancellation beside a spend of it', [till.cancel({ key: 'c1' }), spend], 1, {
      given: [...given, first],
    }),
    world(
      'a claim’s cancellation beside the code on another wallet, sent twice',
      [till.cancel({ key: 'c1' }), other, other],
      0,
      {
        given: [...given, first],
        settings: { ringMax: 8 },
      },
    ),
    world('a claim, sent twice, as its time ends', [late, late], 1, { ticks: 2, kinds: ['lost', 'twice'] }),
    world('a claim, its cancellation, and the code again', [first, till.cancel({ key: 'c1' }), again], 1, {
      large: true,
      settings: { ringMax: 8 },
    }),
    world('one code, two wallets, each sent twice', [first, first, other, other], 1, {
      large: true,
      settings: { ringMax: 8 },
    }),
  ];
}
