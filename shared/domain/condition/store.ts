import * as z from 'zod';
import { choicesMax, StoreId } from '../ruleset/field.ts';
import { condition, negated } from './condition.ts';

/**
 * Holds for purchases in one of a merchant's stores, by the `storeId` that its tills send (S5-12: national and local
 * rules). Ids are the merchant's own: a rule names the merchant in its scope.
 */
export const store = condition({
  kind: 'store',
  schema: z.strictObject({
    kind: z.literal('store'),
    not: negated,
    in: z.array(StoreId).min(1).max(choicesMax),
  }),
  atEnrolment: false,
  compile:
    ({ in: wanted }) =>
    ({ storeId }) =>
      wanted.includes(storeId),
  explain: {
    en: 'in the store {in:or}',
    fr: 'dans le magasin {in:or}',
  },
});
