import { engineNumber, knowsItsThresholdRewards } from './engine.ts';
import type { Repaid } from './event.ts';
import type { PastPurchase } from './kept.ts';
import { repaidBy } from './returned-so-far.ts';
import { fundersRelieved, type Taking } from './reversal.ts';
import type { TakenBack } from './ruleset/counter.ts';
import type { Award } from './ruleset/verdict.ts';
import { type AskedAt, asConfirmed, hasLapsed } from './waiting.ts';

/** Rewards of one rule in one asset, together. */
type Given = { readonly award: Award; readonly amountMinor: number };

type Of = Pick<PastPurchase, 'entry' | 'confirmed'>;

/** When it is asked, by which engine, and what rewards that grew in returns have paid of debts, before it and after. */
export type Asked = AskedAt & {
  readonly repaid: { readonly before: readonly Repaid[]; readonly after: readonly Repaid[] };
};

/**
 * What a purchase has earned too much, and what too little, once less of it is kept: the difference of two verdicts,
 * rule by rule. Rewards of a threshold belong to its counter and are left to it.
 */
export function differenceOf(
  purchase: Of,
  before: readonly Award[],
  after: readonly Award[],
  asked: Asked,
): { takings: Taking[]; awards: Award[] } {
  const { event } = purchase.entry;
  const [had, keeps] = [ordinary(before), ordinary(after)];
  const takings: Taking[] = [];
  const awards: Award[] = [];
  for (const [key, { award }] of new Map([...keeps, ...had])) {
    const fromMinor = had.get(key)?.amountMinor ?? 0;
    const toMinor = keeps.get(key)?.amountMinor ?? 0;
    if (toMinor > fromMinor) awards.push({ ...asConfirmed(award, purchase, asked), amountMinor: toMinor - fromMinor });
    if (toMinor >= fromMinor) continue;
    const credit = creditOf(purchase, award, [fromMinor, toMinor], asked);
    takings.push({
      asset: award.asset,
      amountMinor: hasLapsed(award, purchase, asked) ? credit.repaidMinor : fromMinor - toMinor,
      reward: award.ruleId,
      alike: { ...asConfirmed(award, purchase, asked), originId: event.merchantId, scope: '' },
      ...credit,
      postings: (takenMinor) => fundersRelieved(award.asset, award.funding, [fromMinor, toMinor], takenMinor),
    });
  }
  return { takings, awards };
}

/**
 * Rewards of thresholds whose counters fell below their targets again. Each goes out of its own lot first, and the debt
 * that it paid is owed again: the purchase's own as it was credited, another's as far as the counter remembers it.
 */
export function takingsOf(
  purchase: Of,
  takenBack: readonly TakenBack[],
  before: readonly Award[],
  after: readonly Award[],
  asked: Asked,
): Taking[] {
  const [had, keeps] = knowsItsThresholdRewards(asked.engine ?? engineNumber)
    ? [forCrossing(before), forCrossing(after)]
    : [forCrossing([]), forCrossing([])];
  return takenBack.map((taken): Taking => {
    const { asset, amountMinor, funding, giving, source = 'own' } = taken;
    const fromMinor = had.get(keyOf(taken))?.amountMinor ?? 0;
    const toMinor = keeps.get(keyOf(taken))?.amountMinor ?? 0;
    const own = creditOf(purchase, taken, source === 'own' ? [fromMinor, toMinor] : [0, 0], asked);
    const another = { credited: null, ownLotId: giving?.lotId ?? '', repaidMinor: giving?.repaidMinor ?? 0 };
    const from = source === 'own' ? own : another;
    const waits = source === 'own' ? own.credited : (giving ?? null);
    const isGone = waits !== null && hasLapsed(waits, purchase, asked, source === 'own' ? undefined : giving?.sequence);
    return {
      ...{ asset, amountMinor: isGone ? from.repaidMinor : amountMinor, fundedBy: funding },
      reward: rewardOf(taken),
      ...from,
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

/** A reward's name in what a return took: of a threshold that remembers, the entry too that was given it. */
export const rewardOf = ({ ruleId, giving }: Pick<TakenBack, 'ruleId' | 'giving'>): string =>
  giving ? `${ruleId}:${giving.sequence}` : ruleId;

type RuleAsset = Pick<Award, 'ruleId' | 'asset'>;
export const keyOf = ({ ruleId, asset }: RuleAsset): string => `${ruleId} ${asset}`;

const ordinary = (awards: readonly Award[]) => givenByRule(awards.filter(({ counterKey }) => counterKey === undefined));
/** What a verdict gives for reaching thresholds, by rule and asset. */
export const forCrossing = (awards: readonly Award[]) =>
  givenByRule(awards.filter(({ counterKey }) => counterKey !== undefined));

/** What a verdict gives for reaching thresholds, by rule: a rule gives one asset. */
export const crossingIn = (awards: readonly Award[]): Map<string, number> =>
  new Map([...forCrossing(awards).values()].map(({ award, amountMinor }) => [award.ruleId, amountMinor]));

function givenByRule(awards: readonly Award[]): Map<string, Given> {
  const given = new Map<string, Given>();
  for (const award of awards) {
    const amountMinor = (given.get(keyOf(award))?.amountMinor ?? 0) + award.amountMinor;
    given.set(keyOf(award), { award, amountMinor });
  }
  return given;
}

/** What a reward that shrinks was credited with, null: not by the purchase; and what goes of the debt that it paid. */
function creditOf(
  purchase: Of,
  { ruleId, asset }: RuleAsset,
  [fromMinor, toMinor]: readonly [number, number],
  asked: Asked,
): Pick<Taking, 'credited' | 'repaidMinor'> {
  if (fromMinor === toMinor) return { credited: null, repaidMinor: 0 };
  const { repaid } = asked;
  const credited = purchase.entry.effects.credits.find((credit) => credit.ruleId === ruleId && credit.asset === asset);
  const paid = (more: readonly Repaid[]) => (credited?.repaidMinor ?? 0) + repaidBy(more, ruleId, asset);
  const [paidMinor, staysMinor] = [Math.min(paid(repaid.before), fromMinor), Math.min(paid(repaid.after), toMinor)];
  const repaidMinor = Math.max(0, paidMinor - staysMinor);
  return { credited: credited ? asConfirmed(credited, purchase, asked) : null, repaidMinor };
}
