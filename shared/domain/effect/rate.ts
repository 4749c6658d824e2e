import * as z from 'zod';
import { wholeBps } from '../money.ts';
import { effect } from './effect.ts';

/** A share of the base, line by line (S1-04). A rate of 0 takes a product out of a less specific rule's reach. */
export const rate = effect({
  kind: 'rate',
  schema: z.strictObject({ kind: z.literal('rate'), rateBps: z.int().min(0).max(wholeBps) }),
  competesBy: () => 'line',
  atEnrolment: () => false,
  compile: ({ rateBps }) => ({ each: rateBps, of: wholeBps, counts: 'base', group: '' }),
  explain: {
    en: '{rateBps:rate}[ on {baseMinor:amount}]',
    fr: '{rateBps:rate}[ sur {baseMinor:amount}]',
  },
});
