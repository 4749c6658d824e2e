import * as z from 'zod';

/**
 * How rules of a group meet: the most specific, the best or all of them, one rule for the whole receipt, or factors that
 * multiply (only rules of kind `multiply` stand in such a group).
 */
export const stackings = ['mostSpecific', 'best', 'sum', 'exclusive', 'multiply'] as const;
export type Stacking = (typeof stackings)[number];

const orderMax = 1_000;
export const GroupSchema = z.strictObject({
  order: z.int().min(0).max(orderMax),
  stacking: z.enum(stackings).default('mostSpecific'),
});
export type Group = z.infer<typeof GroupSchema>;

/** Groups that need no declaration; a document may declare them otherwise. */
export const defaultGroups: Readonly<Record<string, Group>> = {
  base: { order: 0, stacking: 'mostSpecific' },
  boost: { order: 10, stacking: 'sum' },
  combo: { order: 20, stacking: 'best' },
  welcome: { order: 30, stacking: 'sum' },
  challenge: { order: 40, stacking: 'sum' },
};

export const groupsOf = (declared: Readonly<Record<string, Group>>): ReadonlyMap<string, Group> =>
  new Map(Object.entries({ ...defaultGroups, ...declared }));
