import { expect, test } from 'vitest';
import { CampaignSchema } from '../../../shared/domain/ruleset/campaign.ts';
import { rulesetDocument } from '../../../shared/domain/ruleset/document.ts';

const shares = [
  { who: 'operator', shareBps: 5_000 },
  { who: { merchant: 'zara' }, shareBps: 2_500 },
  { who: { sponsor: 'x' }, shareBps: 2_500 },
];
const scope = { sku: 'a', not: { brand: 'b' } };
const when = [
  { kind: 'dates', from: '2026-03-01' },
  { kind: 'hours', from: '09:00' },
  { kind: 'channel', in: ['web'] },
  { kind: 'basket', minMinor: 1 },
  { kind: 'nth', n: 1, scope: {} },
  { kind: 'after', scope: {} },
  { kind: 'absent', days: 1, scope: {} },
  { kind: 'optedIn', campaignId: 'c' },
  { kind: 'audience', in: ['vip'] },
  { kind: 'any', of: [{ kind: 'paidWithWallet' }, { kind: 'store', in: ['paris-1'] }] },
];
const rule = (id: string, effect: object, more: object = {}) => ({ id, effect, ...more });
const rate = { kind: 'rate', rateBps: 100 };

/** One of each object that the grammar knows. */
const document = {
  name: 'Test',
  settings: {
    rounding: { assets: { cashback: { mode: 'floor' } } },
    pending: { mode: 'onEvent' },
    expiry: { cashback: { mode: 'inactivity', months: 3 } },
    acceptance: { gift: { sector: 'food' } },
    redeem: {},
    returns: {},
    breakage: {},
  },
  merchants: { zara: { redeem: {}, pending: { mode: 'delay', days: 1 }, categories: { R12: 'fuel' } } },
  sets: { bio: ['a'] },
  rules: [
    rule('a', rate, { scope, when, funder: shares, credit: { mode: 'instant' }, expiry: { mode: 'never' } }),
    rule('b', { kind: 'points', points: 1, perMinor: 100 }, { expiry: { mode: 'duration', days: 1 } }),
    rule('c', { kind: 'fixed', amountMinor: 5 }, { expiry: { mode: 'fixedDate', monthDay: '12-31' } }),
    rule('d', { kind: 'multiply', group: 'base', factorBps: 20_000 }, { group: 'boost' }),
    rule('e', { kind: 'threshold', target: 3, window: 'day', amountMinor: 5 }),
  ],
  groups: { mine: { order: 5 } },
  exclusions: [{ scope: { category: 'fuel' } }],
  caps: [{ scope: { merchant: 'zara', not: { sector: 'food' } }, amountMinor: 5 }],
};
const campaign = {
  name: 'Test',
  startsAt: '2026-03-01T00:00:00Z',
  endsAt: '2026-04-01T00:00:00Z',
  funder: 'operator',
  variants: [{ id: 'v', shareBps: 10_000, rules: [rule('v', rate)] }],
  rules: [rule('a', rate)],
  caps: [{ amountMinor: 5 }],
};

/** Places where names are given, not known: any key stands for something. */
const named = ['/sets', '/merchants', '/merchants/zara/categories', '/groups'];

/** Every object in a value, by its path. */
function objectsIn(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.entries(value).flatMap(([key, inner]) => objectsIn(inner, `${path}/${key}`));
  return Array.isArray(value) || named.includes(path) ? inside : [path, ...inside];
}

function withKey(value: object, path: string): unknown {
  const copy = structuredClone(value);
  let at = copy as Record<string, unknown>;
  for (const step of path.split('/').slice(1)) at = at[step] as Record<string, unknown>;
  at.colour = 'red';
  return copy;
}

/** Everything that a refusal says, in the branches of a choice too. */
const told = (error: unknown) => JSON.stringify((error as { issues?: unknown } | undefined)?.issues ?? []);

test.each([
  ['a document', document, rulesetDocument, 58],
  ['a campaign', campaign, CampaignSchema, 7],
] as const)('an unknown key is refused wherever it stands in %s', (_, whole, schema, count) => {
  expect(schema.safeParse(whole).error?.issues).toBeUndefined();
  const places = objectsIn(whole);
  const taken = places.filter((path) => !told(schema.safeParse(withKey(whole, path)).error).includes('"colour"'));
  expect(taken).toEqual([]);
  expect(places).toHaveLength(count);
});
