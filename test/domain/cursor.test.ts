import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openCursor, sealCursor } from '../../shared/domain/cursor.ts';
import { identifierKeysFrom } from '../../shared/domain/identifier.ts';

const keys = identifierKeysFrom('a secret', 'demo');
const use = { list: 'listEntries', subjectId: 'wal_a', callerId: 'key_a' };

test('a cursor opens for its list, wallet and caller only', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 60 }), (position) => {
      fc.pre(position.isWellFormed());
      const cursor = sealCursor(keys, use, position);
      expect(openCursor(keys, use, cursor)).toBe(position);
      expect(openCursor(keys, { ...use, list: 'listLots' }, cursor)).toBeUndefined();
      expect(openCursor(keys, { ...use, subjectId: 'wal_b' }, cursor)).toBeUndefined();
      expect(openCursor(keys, { ...use, callerId: 'key_b' }, cursor)).toBeUndefined();
      expect(openCursor(identifierKeysFrom('a secret', 'other'), use, cursor)).toBeUndefined();
    }),
  );
});

test('a changed cursor opens to nothing, and neither does any other text', () => {
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom(...'Ab1_-'), fc.string({ maxLength: 80 }), (seed, character, text) => {
      const cursor = sealCursor(keys, use, '000000042');
      const at = seed % cursor.length;
      const changed = cursor.slice(0, at) + character + cursor.slice(at + 1);
      if (changed !== cursor) expect(openCursor(keys, use, changed)).toBeUndefined();
      expect(openCursor(keys, use, text)).toBeUndefined();
    }),
  );
});
