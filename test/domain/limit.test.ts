import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addParts,
  firstShard,
  isExhausted,
  keepOf,
  type LimitPart,
  limitShardsMax,
  openClaimsMax,
  quantityOf,
  roomsOf,
  shareOfShard,
  takeFrom,
} from '../../shared/domain/limit.ts';

const capacity = fc.integer({ min: 1, max: 1_000_000_000_000 });
const shards = fc.integer({ min: 1, max: limitShardsMax });
const parts = fc
  .array(fc.integer({ min: 0, max: 1_000 }), { maxLength: limitShardsMax })
  .map((quantities) => quantities.map((quantity, shard): LimitPart => ({ shard, quantity })));

describe('a limit that many wallets share', () => {
  test('its shards together have all of it, whatever its size', () => {
    fc.assert(
      fc.property(capacity, shards, (minor, count) => {
        const shares = Array.from({ length: count }, (_, shard) => shareOfShard(minor, shard, count));
        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(minor);
      }),
    );
  });

  test('raised, no shard has less: what was taken of it still fits', () => {
    fc.assert(
      fc.property(capacity, capacity, shards, (one, other, count) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        for (let shard = 0; shard < count; shard += 1) {
          expect(shareOfShard(more, shard, count)).toBeGreaterThanOrEqual(shareOfShard(less, shard, count));
        }
      }),
    );
  });

  test('requests spread over the shards that have anything', () => {
    const prints = Array.from({ length: 200 }, (_, nth) =>
      (nth * 2_654_435_761).toString(16).padStart(16, '0').slice(-8),
    );
    expect(new Set(prints.map((print) => firstShard(print, 100, 8))).size).toBe(8);
    for (const print of prints) expect(shareOfShard(3, firstShard(print, 3, 8), 8)).toBe(1);
  });

  test('as much is taken as is wanted, or all there is, of no shard more than it has, and of one when one has it all', () => {
    fc.assert(
      fc.property(parts, fc.integer({ min: 0, max: 10_000 }), (rooms, wanted) => {
        const taken = takeFrom(rooms, wanted);
        expect(quantityOf(taken)).toBe(Math.min(wanted, quantityOf(rooms)));
        for (const { shard, quantity } of taken) expect(quantity).toBeLessThanOrEqual(rooms[shard]!.quantity);
        if (wanted > 0 && rooms.some(({ quantity }) => quantity >= wanted)) expect(taken).toHaveLength(1);
      }),
    );
  });

  test('what is kept of parts and what is added to them add up', () => {
    fc.assert(
      fc.property(parts, parts, fc.integer({ min: 0, max: 10_000 }), (some, more, quantity) => {
        expect(quantityOf(addParts(some, more))).toBe(quantityOf(some) + quantityOf(more));
        expect(quantityOf(keepOf(some, quantity))).toBe(Math.min(quantity, quantityOf(some)));
      }),
    );
  });

  test('a shard that has the very cent is enough, else each gives what it has, and nothing is taken of what has nothing', () => {
    const rooms = [
      { shard: 2, quantity: 30 },
      { shard: 3, quantity: 0 },
      { shard: 0, quantity: 50 },
    ];
    expect(takeFrom(rooms, 50)).toEqual([{ shard: 0, quantity: 50 }]);
    expect(takeFrom(rooms, 51)).toEqual([
      { shard: 2, quantity: 30 },
      { shard: 0, quantity: 21 },
    ]);
    expect(takeFrom(rooms, 0)).toEqual([]);
  });

  test('parts that are kept or added up name no shard of which nothing is taken', () => {
    const some = [
      { shard: 0, quantity: 30 },
      { shard: 1, quantity: 20 },
    ];
    expect(keepOf(some, 30)).toEqual([{ shard: 0, quantity: 30 }]);
    expect(keepOf(some, 31)).toEqual([some[0], { shard: 1, quantity: 1 }]);
    expect(addParts(some, [{ shard: 2, quantity: 0 }, { shard: 0, quantity: -30 }])).toEqual([some[1]]); // biome-ignore format: a part each
    expect(addParts(some, [{ shard: 1, quantity: 5 }])).toEqual([some[0], { shard: 1, quantity: 25 }]);
  });

  test('a shard where too many claims are open has no room for another', () => {
    const open = Array.from({ length: openClaimsMax }, (_, nth) => ({ print: String(nth), leasedUntil: 0 }));
    const rooms = roomsOf({ capacity: 100, shards: 2 }, [
      { shard: 0, taken: 10, open },
      { shard: 1, taken: 10, open: open.slice(1) },
    ]);
    expect(rooms).toEqual([
      { shard: 0, quantity: 0 },
      { shard: 1, quantity: 40 },
    ]);
  });

  test('nothing is left of it when its shards together have given the last cent', () => {
    const standing = (...taken: readonly number[]) => taken.map((minor, shard) => ({ shard, taken: minor, open: [] }));
    expect(isExhausted(100, standing(50, 49))).toBe(false);
    expect(isExhausted(100, standing(50, 50))).toBe(true);
    expect(isExhausted(100, standing(60, 41))).toBe(true);
    expect([isExhausted(100, []), isExhausted(0, [])]).toEqual([false, true]);
  });
});
