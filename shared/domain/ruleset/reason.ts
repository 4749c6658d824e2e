import type { CompiledRule, Contest, Given } from './decide.ts';
import { linesWith } from './decide.ts';
import { scopesOf } from './scope-index.ts';
import type { ReadLine } from './situation.ts';
import { whyNotCampaign } from './variant.ts';
import type { Reason } from './verdict.ts';

/** Whether scope and conditions of a rule held, so that a threshold counts the purchase. */
export const isHeld = ({ rounds }: Given, { contest, block, bit }: CompiledRule): boolean =>
  (rounds[contest]!.standings[block]!.held & bit) !== 0;

/** Earning lines in a rule's scope. */
export const linesOf = ({ rounds, lines }: Given, { contest, block, bit }: CompiledRule): readonly ReadLine[] =>
  linesWith(bit, rounds[contest]!.standings[block]!.onLines, lines);

/**
 * Why a rule gave nothing, null when it won something of its group: not its campaign's time or variant, no line of its
 * scope, its first condition that fails; then its target, another rule, or an amount that came to nothing.
 */
export function whyNothing(
  rule: CompiledRule,
  { stacking }: Contest,
  given: Given,
  excluded: readonly ReadLine[],
): Reason | null {
  if (given.wantedMinor[rule.index]! > 0) return null;
  const round = given.rounds[rule.contest]!;
  if (isHeld(given, rule)) {
    if (round.pending.includes(rule.index)) return 'progress';
    const isInIt = stacking === 'sum' || round.rules.includes(rule.index);
    return isInIt ? 'zero' : 'lost';
  }
  const { situation, variants } = given;
  const campaign = rule.campaign && whyNotCampaign(rule.campaign, rule.variantId, situation, variants);
  if (campaign) return campaign;
  const lines = linesOf(given, rule);
  if (lines.length > 0) return rule.checks.find(({ check }) => !check(situation, () => lines))!.reason;
  const { block, reach } = round.standings[rule.block]!;
  return excluded.some(({ line }) => (scopesOf(block.index, reach, line) & rule.bit) !== 0) ? 'excluded' : 'scope';
}
