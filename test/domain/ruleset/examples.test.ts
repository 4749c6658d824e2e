import { expect, test } from 'vitest';
import examples from '../examples/rates.json' with { type: 'json' };
import { aSale, earned, rate, rulesOf } from './deciding.ts';

test.each(examples)('$it', ({ rules, purchase, expect: expected }) => {
  const document = { rules };
  expect(earned(document, purchase as never)).toEqual(expected);
});

test('A19: fuel and books earn nothing, and the answer says why', () => {
  const { awards, explanation } = rulesOf({
    rules: [rate('all', 200)],
    exclusions: [{ scope: { category: ['fuel', 'books'] } }],
  }).decidePurchase(
    aSale({
      lines: [
        { category: 'fuel', amountMinor: 6000 },
        { category: 'books', amountMinor: 1200 },
        { category: 'food', amountMinor: 2800 },
      ],
    }),
  );
  expect(awards.map(({ amountMinor }) => amountMinor)).toEqual([56]);
  expect(explanation.baseMinor).toBe(2800);
  expect(explanation.excluded).toEqual([
    { line: 0, reason: 'category' },
    { line: 1, reason: 'category' },
  ]);
});
