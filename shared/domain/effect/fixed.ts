import * as z from 'zod';
import { because } from '../field-code.ts';
import { amountMaxMinor } from '../money.ts';
import type { ReadLine } from '../ruleset/situation.ts';
import { splitByWeight } from '../split.ts';
import { basesOf, effect } from './effect.ts';

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
      ...because('not-allowed'),
    }),
  competesBy: ({ per }) => (per === 'unit' ? 'line' : 'receipt'),
  atEnrolment: ({ per }) => per === 'receipt',
  compile: ({ amountMinor, per, maxUnits = unitsMax }) =>
    per === 'receipt'
      ? { each: 1, of: 1, counts: (lines) => splitByWeight(amountMinor, basesOf(lines)), group: '' }
      : { each: amountMinor, of: 1, counts: (lines) => firstPieces(lines, maxUnits), group: '', leavesEmpty: true },
  explain: {
    en: '{amountMinor:reward} for [{per=receipt?}the receipt][{per=unit?}each piece][, {maxUnits:pieces} at most]',
    fr: '{amountMinor:reward} par [{per=receipt?}ticket][{per=unit?}article][, {maxUnits:pieces} au plus]',
  },
});

/** The pieces that are rewarded of each line, none once the maximum is reached. */
function firstPieces(lines: readonly ReadLine[], unitsMax: number): number[] {
  let left = unitsMax;
  return lines.map(({ pieces }) => {
    const rewarded = Math.min(left, pieces);
    left -= rewarded;
    return rewarded;
  });
}
