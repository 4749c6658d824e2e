import { describe, expect, test } from 'vitest';
import { aSale, rate } from './deciding.ts';
import { published } from './member.ts';

/** 3.00, 1.00 and 0.60 of 10.00, in three groups. */
const rules = [rate('a', 3_000), rate('b', 1_000, { group: 'boost' }), rate('c', 600, { group: 'combo' })];

/** What is given when of a limit that many wallets share so much is granted, and what is asked for. */
function granted(cap: object, share: number | null, merchantId = 'shop') {
  const compiled = published({ rules, caps: [{ window: 'day', ...cap }] });
  const asked = compiled.decidePurchase(aSale({ merchantId })).limits;
  const grants = new Map(share === null ? [] : asked.map(({ limitId }) => [limitId, share]));
  const { awards, limits } = compiled.decidePurchase(aSale({ merchantId }), grants);
  const given = awards.map(({ amountMinor }) => amountMinor);
  return { wanted: asked.map(({ wanted }) => wanted), given, used: limits.map(({ used }) => used) };
}

describe('of a merchant and of all', () => {
  test('as much as was granted, clipped or left', () => {
    const cap = { per: 'all', amountMinor: 1_000 };
    expect(granted(cap, 460)).toEqual({ wanted: [460], given: [300, 100, 60], used: [460] });
    expect(granted(cap, 230)).toEqual({ wanted: [460], given: [150, 50, 30], used: [230] });
    expect(granted({ ...cap, onLimit: 'skip' }, 459)).toEqual({ wanted: [460], given: [], used: [0] });
    expect(granted(cap, null)).toEqual({ wanted: [460], given: [], used: [0] });
  });

  test('no more is asked than the whole limit, and nothing where all or nothing cannot fit', () => {
    expect(granted({ per: 'all', amountMinor: 46 }, 46)).toEqual({ wanted: [46], given: [30, 10, 6], used: [46] });
    expect(granted({ per: 'all', amountMinor: 46, onLimit: 'skip' }, 46)).toEqual({ wanted: [], given: [], used: [] });
  });

  test('one receipt or one member takes one, and without it gives nothing', () => {
    for (const cap of [
      { per: 'all', count: 5 },
      { per: 'merchant', count: 5 },
      { per: 'all', members: 5 },
    ]) {
      expect(granted(cap, 1)).toEqual({ wanted: [1], given: [300, 100, 60], used: [1] });
      expect(granted(cap, 0)).toEqual({ wanted: [1], given: [], used: [0] });
    }
  });

  test('a member who is counted is rewarded again without being counted again: by merchant, where it is of each', () => {
    const members = { window: 'month', members: 5 };
    const wantedOf = (per: string, merchantIds: string[]) => {
      const compiled = published({ rules, caps: [{ per, ...members }] });
      let memory = aSale({}).memory;
      return merchantIds.map((merchantId) => {
        const { limits, counters } = compiled.decidePurchase(aSale({ merchantId, memory }));
        memory = {
          ...memory,
          counters: new Map([...memory.counters, ...counters.map((each) => [each.key, each] as const)]),
        };
        return limits.map(({ wanted }) => wanted);
      });
    };
    expect(wantedOf('all', ['zara', 'zara', 'deco'])).toEqual([[1], [], []]);
    expect(wantedOf('merchant', ['zara', 'zara', 'deco', 'zara'])).toEqual([[1], [], [1], []]);
  });

  test('of a merchant is that merchant’s own', () => {
    const compiled = published({ rules, caps: [{ per: 'merchant', window: 'day', amountMinor: 1_000 }] });
    const names = ['zara', 'deco'].map(
      (merchantId) => compiled.decidePurchase(aSale({ merchantId })).limits[0]!.limitId,
    );
    expect(names.map((name) => name.split(':').slice(1))).toEqual([
      ['2026-03-14', 'zara'],
      ['2026-03-14', 'deco'],
    ]);
  });
});
