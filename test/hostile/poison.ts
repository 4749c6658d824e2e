import type { Chance } from '../oracle/random/chance.ts';

/** Planted where values go; found in no answer of a refusal and in no line of the log. */
export const canary = 'CANARY';

/** Times that nobody means, with and without an offset. */
export const times = [
  '0001-01-01T00:00:00Z',
  '0000-00-00T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '9999-12-31T23:59:59-23:59',
  '2027-02-29T12:00:00Z',
  '2028-02-29T12:00:00Z',
  '2100-02-29T00:00:00+01:00',
  '2026-03-14T14:00:00',
  '2026-03-14 14:00:00Z',
  '2026-03-14T24:00:00Z',
  '2026-12-31T23:59:60Z',
  '+275760-09-13T00:00:00Z',
  '-000001-01-01T00:00:00Z',
  '2026-03-14T14:00:00+99:99',
  '١٢٣٤-٠١-٠١T٠٠:٠٠:٠٠Z',
];

const amounts = [-1, -0.5, 0.01, 12.5, 99.999_999, 1e9 + 1, 2 ** 31, 2 ** 53, 2 ** 53 + 2, 1e15, 1e300, -1e300, 5e-324];
const texts = [
  '',
  ' ',
  `${canary} Ada Lovelace, ada@example.test`,
  'NaN',
  'Infinity',
  '-0',
  '1e3',
  '0x10',
  'null',
  'undefined',
  '[object Object]',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udfff\ud800',
  '\u202egnp.exe',
  '<script>alert(1)</script>',
  "'; DROP TABLE wallets; --",
  '$' + '{jndi:ldap://x}',
  '{{7*7}}',
  '../../../../etc/passwd',
  '%00%2e%2e%2f',
  'A'.repeat(65),
  'é'.repeat(40),
  '٠١٢٣',
  'operator',
  '*',
  '__proto__',
  'WALLET#x',
];
const shapes: readonly unknown[] = [
  null,
  true,
  false,
  [],
  {},
  [[]],
  [null],
  { a: 1 },
  { length: 1e9 },
  { toString: 'x' },
  JSON.parse('{"then":"x"}'),
];

/** A text as attackers put it in a path. */
export const someText = (chance: Chance): string => chance.pick(texts).toWellFormed();

/** A value as attackers and broken tills send it. */
export function somePoison(chance: Chance): unknown {
  const kind = chance.next();
  if (kind < 0.3) return chance.pick(texts);
  if (kind < 0.55) return chance.pick(amounts);
  if (kind < 0.7) return chance.pick(times);
  if (kind < 0.9) return structuredClone(chance.pick<unknown>(shapes));
  return chance.pick([String(chance.int(0, 999)), chance.int(-1_000, 1_000), chance.next(), nested(chance.int(2, 60))]);
}

const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);

const names = [
  'totalMinor',
  'totalMinor',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'extra',
  'Amount',
  'walletID',
  '',
  'a.b',
  'a/b~c',
  '0',
  '$where',
];

/** Spoils a value somewhere: another value, a hole, a field too many, an item twice. */
export function spoiled(value: unknown, chance: Chance): unknown {
  if (typeof value !== 'object' || value === null || chance.yes(0.1)) return somePoison(chance);
  const keys = Object.keys(value);
  if (keys.length === 0 || chance.yes(0.15)) {
    return Array.isArray(value)
      ? [...value, value[0] ?? somePoison(chance)]
      : { ...value, [chance.pick(names)]: somePoison(chance) };
  }
  const key = chance.pick(keys);
  const copy: Record<string, unknown> = Array.isArray(value) ? ([...value] as never) : { ...value };
  if (chance.yes(0.15)) delete copy[key];
  else copy[key] = spoiled(copy[key], chance);
  return copy;
}

const literal = (name: string, text: string) => (body: string) =>
  body === '{}' ? `{"${name}":${text}}` : body.replace(/^\{/, `{"${name}":${text},`);

/** What JSON.stringify cannot say. */
const sayings: readonly ((body: string, chance: Chance) => string)[] = [
  literal('__proto__', '{"isAdmin":true}'),
  literal('constructor', '{"prototype":{"x":1}}'),
  literal('amountMinor', '1e400'),
  literal('amountMinor', '-0'),
  literal('amountMinor', '-0.0e5'),
  literal('amountMinor', '0.1e1'),
  literal('amountMinor', 'NaN'),
  literal('amountMinor', 'Infinity'),
  literal('amountMinor', '01'),
  literal('amountMinor', '1.'),
  literal('amountMinor', '123456789012345678901234567890'),
  literal('amountMinor', '100.00000000000000001'),
  literal('reference', '"\\ud800"'),
  literal('reference', '"\\u0000"'),
  literal('reference', '"\\uD83D\\uDE00 \\/"'),
  literal('reference', "'single'"),
  literal('note', '/* comment */ 1'),
  (body) => body.replace(/^\{("[^"]+":)/, '{$1 1, $1'),
  (body) => body.replace(/,?\}$/, ',}'),
  (body) => `\ufeff${body}`,
  (body) => `${body}${body}`,
  (body) => `[${body}]`,
  (body) => JSON.stringify(body),
  (body, chance) => body.slice(0, chance.int(0, body.length)),
  (body, chance) => {
    const at = chance.int(0, body.length);
    return body.slice(0, at) + String.fromCharCode(chance.int(0, 255)) + body.slice(at + 1);
  },
  () => '['.repeat(5_000),
  () => `${'{"a":'.repeat(200)}1${'}'.repeat(200)}`,
  () => `{"a":${'['.repeat(33)}${']'.repeat(33)}}`,
  () => 'null',
  () => '"text"',
  () => '0',
  () => '{"a":1,"a":2}',
  () => '\u0000',
];

/** The text of a body, said as no client of ours would. */
export const saidOddly = (body: string, chance: Chance): string => chance.pick(sayings)(body, chance);
