import type { Credit } from './effects.ts';
import type { PastPurchase } from './kept.ts';
import { fundersRelieved, type Taking } from './reversal.ts';
import type { TakenBack } from './ruleset/counter.ts';
import type { Award } from './ruleset/verdict.ts';

/** Rewards of one rule in one asset, together. */
type Given = { readonly award: Award; readonly amountMinor: number };

/**
 * What a purchase has earned too much, and what too little, once less of it is kept: the difference of two verdicts,
 * rule by rule. Rewards of a threshold belong to its counter and are left to it.
 */
export function differenceOf(
  { entry }: Pick<PastPurchase, 'entry'>,
  before: readonly Award[],
  after: readonly Award[],
): { takings: Taking[]; awards: Award[] } {
  const [had, keeps] = [givenByRule(before), givenByRule(after)];
  const takings: Taking[] = [];
  const awards: Award[] = [];
  for (const [key, { award }] of new Map([...keeps, ...had])) {
    const fromMinor = had.get(key)?.amountMinor ?? 0;
    const toMinor = keeps.get(key)?.amountMinor ?? 0;
    if (toMinor > fromMinor) awards.push({ ...award, amountMinor: toMinor - fromMinor });
    if (toMinor >= fromMinor) continue;
    const credited = creditOf(entry.effects.credits, award);
    takings.push({
      asset: award.asset,
      amountMinor: fromMinor - toMinor,
      credited,
      repaidMinor: credited ? Math.min(credited.repaidMinor, fromMinor) - Math.min(credited.repaidMinor, toMinor) : 0,
      postings: (takenMinor) => fundersRelieved(award.asset, award.funding, [fromMinor, toMinor], takenMinor),
    });
  }
  return { takings, awards };
}

/** A threshold's reward that goes because its counter fell below its target again. */
export const takingOf = ({ asset, amountMinor, funding }: TakenBack): Taking => ({
  asset,
  amountMinor,
  credited: null,
  repaidMinor: 0,
  postings: (takenMinor) => fundersRelieved(asset, funding, [amountMinor, 0], takenMinor),
});

function givenByRule(awards: readonly Award[]): Map<string, Given> {
  const given = new Map<string, Given>();
  for (const award of awards) {
    if (award.counterKey !== undefined) continue;
    const key = `${award.ruleId} ${award.asset}`;
    given.set(key, { award, amountMinor: (given.get(key)?.amountMinor ?? 0) + award.amountMinor });
  }
  return given;
}

const creditOf = (credits: readonly Credit[], { ruleId, asset }: Award): Credit | null =>
  credits.find((credit) => credit.ruleId === ruleId && credit.asset === asset) ?? null;
