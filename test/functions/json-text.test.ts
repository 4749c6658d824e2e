import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { depthMax, type Json, readJson } from '../../shared/lambda/json-text.ts';

const faultsOf = (text: string) => {
  const read = readJson(text);
  return 'errors' in read ? read.errors.map(({ pointer, code }) => `${pointer} ${code}`) : [];
};
const isPlain = (value: unknown): boolean => {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\u0000');
  if (typeof value === 'number') return !Object.is(value, -0) && String(value).replace(/[-.]|e.*/g, '').length <= 15;
  if (Array.isArray(value)) return value.every(isPlain);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(
    ([key, member]) => isPlain(key) && !['__proto__', 'constructor', 'prototype'].includes(key) && isPlain(member),
  );
};

describe('strict JSON', () => {
  test('what it reads is what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(undefined, 2, '\t'), (value, space) => {
        const text = JSON.stringify(value, null, space);
        fc.pre(isPlain(JSON.parse(text)));
        expect(readJson(text)).toEqual({ value: JSON.parse(text) });
      }),
      { numRuns: 500 },
    );
  });

  test('what JSON.parse refuses it refuses: text with one character changed, cut or added', () => {
    fc.assert(
      fc.property(
        fc.json({ maxDepth: 3 }),
        fc.nat(),
        fc.string({ unit: 'binary-ascii', maxLength: 2 }),
        (text, seed, part) => {
          const at = seed % (text.length + 1);
          const changed = text.slice(0, at) + part + text.slice(at + 1);
          const native = ((): { value: Json } | 'refused' => {
            try {
              return { value: JSON.parse(changed) };
            } catch {
              return 'refused';
            }
          })();
          const read = readJson(changed);
          if (native === 'refused') expect(read).toHaveProperty('errors');
          else if (!('errors' in read)) expect(read).toEqual(native);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ['{"a":1,"a":2}', '/a duplicate-key'],
    ['{"a":{"b/c":[1,{"~":1,"~":2}]}}', '/a/b~1c/1/~0 duplicate-key'],
    ['{"\\u0061":1,"a":2}', '/a duplicate-key'],
    ['{"__proto__":{"admin":true}}', '/__proto__ not-allowed'],
    ['{"constructor":1}', '/constructor not-allowed'],
    ['{"amountMinor":-0}', '/amountMinor invalid-number'],
    ['{"amountMinor":-0.0}', '/amountMinor invalid-number'],
    ['{"amountMinor":1e400}', '/amountMinor invalid-number'],
    ['{"amountMinor":1e-400}', '/amountMinor invalid-number'],
    ['{"amountMinor":9007199254740993}', '/amountMinor invalid-number'],
    ['{"amountMinor":1.0000000000000000001}', '/amountMinor invalid-number'],
    ['{"amountMinor":NaN}', '/amountMinor invalid-json'],
    ['{"amountMinor":Infinity}', '/amountMinor invalid-json'],
    ['{"amountMinor":01}', ' invalid-json'],
    ['{"amountMinor":+1}', '/amountMinor invalid-json'],
    ['{"amountMinor":0x10}', ' invalid-json'],
    ['{"a":"\\ud800"}', '/a invalid-text'],
    ['{"a":"\ud800"}', '/a invalid-text'],
    ['{"a":"x\\u0000y"}', '/a invalid-text'],
    ['{"a":"line\nbreak"}', '/a invalid-json'],
    ["{'a':1}", ' invalid-json'],
    ['{"a":1,}', ' invalid-json'],
    ['[1,2', ' invalid-json'],
    ['{"a":1} {"b":2}', ' invalid-json'],
    ['\ufeff{}', ' invalid-json'],
    ['', ' invalid-json'],
  ])('%j is refused at the place it says', (text, expected) => {
    expect(faultsOf(text)).toEqual([expected]);
  });

  test('several faults are told at once', () => {
    expect(faultsOf('{"a":-0,"b":"\\u0000","b":1}')).toEqual([
      '/a invalid-number',
      '/b invalid-text',
      '/b duplicate-key',
    ]);
  });

  test('nesting ends at a bound, not at the stack', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(faultsOf(nested(depthMax))).toEqual([]);
    expect(faultsOf(nested(depthMax + 1))[0]).toMatch(/too-deep$/);
    expect(faultsOf('['.repeat(200_000))[0]).toMatch(/too-deep$/);
    expect(faultsOf('{"a":'.repeat(50_000))[0]).toMatch(/too-deep$/);
  });

  test('a prototype is never written to', () => {
    readJson('{"__proto__":{"polluted":1}}');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test('a long string without an end is refused in linear time', () => {
    const startedAt = performance.now();
    expect(faultsOf(`"${'a\\\\'.repeat(100_000)}`)).toEqual([' invalid-json']);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});
