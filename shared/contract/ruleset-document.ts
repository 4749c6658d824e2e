import type * as z from 'zod';
import { because } from '../domain/field-code.ts';
import { dateOf, dayOf } from '../domain/local-time.ts';
import { rulesetDocument } from '../domain/ruleset/document.ts';
import { type ExpiryMode, monthDayPattern } from '../domain/ruleset/settings.ts';

type Placed = { readonly path: readonly (string | number)[]; readonly expiry: ExpiryMode | undefined };

/** A leap year has every day that some year has; 29 February is the 28th in the others. What has no form is told so. */
const isDay = (monthDay: string) =>
  !monthDayPattern.test(monthDay) || dateOf(dayOf(`2024-${monthDay}`)) === `2024-${monthDay}`;

/** Refuses fixed dates that no year has. What was stored with one is still read: as the last day of that month. */
export function refuseNoDays(placed: readonly Placed[], context: z.RefinementCtx): void {
  for (const { path, expiry } of placed) {
    if (expiry?.mode !== 'fixedDate' || isDay(expiry.monthDay)) continue;
    context.addIssue({ code: 'custom', path: [...path, 'monthDay'], ...because('not-a-date') });
  }
}

/** The document that decides every amount (rules-grammar.md); the domain reads it with the same schema. */
export const RulesetDocument = rulesetDocument.superRefine(({ settings, rules }, context) => {
  const byAsset = Object.entries(settings.expiry);
  refuseNoDays(
    [
      ...byAsset.map(([asset, expiry]) => ({ path: ['settings', 'expiry', asset], expiry })),
      ...rules.map(({ expiry }, at) => ({ path: ['rules', at, 'expiry'], expiry })),
    ],
    context,
  );
});
