import type { CompiledRule, Contest, Given } from './decide.ts';
import { noteWonPlainly } from './plain-contest.ts';
import { scopesOf } from './scope-index.ts';
import type { ReadLine } from './situation.ts';
import { isHeld, linesOf } from './standings.ts';
import { whyNotCampaign } from './variant.ts';
import type { Reason } from './verdict.ts';

/** The base of the lines that each rule won, by index; null for one that won none, be it 0 on it. */
export function basesWon(contests: readonly Contest[], { rounds, standings, wantedMinor }: Given): (number | null)[] {
  const wonMinor: (number | null)[] = wantedMinor.map(() => null);
  for (const [nth, contest] of contests.entries()) {
    const round = rounds[nth];
    if (!round) noteWonPlainly(contest, standings, wonMinor);
    else for (const { rule, line } of round.cells) wonMinor[rule.index] = (wonMinor[rule.index] ?? 0) + line.baseMinor;
  }
  return wonMinor;
}

/**
 * Why a rule gave nothing, null when it won something of its group: not its campaign's time or variant, no line of its
 * scope, its first condition that fails; then its target, another rule, or an amount that came to nothing.
 */
export function whyNothing(
  rule: CompiledRule,
  contest: Contest,
  given: Given,
  hasWon: boolean,
  excluded: readonly ReadLine[],
): Reason | null {
  if (given.wantedMinor[rule.index]! > 0) return null;
  const { situation, variants, standings } = given;
  if (isHeld(standings, rule)) {
    if (given.rounds[rule.contest]?.pending.includes(rule.index)) return 'progress';
    return contest.stacking === 'sum' || hasWon ? 'zero' : 'lost';
  }
  const campaign = rule.campaign && whyNotCampaign(rule.campaign, rule.variantId, situation, variants);
  if (campaign) return campaign;
  const lines = linesOf(standings, rule);
  if (lines.length > 0) return rule.checks.find(({ check }) => !check(situation, () => lines))!.reason;
  const { index } = contest.blocks.find(({ at }) => at === rule.block)!;
  const reach = standings.reach[rule.block]!;
  return excluded.some(({ line }) => (scopesOf(index, reach, line) & rule.bit) !== 0) ? 'excluded' : 'scope';
}
