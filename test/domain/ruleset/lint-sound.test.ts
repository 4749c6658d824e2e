import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { rulesetDocument } from '../../../shared/domain/ruleset/document.ts';
import { lintRuleset } from '../../../shared/domain/ruleset/lint/lint.ts';
import { aSale, rulesOf } from './deciding.ts';

const now = Date.parse('2026-03-26T00:00:00+01:00');
const dayMs = 24 * 60 * 60 * 1000;

/** Few words, so that rules meet: two brands, two products, a week with the change of the clock. */
const brand = fc.constantFrom<(string | string[])[]>('x', 'y', ['x', 'y']);
const keys = fc.record({ brand, sku: fc.constantFrom('1', '2'), sector: fc.constant('shop') }, { requiredKeys: [] });
const scope = fc.oneof(
  fc.constant({}),
  keys,
  fc.tuple(keys, keys).map(([taken, not]) => ({ ...taken, not })),
);
const not = fc.boolean();
const date = fc.integer({ min: 26, max: 31 }).map((day) => `2026-03-${day}`);
const time = fc.constantFrom('00:00', '02:00', '06:00', '12:00', '18:00');
const day = fc.constantFrom('mon', 'thu', 'sun');
const single = fc.oneof(
  fc.tuple(date, date).map(([a, b]) => ({ kind: 'dates', from: a < b ? a : b, to: a < b ? b : a })),
  fc.record({ kind: fc.constant('hours'), from: time, to: time, days: fc.uniqueArray(day, { minLength: 1 }) }),
  fc.record({ kind: fc.constant('channel'), in: fc.constantFrom(['web'], ['app', 'web'], ['store']) }),
  fc.record(
    {
      kind: fc.constant('basket'),
      of: fc.constantFrom('total', 'scope'),
      minMinor: fc.constantFrom(500, 1500),
      minQuantity: fc.constantFrom(1, 2, 3),
    },
    { requiredKeys: ['kind', 'of', 'minMinor'] },
  ),
  fc.record({
    kind: fc.constant('nth'),
    n: fc.integer({ min: 1, max: 4 }),
    every: fc.boolean(),
    window: fc.constantFrom('ever', 'day'),
  }),
);
const turned = fc.tuple(single, not).map(([fields, isTurned]) => ({ ...fields, not: isTurned }));
const condition = fc.oneof(
  { arbitrary: turned, weight: 4 },
  { arbitrary: fc.array(turned, { minLength: 1, maxLength: 2 }).map((of) => ({ kind: 'any', of })), weight: 1 },
);
const effect = fc.oneof(
  fc.constantFrom(0, 200, 300).map((rateBps) => ({ kind: 'rate', rateBps })),
  fc.constantFrom({}, { maxUnits: 1 }).map((most) => ({ kind: 'fixed', amountMinor: 5, per: 'unit', ...most })),
  fc.constant({ kind: 'fixed', amountMinor: 5 }),
  fc.constant({ kind: 'threshold', of: 'purchases', target: 1, window: 'day', amountMinor: 5 }),
);
/** Rules share their conditions more often than not. */
const rules = fc.array(condition, { minLength: 1, maxLength: 3 }).chain((shared) =>
  fc.array(fc.record({ scope, effect, when: fc.subarray(shared), priority: fc.integer({ min: 0, max: 1 }) }), {
    minLength: 2,
    maxLength: 4,
  }),
);
const document = fc
  .record({
    rules,
    stacking: fc.constantFrom('mostSpecific', 'best', 'exclusive'),
    exclusions: fc.array(keys, { maxLength: 1 }),
  })
  .map(({ rules, stacking, exclusions }) => ({
    rules: rules.map((rule, at) => ({ ...rule, id: `r${at}` })),
    groups: { base: { order: 0, stacking } },
    exclusions: exclusions.filter((one) => Object.keys(one).length > 0).map((one) => ({ scope: one })),
  }));

const line = fc.record({
  sku: fc.constantFrom('1', '2'),
  brand: fc.constantFrom('x', 'y'),
  amountMinor: fc.constantFrom(400, 1200),
  quantity: fc.integer({ min: 1, max: 2 }),
});
const sale = fc.record({
  lines: fc.array(line, { minLength: 1, maxLength: 3 }),
  afterMs: fc.integer({ min: 0, max: 6 * dayMs - 1 }),
  channel: fc.constantFrom('store' as const, 'web' as const, 'app' as const),
  purchaseCount: fc.nat(4),
});

test('what is said to hold never, or never to give anything, gives nothing on any purchase', () => {
  const told = { 'never-matches': 0, shadowed: 0 };
  const check = fc.property(document, fc.array(sale, { minLength: 30, maxLength: 30 }), (written, sales) => {
    const idle = lintRuleset(rulesetDocument.parse({ name: 'Test', ...written }), now).flatMap(({ code, path }) => {
      if (code !== 'never-matches' && code !== 'shadowed') return [];
      told[code] += 1;
      return path[0] === 'rules' ? [`r${path[1]}`] : [];
    });
    if (idle.length === 0) return;
    const compiled = rulesOf(written);
    for (const { lines, afterMs, channel, purchaseCount } of sales) {
      const facts = aSale({ lines, channel, merchantId: 'shop', at: new Date(now + afterMs).toISOString() });
      const memory = { ...facts.memory, purchaseCount };
      for (const { ruleId, amountMinor } of compiled.decidePurchase({ ...facts, memory }).awards) {
        if (amountMinor > 0) expect(idle).not.toContain(ruleId);
      }
    }
  });
  fc.assert(check, { numRuns: 400, seed: 1 });
  expect(told['never-matches']).toBeGreaterThan(30);
  expect(told.shadowed).toBeGreaterThan(30);
});
