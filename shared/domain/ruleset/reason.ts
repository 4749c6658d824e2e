import type { CompiledRule, Contest, Given } from './decide.ts';
import { eachWonPlainly } from './plain-contest.ts';
import { scopesOf } from './scope-index.ts';
import type { ReadLine } from './situation.ts';
import { hasLine, isHeld, linesOf } from './standings.ts';
import { whyNotCampaign } from './variant.ts';
import type { Reason } from './verdict.ts';

/** The base of the lines that each rule won, by index; −1 for one that won none. */
export function basesWon(contests: readonly Contest[], { rounds, standings, wantedMinor }: Given): number[] {
  const wonMinor: number[] = [];
  for (let index = 0; index < wantedMinor.length; index += 1) wonMinor.push(-1);
  const won = (index: number, baseMinor: number) => {
    wonMinor[index] = Math.max(wonMinor[index]!, 0) + baseMinor;
  };
  for (let nth = 0; nth < contests.length; nth += 1) {
    const round = rounds[nth];
    if (!round) eachWonPlainly(contests[nth]!, standings, won);
    else for (const { rule, line } of round.cells) won(rule.index, line.baseMinor);
  }
  return wonMinor;
}

/**
 * Why a rule gave nothing: not its campaign's time or variant, no line of its scope, its first condition that fails;
 * then its target, another rule, or an amount that came to nothing.
 */
export function whyNothing(
  rule: CompiledRule,
  contest: Contest,
  given: Given,
  hasWon: boolean,
  excluded: readonly ReadLine[],
): Reason {
  const { situation, variants, standings } = given;
  if (isHeld(standings, rule)) {
    if (given.rounds[rule.contest]?.pending.includes(rule.index)) return 'progress';
    return contest.stacking === 'sum' || hasWon ? 'zero' : 'lost';
  }
  const campaign = rule.campaign && whyNotCampaign(rule.campaign, rule.variantId, situation, variants);
  if (campaign) return campaign;
  if (hasLine(standings, rule)) {
    const lines = () => linesOf(standings, rule);
    return rule.checks.find(({ check }) => !check(situation, lines))!.reason;
  }
  if (excluded.length === 0) return 'scope';
  const { index } = contest.blocks.find(({ at }) => at === rule.block)!;
  const reach = standings.reach[rule.block]!;
  return excluded.some(({ line }) => (scopesOf(index, reach, line) & rule.bit) !== 0) ? 'excluded' : 'scope';
}
