import * as z from 'zod';
import { because } from '../field-code.ts';
import { amountMaxMinor } from '../money.ts';
import { sizeOf } from '../ruleset/situation.ts';
import { condition, negated } from './condition.ts';

const quantityMax = 1_000_000;

/** Holds when the whole receipt, or the rule's part of it, is large enough, before anything was paid with the wallet. */
export const basket = condition({
  kind: 'basket',
  schema: z
    .strictObject({
      kind: z.literal('basket'),
      not: negated,
      of: z.enum(['total', 'scope']).default('total'),
      minMinor: z.int().min(1).max(amountMaxMinor).optional(),
      minQuantity: z.int().min(1).max(quantityMax).optional(),
    })
    .refine(({ minMinor, minQuantity }) => minMinor !== undefined || minQuantity !== undefined, {
      path: ['minMinor'],
      ...because('required'),
    }),
  atEnrolment: false,
  compile:
    ({ of, minMinor = 0, minQuantity = 0 }) =>
    (situation, linesOf) => {
      const { amountMinor, quantity } = of === 'total' ? situation.total : sizeOf(linesOf());
      return amountMinor >= minMinor && quantity >= minQuantity;
    },
  explain: {
    en: 'with a basket[{of=scope?} in its scope] of at least [{minMinor:amount}][{minMinor?}{minQuantity?} and ][{minQuantity:pieces}]',
    fr: 'avec un panier[{of=scope?} dans son périmètre] d’au moins [{minMinor:amount}][{minMinor?}{minQuantity?} et ][{minQuantity:pieces}]',
  },
});
