import { termsText } from './credit.ts';
import type { Credit } from './effects.ts';
import { engineNumber, knowsItsThresholdRewards } from './engine.ts';
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
  const [had, keeps] = [ordinary(before), ordinary(after)];
  const takings: Taking[] = [];
  const awards: Award[] = [];
  for (const [key, { award }] of new Map([...keeps, ...had])) {
    const fromMinor = had.get(key)?.amountMinor ?? 0;
    const toMinor = keeps.get(key)?.amountMinor ?? 0;
    if (toMinor > fromMinor) awards.push({ ...award, amountMinor: toMinor - fromMinor });
    if (toMinor >= fromMinor) continue;
    takings.push({
      asset: award.asset,
      amountMinor: fromMinor - toMinor,
      alike: termsText({ ...award, originId: entry.event.merchantId, scope: '' }),
      ...creditOf(entry.effects.credits, award, [fromMinor, toMinor]),
      postings: (takenMinor) => fundersRelieved(award.asset, award.funding, [fromMinor, toMinor], takenMinor),
    });
  }
  return { takings, awards };
}

/**
 * Rewards of thresholds whose counters fell below their targets again. What the purchase itself was given for crossing
 * one goes out of its own lot first, and the debt that it paid is owed again; what another was given is anyone's value.
 */
export function takingsOf(
  { entry }: Pick<PastPurchase, 'entry'>,
  takenBack: readonly TakenBack[],
  before: readonly Award[],
  after: readonly Award[],
  engine = engineNumber,
): Taking[] {
  const [had, keeps] = knowsItsThresholdRewards(engine)
    ? [forCrossing(before), forCrossing(after)]
    : [forCrossing([]), forCrossing([])];
  return takenBack.map((taken) => {
    const { asset, amountMinor, funding } = taken;
    const fromMinor = had.get(keyOf(taken))?.amountMinor ?? 0;
    const toMinor = keeps.get(keyOf(taken))?.amountMinor ?? 0;
    return {
      ...{ asset, amountMinor, fundedBy: funding },
      ...creditOf(entry.effects.credits, taken, [fromMinor, toMinor]),
      postings: (takenMinor) => fundersRelieved(asset, funding, [amountMinor, 0], takenMinor),
    };
  });
}

/** Rewards that grow from one verdict to another, from what to what; those of thresholds are left to their counters. */
export function growthOf(
  before: readonly Award[],
  after: readonly Award[],
): { readonly award: Award; readonly minor: readonly [number, number] }[] {
  const [had, gives] = [ordinary(before), ordinary(after)];
  // In the order in which differenceOf told them when they shrank.
  return [...new Map([...had, ...gives])]
    .map(([key, { award }]) => ({
      award,
      minor: [had.get(key)?.amountMinor ?? 0, gives.get(key)?.amountMinor ?? 0] as const,
    }))
    .filter(({ minor: [fromMinor, toMinor] }) => toMinor > fromMinor);
}

type RuleAsset = Pick<Award, 'ruleId' | 'asset'>;
export const keyOf = ({ ruleId, asset }: RuleAsset): string => `${ruleId} ${asset}`;

const ordinary = (awards: readonly Award[]) => givenByRule(awards.filter(({ counterKey }) => counterKey === undefined));
/** What a verdict gives for reaching thresholds, by rule and asset. */
export const forCrossing = (awards: readonly Award[]) =>
  givenByRule(awards.filter(({ counterKey }) => counterKey !== undefined));

function givenByRule(awards: readonly Award[]): Map<string, Given> {
  const given = new Map<string, Given>();
  for (const award of awards) {
    const amountMinor = (given.get(keyOf(award))?.amountMinor ?? 0) + award.amountMinor;
    given.set(keyOf(award), { award, amountMinor });
  }
  return given;
}

/** What a reward that shrinks was credited with, and what of the debt that it paid goes with it; null: not by this purchase. */
function creditOf(
  credits: readonly Credit[],
  { ruleId, asset }: RuleAsset,
  [fromMinor, toMinor]: readonly [number, number],
): Pick<Taking, 'credited' | 'repaidMinor'> {
  const credited = credits.find((credit) => credit.ruleId === ruleId && credit.asset === asset);
  if (!credited || fromMinor === toMinor) return { credited: null, repaidMinor: 0 };
  const repaidOf = (amountMinor: number) => Math.min(credited.repaidMinor, amountMinor);
  return { credited, repaidMinor: repaidOf(fromMinor) - repaidOf(toMinor) };
}
