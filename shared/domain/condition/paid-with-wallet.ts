import * as z from 'zod';
import { dayMs } from '../instant.ts';
import { amountMaxMinor } from '../money.ts';
import { daysMax } from '../ruleset/field.ts';
import { condition, negated } from './condition.ts';

/** Holds when enough was paid with the wallet, or with value about to expire (S3-12). */
export const paidWithWallet = condition({
  kind: 'paidWithWallet',
  schema: z.strictObject({
    kind: z.literal('paidWithWallet'),
    not: negated,
    minMinor: z.int().min(1).max(amountMaxMinor).default(1),
    expiringWithinDays: z.int().min(1).max(daysMax).optional(),
  }),
  atEnrolment: false,
  compile:
    ({ minMinor, expiringWithinDays }) =>
    ({ walletTenders, occurredAt }) => {
      const endsBy = expiringWithinDays === undefined ? Infinity : occurredAt + expiringWithinDays * dayMs;
      let paidMinor = 0;
      for (const { amountMinor, expiresAt } of walletTenders) {
        if (endsBy === Infinity || (expiresAt !== null && expiresAt <= endsBy)) paidMinor += amountMinor;
      }
      return paidMinor >= minMinor;
    },
  explain: {
    en: 'with at least {minMinor:amount} paid from the wallet[ that would expire within {expiringWithinDays:days}]',
    fr: 'avec au moins {minMinor:amount} payés avec la cagnotte[ qui expireraient sous {expiringWithinDays:days}]',
  },
});
