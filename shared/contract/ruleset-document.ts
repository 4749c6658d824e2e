import * as z from 'zod';

/** The document that decides every amount (rules-grammar.md). */
export const RulesetDocument = z.looseObject({ name: z.string().min(1).max(120) });
