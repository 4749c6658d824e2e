import * as z from 'zod';
import { amountMaxMinor } from '../money.ts';
import { effect } from './effect.ts';

/** With the largest base the product stays under 2^53. */
const pointsMax = 10_000;

/** So many points for so much of the base, line by line (S3-05). */
export const points = effect({
  kind: 'points',
  schema: z.strictObject({
    kind: z.literal('points'),
    points: z.int().min(1).max(pointsMax),
    perMinor: z.int().min(1).max(amountMaxMinor),
  }),
  competesBy: () => 'line',
  atEnrolment: () => false,
  compile: ({ points: each, perMinor }) => ({ each, of: perMinor, counts: 'base', group: '' }),
  explain: {
    en: '{points:points} for each {perMinor:amount}[ on {baseMinor:amount}]',
    fr: '{points:points} par tranche de {perMinor:amount}[ sur {baseMinor:amount}]',
  },
});
