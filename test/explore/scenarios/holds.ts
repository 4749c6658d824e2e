import type { Scenario } from '../scenario.ts';
import type { Till } from '../till.ts';

/** Holds: captured or released at most once, gone when their time is over, on machines whose clocks disagree. */
export function holds(till: Till): Scenario[] {
  const wallets = ['wal_a'];
  // Placed a minute before the world begins: it ends when the clock first moves on.
  const hold = till.spend(20, { key: 'h', holdSeconds: 62 });
  const given = [till.open({ key: 'o' }), till.earn(50, { key: 'e0' }), hold];
  const capture = { request: till.capture(2, null, { key: 'c' }) };
  const release = { request: till.release(2, { key: 'r' }) };
  const spendRest = { request: till.spend(30, { key: 's1' }) };
  const spendMore = { request: till.spend(40, { key: 's2' }) };
  const another = { request: till.spend(20, { key: 'h2', holdSeconds: 900 }) };
  const earn = { request: till.earn(10, { key: 'e1' }) };
  const slow = { skewMs: -2_000 };
  const world = (name: string, functions: Scenario['functions'], faults: number, more: Partial<Scenario> = {}) => ({
    name,
    wallets,
    given,
    functions,
    faults,
    ...more,
  });
  const large = { large: true, settings: { ringMax: 8 } } as const;
  return [
    world('a capture and a release', [capture, release], 1),
    world('a capture, sent twice, and a release', [capture, capture, release], 1, { settings: { ringMax: 8 } }),
    world('a capture in part, another of all', [{ request: till.capture(2, 15, { key: 'c1' }) }, capture], 1),
    world('a release beside a spend that it makes possible', [release, spendMore], 2),
    world('a hold beside a spend of what is left', [another, spendRest], 1),
    world('a capture as the hold ends', [capture], 1, { ticks: 2 }),
    world('a capture, sent twice, as the hold ends, on a slow clock', [capture, { ...capture, ...slow }], 0, {
      ticks: 1,
    }),
    world('a spend, sent twice, as a hold ends, on a slow clock', [spendMore, { ...spendMore, ...slow }], 1, {
      ticks: 1,
    }),
    world('a capture as the hold ends beside a spend', [capture, spendMore], 0, { ticks: 2 }),
    world(
      'a spend as a hold ends, its retry on a slow clock, an earn',
      [spendMore, { ...spendMore, ...slow }, earn],
      0,
      {
        ticks: 1,
      },
    ),
    world('a capture and a release, two faults', [capture, release], 2, large),
    world('a capture as the hold ends, two faults', [capture], 2, { ...large, ticks: 2 }),
    world('a capture as the hold ends beside a spend, a fault', [capture, spendMore], 1, { ...large, ticks: 2 }),
    world('a capture and a release as the hold ends, on a slow clock', [capture, { ...release, ...slow }], 1, {
      ...large,
      ticks: 1,
    }),
    world('a capture, sent twice, a release and a spend', [capture, capture, release, spendMore], 0, large),
    world('a spend, sent twice, as a hold ends, two faults', [spendMore, { ...spendMore, ...slow }], 2, {
      ...large,
      ticks: 1,
    }),
  ];
}
