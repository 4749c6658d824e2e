import * as z from 'zod';
import { AssetName, SumMinor } from './field.ts';

/** How the amounts came about: rules matched and, when asked for, rejected with reason codes. */
export const RuleExplanation = z.object({
  id: z.string(),
  matched: z.boolean(),
  reason: z.string().optional(),
  group: z.string().optional(),
  asset: AssetName.optional(),
  rateBps: z.int().optional(),
  factorBps: z.int().optional(),
  baseMinor: SumMinor.optional(),
  wantedMinor: SumMinor.optional(),
  amountMinor: SumMinor.optional(),
  capId: z.string().nullable().optional(),
  funding: z.array(z.object({ who: z.string(), amountMinor: SumMinor })).optional(),
});

export const Explanation = z.object({
  rulesetVersion: z.int(),
  baseMinor: SumMinor,
  accrualBase: z.enum(['netOfWallet', 'gross']),
  rounding: z.enum(['halfUp', 'halfEven', 'floor']),
  rules: z.array(RuleExplanation),
  excluded: z.array(z.object({ line: z.int(), reason: z.string() })),
});
