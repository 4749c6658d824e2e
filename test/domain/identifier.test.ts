import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { identifierKeysFrom, openId, sealId, walletIdFrom, walletIdPattern } from '../../shared/domain/identifier.ts';

const keys = identifierKeysFrom('a secret', 'demo');
const wallets = fc.tuple(fc.string(), fc.string()).map(([caller, key]) => walletIdFrom(keys, caller, key));
const sequences = fc.integer({ min: 0, max: 999_999_999 });

describe('ids of purchases and redemptions', () => {
  test('an id opens to the wallet and sequence it was sealed from, and is the same every time', () => {
    fc.assert(
      fc.property(wallets, sequences, (walletId, sequence) => {
        const id = sealId(keys, 'pur', walletId, sequence);
        expect(openId(keys, 'pur', id)).toEqual({ walletId, sequence, epoch: 0 });
        expect(sealId(keys, 'pur', walletId, sequence)).toBe(id);
      }),
    );
  });

  test('an id with one bit changed, cut or lengthened opens to nothing', () => {
    fc.assert(
      fc.property(wallets, sequences, fc.nat({ max: 39 * 8 - 1 }), (walletId, sequence, bit) => {
        const id = sealId(keys, 'red', walletId, sequence);
        const bytes = Buffer.from(id.slice(4), 'base64url');
        bytes[bit >> 3]! ^= 1 << (bit & 7);
        expect(openId(keys, 'red', `red_${bytes.toString('base64url')}`)).toBeUndefined();
        expect(openId(keys, 'red', id.slice(0, -1))).toBeUndefined();
        expect(openId(keys, 'red', `${id}A`)).toBeUndefined();
      }),
    );
  });

  test('any other character in an id opens to nothing', () => {
    fc.assert(
      fc.property(
        wallets,
        fc.nat({ max: 51 }),
        fc.string({ unit: 'binary', minLength: 1, maxLength: 2 }),
        (walletId, at, text) => {
          const id = sealId(keys, 'pur', walletId, 7);
          const changed = id.slice(0, 4 + at) + text + id.slice(4 + at + text.length);
          fc.pre(changed !== id);
          expect(openId(keys, 'pur', changed)).toBeUndefined();
        },
      ),
    );
  });

  test('an id of one kind is none of another, one of another ecosystem or secret opens to nothing', () => {
    fc.assert(
      fc.property(wallets, sequences, (walletId, sequence) => {
        const id = sealId(keys, 'pur', walletId, sequence);
        expect(openId(keys, 'red', `red${id.slice(3)}`)).toBeUndefined();
        expect(openId(keys, 'red', id)).toBeUndefined();
        expect(openId(identifierKeysFrom('a secret', 'other'), 'pur', id)).toBeUndefined();
        expect(openId(identifierKeysFrom('another secret', 'demo'), 'pur', id)).toBeUndefined();
      }),
    );
  });

  test('neighbouring entries of a wallet have ids that share nothing to compare', () => {
    const walletId = walletIdFrom(keys, 'key_a', '1');
    const starts = Array.from({ length: 200 }, (_, sequence) => sealId(keys, 'pur', walletId, sequence).slice(4, 12));
    expect(new Set(starts).size).toBe(200);
  });

  test('an id sealed before a restore still opens, and says so', () => {
    const walletId = walletIdFrom(keys, 'key_a', '1');
    const restored = identifierKeysFrom('a secret', 'demo', 1);
    expect(openId(restored, 'pur', sealId(keys, 'pur', walletId, 3))).toEqual({ walletId, sequence: 3, epoch: 0 });
    expect(sealId(restored, 'pur', walletId, 3)).not.toBe(sealId(keys, 'pur', walletId, 3));
  });
});

describe('ids of wallets', () => {
  test('the same caller and key derive the same wallet; another of either, another wallet', () => {
    expect(walletIdFrom(keys, 'key_a', 'k1')).toBe(walletIdFrom(keys, 'key_a', 'k1'));
    expect(walletIdFrom(keys, 'key_a', 'k1')).not.toBe(walletIdFrom(keys, 'key_b', 'k1'));
    expect(walletIdFrom(keys, 'key_a', 'k1')).not.toBe(walletIdFrom(keys, 'key_a', 'k2'));
    expect(walletIdFrom(keys, 'key_a', 'k1')).toMatch(walletIdPattern);
    expect(walletIdFrom(keys, 'key_a', 'k1')).toHaveLength(30);
  });

  test('the last character spreads over all 32 digits, so that registry shards fill evenly', () => {
    const last = Array.from({ length: 2_000 }, (_, n) => walletIdFrom(keys, 'key_a', String(n)).at(-1));
    expect(new Set(last).size).toBe(32);
  });
});
