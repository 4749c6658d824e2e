import * as z from 'zod';
import { because } from '../field-code.ts';
import { amountMaxMinor } from '../money.ts';
import { windows } from '../ruleset/cap.ts';
import { merchantsMax, progressOf } from '../ruleset/progress.ts';
import { splitByWeight } from '../split.ts';
import { basesOf, effect } from './effect.ts';

const targetMax = 1_000_000_000;

/**
 * An amount when the member's counter crosses a target in a window: spend, pieces, purchases or distinct merchants
 * (S3-06 levels, S4-09 challenge). The counter counts the purchases for which the rule holds.
 */
export const threshold = effect({
  kind: 'threshold',
  schema: z
    .strictObject({
      kind: z.literal('threshold'),
      of: z.enum(['spend', 'quantity', 'purchases', 'merchants']).default('spend'),
      target: z.int().min(1).max(targetMax),
      window: z.enum(windows).default('campaign'),
      amountMinor: z.int().min(1).max(amountMaxMinor),
      repeat: z.enum(['once', 'each']).default('once'),
    })
    .refine(({ of, target }) => of !== 'merchants' || target <= merchantsMax, {
      path: ['target'],
      ...because('too-large'),
    }),
  competesBy: () => 'receipt',
  atEnrolment: () => false,
  outsideCampaign: ({ window }) => (window === 'campaign' ? [{ path: ['window'], code: 'not-allowed' }] : []),
  compile: (fields, compiling) => {
    const crossings = progressOf(fields, compiling);
    return {
      each: 1,
      of: 1,
      group: '',
      counts: (lines, situation) => {
        const times = crossings(lines, situation);
        // Many multiples at once still give no more than one operation may.
        const amountMinor = Math.min(times * fields.amountMinor, amountMaxMinor);
        return times === 0 ? null : splitByWeight(amountMinor, basesOf(lines));
      },
    };
  },
  explain: {
    en: '{amountMinor:reward} [{repeat=once?}on reaching][{repeat=each?}for every] [{of=spend?}{target:amount} spent][{of=quantity?}{target:pieces}][{of=purchases?}{target:purchases}][{of=merchants?}{target:merchants}] {window:window}',
    fr: '{amountMinor:reward} [{repeat=once?}en atteignant][{repeat=each?}pour chaque tranche de] [{of=spend?}{target:amount} d’achats][{of=quantity?}{target:pieces}][{of=purchases?}{target:purchases}][{of=merchants?}{target:merchants}] {window:window}',
  },
});
