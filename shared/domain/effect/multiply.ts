import * as z from 'zod';
import { factorMaxBps, wholeBps } from '../money.ts';
import { Name } from '../ruleset/field.ts';
import { effect } from './effect.ts';

/** Adds (factor − 1) times what an earlier group gave on the same lines, after that group's rounding (S1-18). */
export const multiply = effect({
  kind: 'multiply',
  schema: z.strictObject({
    kind: z.literal('multiply'),
    group: Name,
    factorBps: z
      .int()
      .min(wholeBps + 1)
      .max(factorMaxBps),
  }),
  competesBy: () => 'line',
  atEnrolment: () => false,
  compile: ({ group, factorBps }) => ({ each: factorBps - wholeBps, of: wholeBps, counts: 'given', group }),
  explain: {
    en: '{factorBps:factor} times what {group:quoted} gives',
    fr: '{factorBps:factor} fois ce que donne {group:quoted}',
  },
});
