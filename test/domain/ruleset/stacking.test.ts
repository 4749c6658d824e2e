import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fraction, round } from '../../../shared/domain/rounding.ts';
import { roundGroup } from '../../../shared/domain/ruleset/round-group.ts';
import { aCell, aSale, earned, rate, rulesOf } from './deciding.ts';

describe('rules of a group', () => {
  test('the most specific scope wins: sku, brand, category, merchant, sector, everything', () => {
    const scopes = {
      a: {},
      b: { sector: 'shop' },
      c: { merchant: 'shop' },
      d: { category: 'c' },
      e: { brand: 'b' },
      f: { sku: 's' },
    };
    const rules = Object.entries(scopes).map(([id, scope]) => rate(id, 100, { scope }));
    const sale = { lines: [{ sku: 's', brand: 'b', category: 'c', amountMinor: 1000 }] };
    for (let count = rules.length; count > 0; count -= 1) {
      const last = rules[count - 1]!.id;
      expect(earned({ rules: rules.slice(0, count) }, sale)).toEqual({ [last]: 10 });
    }
  });

  test('at the same place more keys, then priority, then the lower id win', () => {
    const one = rate('z', 100, { scope: { brand: 'b' } });
    const sale = { lines: [{ brand: 'b', category: 'c', amountMinor: 1000 }] };
    expect(earned({ rules: [one, rate('y', 100, { scope: { brand: 'b' } })] }, sale)).toEqual({ y: 10 });
    expect(earned({ rules: [{ ...one, priority: 1 }, rate('y', 100, { scope: { brand: 'b' } })] }, sale)).toEqual({
      z: 10,
    });
    const narrower = rate('zz', 100, { scope: { brand: 'b', category: 'c' } });
    expect(earned({ rules: [{ ...one, priority: 9 }, narrower] }, sale)).toEqual({ zz: 10 });
  });

  test('off-peak doubles what the base gave, after its rounding', () => {
    const offPeak = {
      id: 'off-peak',
      when: [{ kind: 'hours', days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '14:00', to: '17:00' }],
      effect: { kind: 'multiply', group: 'base', factorBps: 20_000 },
      group: 'boost',
      funder: 'operator',
    };
    const rules = [rate('base', 400), offPeak];
    expect(earned({ rules }, { at: '2026-03-13T14:00:00+01:00', amountMinor: 480 })).toEqual({
      base: 19,
      'off-peak': 19,
    });
    expect(earned({ rules }, { at: '2026-03-13T17:00:00+01:00', amountMinor: 480 })).toEqual({ base: 19 });
  });

  test('hours past midnight belong to the day they start on, and follow the clock when it changes', () => {
    const night = rate('night', 100, { when: [{ kind: 'hours', days: ['sat'], from: '22:00', to: '03:00' }] });
    const at = (time: string) => earned({ rules: [night] }, { at: time });
    expect(at('2026-03-28T22:00:00+01:00')).toEqual({ night: 10 });
    // The clock goes from 02:00 to 03:00 in the night to Sunday 29 March.
    expect(at('2026-03-29T01:59:59+01:00')).toEqual({ night: 10 });
    expect(at('2026-03-29T03:00:00+02:00')).toEqual({});
    expect(at('2026-03-28T01:00:00+01:00')).toEqual({});
  });
});

describe('rounding', () => {
  test.each([
    ['halfUp', 5n, 10n, 1n],
    ['halfEven', 5n, 10n, 0n],
    ['halfEven', 15n, 10n, 2n],
    ['floor', 19n, 10n, 1n],
    ['halfUp', 192n, 10n, 19n],
    ['halfUp', 16706n, 100n, 167n],
    ['halfUp', 15798n, 100n, 158n],
    ['floor', 15798n, 100n, 157n],
  ] as const)('%s of %d/%d is %d', (mode, numerator, denominator, expected) => {
    expect(round(fraction(numerator, denominator), mode)).toBe(expected);
  });

  test('a large basket under many rules is rounded as a small one is', () => {
    const rules = Array.from({ length: 40 }, (_, at) => rate(`r${at}`, 10, { group: 'boost' }));
    const lines = Array.from({ length: 30 }, () => ({ amountMinor: 1050 }));
    const each = (count: number) => Object.values(earned({ rules }, { lines: lines.slice(0, count) }));
    // 800 parts of 1.05: 40 units more, all on the first line; of 1,200 the other 20 are on the second, by the rules' ids.
    expect(each(20)).toEqual(Array(40).fill(21));
    expect(each(30)).toEqual([...Array(20).fill(32), ...Array(20).fill(31)]);
  });

  test('once for the receipt, or for each line', () => {
    const sale = { lines: [{ amountMinor: 25 }, { amountMinor: 25 }] };
    const at = (stage: string) => earned({ settings: { rounding: { stage } }, rules: [rate('r', 200)] }, sale);
    expect([at('receipt'), at('line')]).toEqual([{ r: 1 }, { r: 2 }]);
  });

  test('the parts of a group add up to its rounded total and are never negative', () => {
    const cell = fc.record({
      line: fc.nat(5),
      ruleId: fc.constantFrom('a', 'b'),
      n: fc.nat(1e9),
      d: fc.integer({ min: 1, max: 1e6 }),
    });
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 12 }), fc.constantFrom('halfUp', 'halfEven', 'floor'), (drawn, mode) => {
        const cells = drawn
          .map(({ line, ruleId, n, d }) => aCell(ruleId, line, n, d * 1000))
          .sort((a, b) => a.line.index - b.line.index);
        const parts = roundGroup(cells, { mode, stage: 'receipt' });
        const common = drawn.reduce((product, { d }) => product * BigInt(d * 1000), 1n);
        const exact = drawn.reduce((sum, { n, d }) => sum + (BigInt(n) * common) / BigInt(d * 1000), 0n);
        const total = parts.reduce((sum, part) => sum + part, 0);
        expect(BigInt(total)).toBe(round({ numerator: exact, denominator: common }, mode));
        expect(parts.every((part) => part >= 0)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test('the order of rules in the document changes nothing', () => {
    const scope = fc.constantFrom({}, { brand: 'b' }, { sku: 's' }, { sector: 'shop' });
    const rule = fc.record({
      rateBps: fc.nat(3000),
      scope,
      group: fc.constantFrom('base', 'boost', 'combo'),
      priority: fc.nat(1),
    });
    const rules = fc
      .array(rule, { minLength: 1, maxLength: 8 })
      .map((list) => list.map(({ rateBps, ...more }, at) => rate(`r${at}`, rateBps, more)));
    const lines = fc.array(
      fc.record({ brand: fc.constantFrom('', 'b'), sku: fc.constantFrom('', 's'), amountMinor: fc.nat(10_000) }),
      { minLength: 1, maxLength: 5 },
    );
    const shuffled = rules.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, lines, ([one, other], basket) => {
        const sale = aSale({ lines: basket });
        const verdict = rulesOf({ rules: one }).decidePurchase(sale);
        const shuffled = rulesOf({ rules: other }).decidePurchase(sale);
        expect([shuffled, shuffled.explanation]).toEqual([verdict, verdict.explanation]);
        for (const { amountMinor } of verdict.awards) expect(amountMinor).toBeGreaterThan(0);
      }),
      { numRuns: 100 },
    );
  });
});
