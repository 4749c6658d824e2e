import * as z from 'zod';
import { amountMaxMinor } from '../money.ts';
import { fraction } from '../rounding.ts';
import { splitByWeight } from '../split.ts';
import { effect } from './effect.ts';

const unitsMax = 1_000_000;

/** An amount for the receipt, or for each piece up to so many of a receipt, earlier lines first. */
export const fixed = effect({
  kind: 'fixed',
  schema: z
    .strictObject({
      kind: z.literal('fixed'),
      amountMinor: z.int().min(1).max(amountMaxMinor),
      per: z.enum(['receipt', 'unit']).default('receipt'),
      maxUnits: z.int().min(1).max(unitsMax).optional(),
    })
    .refine(({ per, maxUnits }) => per === 'unit' || maxUnits === undefined, {
      path: ['maxUnits'],
      params: { code: 'not-allowed' },
    }),
  competesBy: ({ per }) => (per === 'unit' ? 'line' : 'receipt'),
  gives: ({ amountMinor, per, maxUnits = unitsMax }, { lines }) => {
    if (per === 'receipt') {
      if (lines.length === 0) return [{ line: 0, amount: fraction(amountMinor, 1) }];
      const weights = lines.map(({ baseMinor }) => baseMinor);
      const parts = splitByWeight(amountMinor, weights);
      return lines.map(({ index }, at) => ({ line: index, amount: fraction(parts[at]!, 1) }));
    }
    let left = maxUnits;
    return lines.flatMap(({ index, pieces }) => {
      const rewarded = Math.min(left, pieces);
      left -= rewarded;
      return rewarded > 0 ? [{ line: index, amount: fraction(BigInt(amountMinor) * BigInt(rewarded), 1) }] : [];
    });
  },
  explain: { en: '{amountMinor} per {per}', fr: '{amountMinor} par {per}' },
});
